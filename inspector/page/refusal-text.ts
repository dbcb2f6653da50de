// Says in a sentence why a handshake was refused.
import type { RefusedHandshake } from "../server/feed.ts";

type Reason = RefusedHandshake["reason"];

/** What `upgrade` or a guard has done. */
const DECIDED: Readonly<Partial<Record<Reason, string>>> = {
  response: "returned this Response.",
  upgrade: "returned false or a value that does not accept.",
  error: "failed.",
};

const TEXTS: Readonly<Record<Reason, string>> = {
  response: "upgrade returned this Response.",
  fallback: "No route matches this path, and the fallback returned this Response.",
  upgrade: "upgrade returned false or a value that does not accept.",
  error: "upgrade or the fallback failed.",
  origin: "A page of this origin may not connect. List it in the option origins if it may.",
  unknown_path: "No route matches this path.",
  full: "maxConnections is reached.",
  address_full: "This client has as many connections as limits.connectionsPerAddress allows.",
  upgrade_timeout: "The handshake took longer than limits.upgradeTimeout.",
  forwarded: "A trusted proxy did not say which client it forwards, or in a form that is not valid.",
  draining: "The server was shutting down.",
  gone: "The client left before upgrade or a guard had decided.",
  host: "The header Host is missing or not valid.",
  escape: "The path has a percent sign that is not followed by two hexadecimal digits of UTF-8.",
  method: "A handshake must be a GET request.",
  no_upgrade: "The request has no “Upgrade: websocket”. Look for a proxy that removes it.",
  handshake:
    "“Connection: upgrade” is missing, or Sec-WebSocket-Key is not valid. Look for a proxy that removes it.",
  version: "Sec-WebSocket-Version is not 13.",
};

/** Why it was refused, and by whom. */
export function describeRefusal({ reason, guard }: Pick<RefusedHandshake, "reason" | "guard">): string {
  const decided = guard === null ? undefined : DECIDED[reason];
  return decided === undefined ? TEXTS[reason] : `The guard in ${guard} ${decided}`;
}
