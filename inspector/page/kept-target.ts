// Remembers where the page's socket is connected, so that a page that is loaded again connects again.
import type { Field } from "../server/feed.ts";
import { recall, remember } from "./page-state.ts";
import type { ConnectTarget, SocketState } from "./socket.ts";

const NAME = "connection";

/** Call it with every state of the socket. */
export function keepTarget(state: SocketState): void {
  const isKept = state.phase === "connecting" || state.phase === "open";
  remember(NAME, isKept ? state.target : undefined);
}

/** Where the socket was connected when the page was left; `undefined` if it was not. */
export function keptTarget(): ConnectTarget | undefined {
  const known = recall(NAME);
  if (typeof known !== "object" || known === null) return undefined;
  const { route, url, protocols, headers }: Partial<Record<keyof ConnectTarget, unknown>> = known;
  if (typeof route !== "string" || typeof url !== "string") return undefined;
  if (!Array.isArray(protocols) || !Array.isArray(headers)) return undefined;
  return {
    route,
    url,
    protocols: protocols.filter((each) => typeof each === "string"),
    headers: headers.filter(isField),
  };
}

function isField(value: unknown): value is Field {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === "string");
}
