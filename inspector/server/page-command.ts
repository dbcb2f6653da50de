// Declares what a page of the inspector can ask for (`POST /_bunbox/command`), and reads such a request.
import { CLOSE_REASON_BYTES, maySendCloseCode } from "../../runtime/facts.ts";
import type { Field, WatchSubject } from "./feed.ts";

/** What a page asks for. */
export type PageCommand =
  /** Send the messages of a subject, or of none. */
  | { readonly kind: "watch"; readonly subject: WatchSubject | null }
  /** Close a socket. */
  | { readonly kind: "close"; readonly socket: number; readonly code: number; readonly reason: string }
  /** Give out a ticket for a handshake with these headers. */
  | { readonly kind: "ticket"; readonly headers: readonly Field[] };

/** The body of the request. */
export interface CommandBody {
  /** Of the page's own feed. */
  readonly token: string;
  readonly command: PageCommand;
}

/** How many bytes a body may have. */
const LARGEST = 64 * 1024;

/**
 * Reads a command; `undefined` if it is not one that the inspector's own page has sent. Any page may send a request here,
 * but only with a type that needs no permission, and browsers say where it comes from.
 */
export async function readCommand(req: Request): Promise<CommandBody | undefined> {
  const { headers } = req;
  const origin = headers.get("origin");
  if (req.method !== "POST" || headers.get("content-type") !== "application/json") return undefined;
  if (origin !== null && URL.parse(origin)?.host !== headers.get("host")) return undefined;
  if (Number(headers.get("content-length") ?? Infinity) > LARGEST) return undefined;
  try {
    const body: unknown = await req.json();
    return parseBody(body);
  } catch {
    return undefined; // it is not JSON
  }
}

function parseBody(body: unknown): CommandBody | undefined {
  if (!isRecord(body) || typeof body["token"] !== "string" || !isRecord(body["command"])) return undefined;
  const command = parseCommand(body["command"]);
  return command === undefined ? undefined : { token: body["token"], command };
}

function parseCommand(given: Record<string, unknown>): PageCommand | undefined {
  const { kind, subject, socket, code, reason, headers } = given;
  if (kind === "watch") {
    const known = subject === null || subject === "all" || typeof subject === "number";
    return known ? { kind, subject } : undefined;
  }
  if (kind === "close") {
    if (typeof socket !== "number" || typeof code !== "number" || typeof reason !== "string")
      return undefined;
    const fits = maySendCloseCode(code) && Buffer.byteLength(reason) <= CLOSE_REASON_BYTES;
    return fits ? { kind, socket, code, reason } : undefined;
  }
  if (kind !== "ticket" || !Array.isArray(headers)) return undefined;
  const fields = headers.filter(isField);
  return fields.length === headers.length ? { kind, headers: fields } : undefined;
}

function isField(value: unknown): value is Field {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
