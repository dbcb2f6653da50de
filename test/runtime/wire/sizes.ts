// Lists requests that are too large: each is answered or refused in time, and the server goes on.
import { type Check, shake, withLines } from "./check.ts";

const HEADERS = "CVE-2024-37890; CWE-400";
const LIMIT = "RFC 6585, section 5; RFC 9112, section 3";

function many(count: number, name: (index: number) => string, value: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name(index)}: ${value}`);
}

/** All of them. */
export const SIZES: readonly Check[] = [
  {
    what: "150 headers",
    source: HEADERS,
    request: withLines("/ws/echo", ...many(150, (index) => `X-${index}`, "x")),
    status: 101,
  },
  {
    what: "2,000 headers",
    source: HEADERS,
    request: withLines("/ws/echo", ...many(2000, (index) => `X-${index}`, "x")),
    status: [0, 101, 400, 431],
    byBun: true,
  },
  {
    what: "2,000 headers of one name",
    source: HEADERS,
    request: withLines("/ws/echo", ...many(2000, () => "X", "x")),
    status: [0, 101, 400, 431],
    byBun: true,
  },
  {
    what: "a header of 12 kB",
    source: LIMIT,
    request: withLines("/ws/echo", `X-Long: ${"x".repeat(12_000)}`),
    status: 101,
  },
  {
    what: "a header of 1 MB",
    source: LIMIT,
    request: withLines("/ws/echo", `X-Long: ${"x".repeat(1_000_000)}`),
    status: [0, 431],
    byBun: true,
  },
  {
    what: "a path of 8 kB",
    source: LIMIT,
    request: shake(`/ws/rooms/${"x".repeat(8000)}`),
    status: 101,
  },
  {
    what: "a path of 100 kB",
    source: LIMIT,
    request: shake(`/ws/rooms/${"x".repeat(100_000)}`),
    status: [0, 414, 431],
    byBun: true,
  },
  {
    what: "a path of 2,000 segments",
    source: "CWE-407",
    request: shake(`/ws/files/${"a/".repeat(2000)}a`),
    status: 101,
  },
  {
    what: "a path of 3,000 escapes",
    source: "CWE-407",
    request: shake(`/ws/rooms/${"%41".repeat(3000)}`),
    status: 101,
  },
  {
    what: "a path of 4,000 slashes",
    source: "CWE-407",
    request: shake(`/ws/files${"/".repeat(4000)}`),
    status: 404,
  },
  {
    what: "a Host of 10 kB",
    source: "CWE-1333",
    request: shake("/ws/echo", { Host: `${"a.".repeat(5000)}!` }),
    status: 400,
  },
  {
    what: "an Origin of 10 kB",
    source: "CWE-1333",
    request: shake("/ws/echo", { Origin: `https://${"a.".repeat(5000)}.example.org` }),
    status: 403,
  },
  {
    what: "an Upgrade of 5,000 tokens",
    source: "CWE-407",
    request: shake("/ws/echo", { Upgrade: `${"h2c,".repeat(3000)}websocket` }),
    status: 101,
  },
  {
    what: "a Connection of 10,000 commas",
    source: "CWE-407",
    request: shake("/ws/echo", { Connection: `${",".repeat(10_000)}x` }),
    status: 400,
  },
];
