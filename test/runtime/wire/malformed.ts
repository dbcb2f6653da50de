// Lists requests that are hardly HTTP: Bun answers or ends the connection by itself, and no route sees them.
import { by, type Check, withLines } from "./check.ts";

/** All of them. */
export const MALFORMED: readonly Check[] = [
  {
    what: "TRACE",
    source: "RFC 9110, section 9.3.8",
    request: by("TRACE", "/ws/echo"),
    status: [400, 405, 501],
    byBun: true,
  },
  {
    what: "CONNECT",
    source: "RFC 9110, section 9.3.6",
    request: by("CONNECT", "/ws/echo"),
    status: [0, 400, 405, 501],
    byBun: true,
  },
  {
    what: "an unknown method",
    source: "RFC 9110, section 15.6.2",
    request: by("BREW", "/ws/echo"),
    status: [0, 400, 405, 501],
    byBun: true,
  },
  {
    what: "HTTP/2's preface",
    source: "RFC 9113, section 3.4",
    request: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    status: [0, 400, 505],
    byBun: true,
  },
  {
    what: "no HTTP at all",
    source: "RFC 9112, section 3",
    request: "\u0016\u0003\u0001 hello\r\n\r\n",
    status: [0, 400],
    byBun: true,
  },
  {
    what: "a header's name with a blank before the colon",
    source: "RFC 9112, section 5.1 (request smuggling)",
    request: withLines("/ws/echo", "X-Smuggled : 1"),
    status: [0, 400],
    byBun: true,
  },
  {
    what: "a NUL in a header",
    source: "RFC 9110, section 5.5",
    request: withLines("/ws/echo", "X-Odd: a\u0000b"),
    status: [0, 400],
    byBun: true,
  },
  {
    what: "both Content-Length and Transfer-Encoding",
    source: "RFC 9112, section 6.3 (request smuggling)",
    request: withLines("/ws/echo", "Content-Length: 5", "Transfer-Encoding: chunked"),
    status: [0, 400],
    byBun: true,
  },
  {
    what: "two different Content-Lengths",
    source: "RFC 9112, section 6.3 (request smuggling)",
    request: withLines("/ws/echo", "Content-Length: 5", "Content-Length: 6"),
    status: [0, 400],
    byBun: true,
  },
  {
    what: "a negative Content-Length",
    source: "RFC 9110, section 8.6",
    request: withLines("/ws/echo", "Content-Length: -1"),
    status: [0, 400],
    byBun: true,
  },
];
