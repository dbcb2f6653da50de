// Lists subprotocols and extensions, which are agreed on only if the client offers them and the route chooses them.
import { type Check, shake, withLines } from "./check.ts";

const PROTOCOL = "RFC 6455, section 4.2.2 (5.5) and section 11.3.4";
const DEFLATE = "RFC 7692, section 7";

function offering(offer: string | null, query: string): string {
  return shake(`/ws/protocols?${query}`, { "Sec-WebSocket-Protocol": offer });
}

const chosen: readonly (readonly [
  what: string,
  offer: string | null,
  query: string,
  agreed: string | null,
])[] = [
  ["nothing offered, nothing chosen", null, "", null],
  ["offered, and nothing chosen", "chat", "", null],
  ["offered and chosen", "chat", "protocol=chat", "chat"],
  ["the second of two", "chat, superchat", "protocol=superchat", "superchat"],
  ["a list without blanks", "a,b,c", "protocol=b", "b"],
  ["chosen in headers", "chat, superchat", "header=superchat", "superchat"],
  ["chosen in both, where protocol counts", "a, b", "protocol=a&header=b", "a"],
  ["chosen, and not offered", "chat", "protocol=other", null],
  ["chosen in headers, and not offered", "chat", "header=other", null],
  ["chosen, and nothing offered", null, "protocol=chat", null],
  ["in another case", "chat", "protocol=CHAT", null],
  ["a part of what was offered", "superchat", "protocol=chat", null],
  ["the whole list", "a, b", "protocol=a,%20b", null],
  ["the empty one", "chat", "protocol=", null],
  ["empty members offered", ", ,chat,,", "protocol=chat", "chat"],
  ["a name like a member of Object", "__proto__", "protocol=__proto__", "__proto__"],
  ["constructor, and not offered", "chat", "protocol=constructor", null],
];

const offered: readonly (readonly [what: string, offer: string, agreed: RegExp | null])[] = [
  ["permessage-deflate", "permessage-deflate", /^permessage-deflate/],
  ["permessage-deflate with windows", "permessage-deflate; client_max_window_bits", /^permessage-deflate/],
  ["an extension that nobody knows", "x-unknown", null],
  ["a member of Object", "__proto__", null],
  ["another member of Object", "constructor", null],
  ["a parameter that is a member of Object", "permessage-deflate; __proto__=1", /^permessage-deflate|^$/],
];

/** All of them; the extensions that must be agreed on are looked at by `frames.test.ts`. */
export const SUBPROTOCOLS: readonly Check[] = [
  ...chosen.map(([what, offer, query, agreed]) => ({
    what: `subprotocol: ${what}`,
    source: PROTOCOL,
    request: offering(offer, query),
    status: 101,
    headers: { "sec-websocket-protocol": agreed },
  })),
  {
    what: "subprotocols over two lines",
    source: PROTOCOL,
    request: withLines("/ws/protocols?protocol=b", "Sec-WebSocket-Protocol: a", "Sec-WebSocket-Protocol: b"),
    status: 101,
    headers: { "sec-websocket-protocol": "b" },
  },
  {
    what: "subprotocol: 15,000 blanks",
    source: "CVE-2021-32640",
    request: offering(`b${" ".repeat(15_000)}x`, "protocol=x"),
    status: [101, 431],
    byBun: true,
  },
  {
    what: "subprotocol: 5,000 of them",
    source: "CVE-2021-32640",
    request: offering(Array.from({ length: 2500 }, (_, index) => `p${index}`).join(","), "protocol=p2499"),
    status: 101,
    headers: { "sec-websocket-protocol": "p2499" },
  },
  {
    what: "subprotocol: bytes that are not ASCII",
    source: PROTOCOL,
    request: Buffer.from(offering("caf\u00e9, chat", "protocol=chat"), "latin1"),
    status: [101, 400],
    byBun: true,
  },
  ...offered.map(([what, offer, agreed]) => ({
    what: `extension: ${what}`,
    source: agreed === null ? "RFC 6455, section 9.1; GHSA-5v72-xg48-5rpm" : DEFLATE,
    request: shake("/ws/echo", { "Sec-WebSocket-Extensions": offer }),
    status: 101,
    ...(agreed === null ? { headers: { "sec-websocket-extensions": null } } : {}),
  })),
  {
    what: "extension: 10,000 parameters with quotes and backslashes",
    source: "CVE-2020-7662",
    request: shake("/ws/echo", { "Sec-WebSocket-Extensions": `a; b="${'\\"'.repeat(6000)}` }),
    status: [101, 431],
    byBun: true,
  },
];
