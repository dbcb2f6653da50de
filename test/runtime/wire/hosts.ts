// Lists Host headers: user code calls `new URL(req.url)`, which must not throw, and origins are compared with the Host.
import { type Check, shake, withLines } from "./check.ts";

const HOST = "RFC 9110, section 7.2; RFC 3986, section 3.2";

const good: readonly (readonly [what: string, host: string])[] = [
  ["a name", "example.com"],
  ["a name in upper case", "EXAMPLE.COM"],
  ["a name with a port", "example.com:8080"],
  ["a name with the dot of the root", "example.com."],
  ["an underscore, as in Compose's service names", "my_service:3000"],
  ["an IPv4 address", "192.0.2.7:80"],
  ["an IPv6 address", "[2001:db8::1]"],
  ["an IPv6 address with a port", "[::1]:3000"],
  ["the largest port", "example.com:65535"],
  ["a single letter", "a"],
];

const bad: readonly (readonly [what: string, host: string])[] = [
  ["an empty one", ""],
  ["blanks", "   "],
  ["user information", "user:pw@evil"],
  ["a path, a query and a fragment", "a/b?c#d"],
  ["a path", "evil/"],
  ["a query", "evil?"],
  ["a fragment", "evil#"],
  ["a backslash", "evil\\a"],
  ["a port that is too large", "evil:99999"],
  ["port 65536", "evil:65536"],
  ["a port in letters", "evil:http"],
  ["a port with a sign", "evil:-1"],
  ["two ports", "evil:80:80"],
  ["an open bracket", "[::1"],
  ["brackets around a name", "[evil]"],
  ["an IPv6 address without brackets", "::1"],
  ["a blank inside", "a b"],
  ["a percent sign", "a%00b"],
  ["a list", "a.example, b.example"],
  ["a scheme", "http://evil"],
  ["a quote", 'a"b'],
  ["angle brackets", "<script>"],
  ["a number that is no IPv4 address", "999.999.999.999"],
  ["bytes that are not ASCII", "caf\u00e9.example"],
];

/** All of them. */
export const HOSTS: readonly Check[] = [
  ...good.map(([what, host]) => ({
    what: `Host: ${what}`,
    source: HOST,
    request: shake("/ws/echo", { Host: host }),
    status: 101,
  })),
  ...bad.map(([what, host]) => ({
    what: `Host: ${what}`,
    source: HOST,
    request: shake("/ws/echo", { Host: host }),
    status: 400,
  })),
  {
    what: "no Host",
    source: "RFC 9112, section 3.2",
    request: shake("/ws/echo", { Host: null }),
    status: 400,
    byBun: true,
  },
  {
    what: "two Hosts",
    source: "RFC 9112, section 3.2",
    request: withLines("/ws/echo", "Host: evil.example"),
    status: 400,
    byBun: true,
  },
  {
    what: "a bad Host at a path that matches no route",
    source: "docs/server.md, Requests",
    request: shake("/nowhere", { Host: "user@evil" }),
    status: 400,
  },
  {
    what: "a bad Host at /healthz",
    source: "docs/server.md, Requests",
    request: "GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n",
    status: 400,
  },
];
