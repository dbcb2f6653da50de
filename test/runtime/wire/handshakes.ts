// Lists opening handshakes, line by line (RFC 6455, section 4.2.1), with what HTTP itself requires (RFC 9110, RFC 9112).
import { by, type Check, shake, withLines } from "./check.ts";

const ALLOW = { allow: "GET" };
const WEBSOCKET = { upgrade: "websocket" };
const VERSION = { "sec-websocket-version": "13" };

const KEY = "RFC 6455, section 4.2.1 (5)";
const keys: readonly (readonly [what: string, key: string, status: number])[] = [
  ["the RFC's own key", "dGhlIHNhbXBsZSBub25jZQ==", 101],
  ["a key of zeros", "AAAAAAAAAAAAAAAAAAAAAA==", 101],
  ["a key with + and /", "+/+/+/+/+/+/+/+/+/+/+w==", 101],
  ["a key with blanks around it", "  dGhlIHNhbXBsZSBub25jZQ==  ", 101],
  ["an empty key", "", 400],
  ["a key of 15 bytes", "AAAAAAAAAAAAAAAAAAAA", 400],
  ["a key of 17 bytes", "AAAAAAAAAAAAAAAAAAAAAAA=", 400],
  ["a key of 32 bytes", "A".repeat(43), 400],
  ["a key without padding", "dGhlIHNhbXBsZSBub25jZQ", 400],
  ["a key with a character that is not base64", "dGhlIHNhbXBsZSBub25jZ!==", 400],
  ["a key in the URL-safe alphabet", "-_-_-_-_-_-_-_-_-_-_-w==", 400],
  ["a key whose last bits are not zero", "dGhlIHNhbXBsZSBub25jZR==", 400],
  ["a key with a blank inside", "dGhlIHNhbXBs ZSBub25jZQ==", 400],
  ["a key of 100 kB", "A".repeat(8000), 400],
];

const TOKENS = "RFC 6455, section 4.2.1 (3, 4); RFC 9110, section 5.6.1";
const tokens: readonly (readonly [string, string | null, string | null, number])[] = [
  ["tokens in lower case", "websocket", "upgrade", 101],
  ["tokens in upper case", "WEBSOCKET", "UPGRADE", 101],
  ["tokens in lists", "h2c, websocket", "keep-alive, Upgrade", 101],
  ["tokens in lists without blanks", "h2c,websocket,x", "keep-alive,Upgrade,x", 101],
  ["empty members of a list", ", ,websocket,,", ",,upgrade, ,", 101],
  ["tabs in a list", "h2c,\twebsocket", "keep-alive,\tUpgrade", 101],
  ["no Upgrade", null, "Upgrade", 426],
  ["an empty Upgrade", "", "Upgrade", 426],
  ["an upgrade to something else", "h2c", "Upgrade", 426],
  ["a token that begins like websocket", "websockets", "Upgrade", 426],
  ["a token with a version", "websocket/13", "Upgrade", 426],
  ["no Connection", "websocket", null, 400],
  ["an empty Connection", "websocket", "", 400],
  ["a Connection that says something else", "websocket", "keep-alive", 400],
  ["a token that begins like upgrade", "websocket", "upgraded", 400],
  ["tokens parted by blanks alone", "websocket", "keep-alive upgrade", 400],
];

const VERSIONS = "RFC 6455, section 4.2.1 (6) and 4.4";
const versions: readonly (readonly [string, string | null, number])[] = [
  ["version 13", "13", 101],
  ["version 8", "8", 426],
  ["version 7", "7", 426],
  ["version 0", "0", 426],
  ["version 14", "14", 426],
  ["version 130", "130", 426],
  ["version 13 with a zero before it", "013", 426],
  ["two versions in a list", "13, 8", 426],
  ["an empty version", "", 426],
  ["a version in words", "thirteen", 426],
  ["no version", null, 426],
];

const METHODS = "RFC 6455, section 4.2.1 (1); RFC 9110, section 15.5.6";

/** All of them. */
export const HANDSHAKES: readonly Check[] = [
  {
    what: "the answer to a valid handshake",
    source: "RFC 6455, section 4.2.2 (5) and section 1.3",
    request: shake("/ws/echo"),
    status: 101,
    headers: {
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
      "sec-websocket-protocol": null,
      "sec-websocket-extensions": null,
    },
    opens: { topic: "ws-echo", params: {} },
  },
  ...keys.map(([what, key, status]) => ({
    what,
    source: KEY,
    request: shake("/ws/echo", { "Sec-WebSocket-Key": key }),
    status,
  })),
  {
    what: "no key",
    source: KEY,
    request: shake("/ws/echo", { "Sec-WebSocket-Key": null }),
    status: 400,
  },
  {
    what: "two keys",
    source: "RFC 6455, section 11.3.1",
    request: withLines("/ws/echo", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="),
    status: 400,
  },
  ...tokens.map(([what, upgrade, connection, status]) => ({
    what,
    source: TOKENS,
    request: shake("/ws/echo", { Upgrade: upgrade, Connection: connection }),
    status,
    ...(status === 426 ? { headers: WEBSOCKET } : {}),
  })),
  {
    what: "Upgrade over two lines",
    source: "RFC 9110, section 5.3",
    request: shake("/ws/echo", { Upgrade: "h2c" }).replace("Connection", "Upgrade: websocket\r\nConnection"),
    status: 101,
  },
  {
    what: "names of headers in upper case",
    source: "RFC 9110, section 5.1",
    request: shake("/ws/echo").replaceAll(/^[\w-]+(?=: )/gm, (name) => name.toUpperCase()),
    status: 101,
  },
  ...versions.map(([what, version, status]) => ({
    what,
    source: VERSIONS,
    request: shake("/ws/echo", { "Sec-WebSocket-Version": version }),
    status,
    ...(status === 426 ? { headers: VERSION } : {}),
  })),
  ...["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"].map((method) => ({
    what: method,
    source: METHODS,
    request: by(method, "/ws/echo"),
    status: 405,
    headers: ALLOW,
  })),
  {
    what: "a plain GET, as a browser's address bar sends it",
    source: "docs/server.md, Requests",
    request: "GET /ws/echo HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    status: 426,
    headers: WEBSOCKET,
  },
];
