// Gives a handshake of the inspector's page the headers that a browser cannot send with a WebSocket.
//
// The page asks for a ticket, and puts it at the end of the URL. The server removes it and sets the headers on the same
// request, so the route sees the URL and the headers that the person wants, on a socket of the browser's own.
import { RESERVED_FIELDS } from "../../runtime/facts.ts";
import type { Field } from "./feed.ts";

/** The tickets that were not used yet. */
export interface Tickets {
  /** A ticket for one handshake. Throws an error for the person if a header cannot be set. */
  issue(headers: readonly Field[]): string;
  /** Uses the ticket of a request, if it has one. */
  redeem(req: Request): void;
}

/** How long a ticket is valid, in milliseconds, and how many there are at once. */
const [LIFETIME, MOST] = [10_000, 100];

// Their own fields decide about these.
const FORBIDDEN: ReadonlySet<string> = new Set([...RESERVED_FIELDS, "host", "sec-websocket-protocol"]);

const TICKET = /[?&]_bunbox=([\da-f-]{36})$/;

/** Starts without a ticket. */
export function createTickets(): Tickets {
  const valid = new Map<string, { readonly headers: readonly Field[]; readonly until: number }>();

  return {
    issue(headers) {
      const checked = new Headers();
      for (const [name, value] of headers) {
        if (FORBIDDEN.has(name.toLowerCase())) throw new Error(`${name} belongs to the handshake`);
        checked.append(name, value);
      }
      const [oldest] = valid.keys();
      if (oldest !== undefined && valid.size >= MOST) valid.delete(oldest);
      const ticket = crypto.randomUUID();
      valid.set(ticket, { headers, until: Date.now() + LIFETIME });
      return ticket;
    },
    redeem(req) {
      const [end = "", ticket = ""] = TICKET.exec(req.url) ?? [];
      const known = valid.get(ticket);
      if (known === undefined) return;
      valid.delete(ticket);
      if (known.until < Date.now()) return;
      // Bun upgrades only its own request, whose URL cannot be set.
      Object.defineProperty(req, "url", { value: req.url.slice(0, -end.length), configurable: true });
      for (const [name] of known.headers) req.headers.delete(name);
      for (const [name, value] of known.headers) req.headers.append(name, value);
    },
  };
}
