// Gives each socket the address of its client, which the proxies that `trustedProxies` names say. The entry imports this
// file only if the option is set.
import { findAddressBy, type Received } from "../client-address.ts";
import type { Entrance } from "../entrance.ts";
import { type IpAddress, isV4Mapped, parseAddress } from "../facts.ts";
import { createFirsts } from "../firsts.ts";
import { refuse } from "../refuse.ts";
import { log } from "../report.ts";
import { follow, readElement, readPlain } from "./forwarded.ts";
import type { AddressRange } from "./proxies-option.ts";

/** The peer on a Unix socket has no address, and is a program of this machine, as `::1` is. */
const UNIX: IpAddress = { text: "", words: [0, 0, 0, 0, 0, 0, 0, 1] };

/** `null` if the two fields name different clients. */
type Client = string | null;

/** Has `ctx.remoteAddress`, `ws.remoteAddress` and the log name the client, and refuses one whose address is not sure. */
export function behindProxies(trusted: readonly AddressRange[], { decide, connections }: Entrance): Entrance {
  const found = new WeakMap<Request, Client>();
  const isNew = createFirsts();
  let arriving = "";

  function isTrusted({ words }: IpAddress): boolean {
    return trusted.some((range) => isWithin(words, range));
  }

  function search({ req, server }: Received): Client {
    const text = server.requestIP(req)?.address;
    const peer = text === undefined ? unixPeer(server) : parseAddress(text);
    if (peer === undefined || !isTrusted(peer)) return peer?.text ?? text ?? "";
    const plain = req.headers.get("x-forwarded-for");
    const standard = req.headers.get("forwarded");
    const one = plain ? follow(plain, peer, isTrusted, readPlain) : undefined;
    const other = standard ? follow(standard, peer, isTrusted, readElement) : one;
    // A proxy that writes one of them may pass on the other as the client sent it, and which one it writes is not known.
    if (one !== undefined && one.text !== other?.text) return null;
    return (other ?? peer).text;
  }

  /** Searches once: Bun forgets the peer when it has left, and when the request has become a socket. */
  function clientOf(received: Received): Client {
    const known = found.get(received.req);
    if (known !== undefined) return known;
    const client = search(received);
    found.set(received.req, client);
    return client;
  }

  findAddressBy((received) => (received === undefined ? "" : (clientOf(received) ?? "")));

  return {
    decide(handshake, isDraining) {
      if (clientOf(handshake) !== null) return decide(handshake, isDraining);
      const address = handshake.server.requestIP(handshake.req)?.address ?? "";
      if (isNew(address)) {
        const proxy = address === "" ? "the proxy" : `the proxy ${address}`;
        log(
          "warning",
          `refused a connection whose X-Forwarded-For and Forwarded name different clients: have ${proxy} set one of them and remove the other`,
          { event: "forwarded_refused", address },
        );
      }
      return refuse(400, "forwarded");
    },
    connections: {
      ...connections,
      adopt(context, server, req, data, headers) {
        arriving = clientOf({ req, server }) ?? "";
        try {
          return connections.adopt(context, server, req, data, headers);
        } finally {
          arriving = "";
        }
      },
      callbacks: {
        ...connections.callbacks,
        // Bun runs it within `server.upgrade`, and so within `adopt` (Bun 1.4).
        open(ws) {
          const value = arriving;
          arriving = "";
          if (value !== "" && value !== ws.remoteAddress)
            Object.defineProperty(ws, "remoteAddress", { value, enumerable: true });
          connections.callbacks.open(ws);
        },
      },
    },
  };
}

/** A peer without an address may also be one that has left, and that could say whatever it likes. */
function unixPeer(server: Bun.Server<unknown>): IpAddress | undefined {
  return server.port === undefined ? UNIX : undefined;
}

/** IPv4 is not a part of IPv6, although its addresses have a form there. */
function isWithin(words: readonly number[], { first, bits }: AddressRange): boolean {
  if (bits < 96 && isV4Mapped(words)) return false;
  return first.every((word, index) => {
    const own = Math.min(16, Math.max(0, bits - index * 16));
    return (word ^ (words[index] ?? 0)) >> (16 - own) === 0;
  });
}
