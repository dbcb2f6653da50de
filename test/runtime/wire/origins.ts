// Lists origins of pages that may connect, and tricks of cross-site WebSocket hijacking that must fail.
import { FOREIGN, LOOPBACK } from "../../support/loopback.ts";
import { type Check, shake, withLines } from "./check.ts";

const HIJACK = "RFC 6455, section 10.2; CWE-1385";
const GUIDE = "docs/server.md, Origins";

const allowed: readonly (readonly [host: string, origin: string])[] = [
  ["example.com", "https://example.com"],
  ["example.com", "http://example.com"],
  ["EXAMPLE.com", "https://example.com"],
  ["example.com:8080", "http://example.com:8080"],
  ["example.com:443", "https://example.com"],
  ["example.com:80", "http://example.com"],
  ["example.com", "https://example.com:443"],
  ["[2001:db8::1]:3000", "http://[2001:db8::1]:3000"],
  ["example.com", "https://app.example.com"],
  ["example.com", "https://a.example.org"],
  ["example.com", "https://a.b.example.org"],
  ["api.example.com", "http://localhost:5173"],
  ["localhost:3000", "https://localhost"],
  ["127.0.0.1:3000", "http://[::1]:4000"],
  ["[::1]:3000", "http://127.0.0.1:3000"],
  ...LOOPBACK.map((name) => ["localhost:3000", `http://${name}:4000`] as const),
  ...LOOPBACK.map((name) => [`${name}:3000`, "http://localhost:5000"] as const),
];

const refused: readonly (readonly [trick: string, host: string, origin: string, source?: string])[] = [
  ["another site", "example.com", "https://evil.com"],
  ["the host as a prefix", "example.com", "https://example.com.evil.com", "CVE-2020-25095"],
  ["the host as a suffix", "example.com", "https://notexample.com"],
  ["another port", "example.com", "https://example.com:8443", "RFC 6454, section 5"],
  ["the host as user name", "example.com", "https://example.com@evil.com"],
  ["the host as user name and password", "example.com", "https://example.com:pw@evil.com"],
  ["the host in the path", "example.com", "https://evil.com/example.com"],
  ["the host in the query", "example.com", "https://evil.com?example.com"],
  ["the host in the fragment", "example.com", "https://evil.com#example.com"],
  ["a backslash", "example.com", "https://evil.com\\.example.org"],
  ["null, as of a sandboxed frame", "example.com", "null", "RFC 6454, section 6.1"],
  ["null at a loopback host", "localhost:3000", "null", "CVE-2018-14732"],
  ["a file", "localhost:3000", "file://"],
  ["a browser extension", "localhost:3000", "chrome-extension://abcdefghijklmnop"],
  ["an empty origin", "example.com", ""],
  ["a bare host", "example.com", "example.com"],
  ["a list with the own one first", "example.com", "https://example.com, https://evil.com"],
  ["a list with the own one last", "example.com", "https://evil.com, https://example.com"],
  ["two origins parted by a blank", "example.com", "https://example.com https://evil.com"],
  ["another scheme", "example.com", "ftp://example.com"],
  ["a dot for a listed origin's dot", "example.com", "https://appxexample.com"],
  ["a listed origin by another scheme", "example.com", "http://app.example.com"],
  ["a listed origin on another port", "example.com", "https://app.example.com:444"],
  ["a listed origin in upper case, which no browser sends", "example.com", "HTTPS://APP.EXAMPLE.COM"],
  ["the domain of a wildcard itself", "example.com", "https://example.org"],
  ["an empty label for the wildcard", "example.com", "https://.example.org"],
  ["a path before the wildcard's domain", "example.com", "https://evil.com/.example.org"],
  ["user information before it", "example.com", "https://evil.com@a.example.org"],
  ["a port before it", "example.com", "https://evil.com:80.example.org"],
  ["a wildcard's domain as a prefix", "example.com", "https://a.example.org.evil.com"],
  ["a loopback page at a public host", "example.com", "http://localhost:3000", "CVE-2018-14732"],
  ["a loopback address at a public host", "example.com", "http://127.0.0.1"],
  ["localhost as a prefix", "localhost", "http://localhost.evil.com"],
  ["127.0.0.1 as a prefix", "localhost", "http://127.0.0.1.evil.com"],
  ["a name that begins with 127", "localhost", "http://127.evil.com"],
  ["localhost as user name", "localhost", "http://localhost@evil.com"],
  ["a public page at a loopback host", "127.0.0.1:3000", "https://evil.com", "CVE-2018-14732"],
  ...FOREIGN.map((name) => ["another machine's page", "localhost:3000", `http://${name}:4000`] as const),
  ...FOREIGN.map((name) => ["a page of this machine", `${name}:3000`, "http://localhost:4000"] as const),
];

/** All of them. */
export const ORIGINS: readonly Check[] = [
  {
    what: "no Origin, as of a program",
    source: GUIDE,
    request: shake("/ws/echo", { Host: "example.com" }),
    status: 101,
  },
  ...allowed.map(([host, origin]) => ({
    what: `${origin} at ${host}`,
    source: GUIDE,
    request: shake("/ws/echo", { Host: host, Origin: origin }),
    status: 101,
  })),
  ...refused.map(([trick, host, origin, source = HIJACK]) => ({
    what: `${trick}: ${origin} at ${host}`,
    source,
    request: shake("/ws/echo", { Host: host, Origin: origin }),
    status: 403,
  })),
  {
    what: "two Origin lines, the own one first",
    source: HIJACK,
    request: withLines("/ws/echo", "Origin: http://127.0.0.1", "Origin: https://evil.com"),
    status: 403,
  },
  {
    what: "two Origin lines, the own one last",
    source: HIJACK,
    request: withLines("/ws/echo", "Origin: https://evil.com", "Origin: http://127.0.0.1"),
    status: 403,
  },
  {
    what: "a forwarded host, which anyone can claim",
    source: HIJACK,
    request: withLines("/ws/echo", "Origin: https://evil.com", "X-Forwarded-Host: evil.com"),
    status: 403,
  },
  {
    what: "a foreign origin at an unknown path",
    source: "docs/server.md, Requests",
    request: shake("/ws/nowhere", { Origin: "https://evil.com" }),
    status: 404,
  },
];
