// Lists results of `upgrade` and what the client gets: a socket or a refusal, and never the text of an error.
import { type Check, shake } from "./check.ts";

const GUIDE = "docs/server.md, Decisions of `upgrade`";
const LEAK = "CWE-209";
const INJECTION = "CWE-113 (response splitting)";

const accepted = [
  "true",
  "empty-object",
  "no-prototype",
  "data-undefined",
  "promise",
  "thenable",
  "bad-protocol",
];
const refused = [
  "false",
  "undefined",
  "null",
  "zero",
  "one",
  "empty-text",
  "text",
  "array",
  "other-key",
  "map",
  "date",
  "function",
  "symbol",
  "bigint",
  "error",
  "promise-false",
  "promise-undefined",
];
const failed = [
  "reject-error",
  "reject-null",
  "throw-error",
  "throw-text",
  "throw-null",
  "throw-undefined",
  "throw-frozen",
  "throw-response",
  "throw-proxy",
  "bad-headers",
];

function answering(answer: string): string {
  return shake(`/ws/answers/${answer}`);
}

function header(name: string, value: string, more = ""): string {
  return shake(`/ws/headers?name=${encodeURIComponent(name)}&value=${encodeURIComponent(value)}${more}`);
}

/** All of them. */
export const UPGRADES: readonly Check[] = [
  ...accepted.map((answer) => ({
    what: `upgrade returns ${answer}`,
    source: GUIDE,
    request: answering(answer),
    status: 101,
  })),
  ...refused.map((answer) => ({
    what: `upgrade returns ${answer}`,
    source: `${GUIDE}; CWE-636 (fail closed)`,
    request: answering(answer),
    status: 403,
    upgrades: true,
  })),
  ...failed.map((answer) => ({
    what: `upgrade: ${answer}`,
    source: LEAK,
    request: answering(answer),
    status: 500,
    upgrades: true,
  })),
  {
    what: "upgrade returns a response",
    source: GUIDE,
    request: answering("response"),
    status: 401,
    body: "no",
    headers: { "www-authenticate": "Bearer" },
    upgrades: true,
  },
  {
    what: "upgrade returns a response with status 200, which is a refusal too",
    source: GUIDE,
    request: answering("response-200"),
    status: 200,
    body: "fine",
    upgrades: true,
  },
  {
    what: "upgrade returns a response later",
    source: GUIDE,
    request: answering("promise-response"),
    status: 402,
    body: "later",
    upgrades: true,
  },
  {
    what: "upgrade returns a response that a module keeps, the first time",
    source: GUIDE,
    request: answering("shared-response"),
    status: 401,
    body: "sent once",
    upgrades: true,
  },
  {
    what: "upgrade returns a response that a module keeps, the second time",
    source: LEAK,
    request: answering("shared-response"),
    status: 500,
    upgrades: true,
  },
  {
    what: "upgrade returns Response.error()",
    source: LEAK,
    request: answering("response-error"),
    status: 500,
    upgrades: true,
  },
  {
    what: "headers of the answer",
    source: GUIDE,
    request: header("X-Test", "value"),
    status: 101,
    headers: { "x-test": "value", "set-cookie": "a=1\nb=2" },
  },
  ...["a\r\nX-Injected: 1", "a\nX-Injected: 1", "a\rX-Injected: 1", "a\u0000b"].map((value) => ({
    what: `a header with ${JSON.stringify(value)}`,
    source: INJECTION,
    request: header("X-Test", value),
    status: 500,
    headers: { "x-injected": null, "x-test": null },
    upgrades: true,
  })),
  {
    what: "a header's name with a line end",
    source: INJECTION,
    request: header("X-Test\r\nX-Injected", "1"),
    status: 500,
    headers: { "x-injected": null },
    upgrades: true,
  },
  {
    what: "a line end in a response's header",
    source: INJECTION,
    request: header("X-Test", "a\r\nX-Injected: 1", "&response"),
    status: 500,
    headers: { "x-injected": null },
    upgrades: true,
  },
  ...(
    [
      ["Connection", "close", "Upgrade"],
      ["Upgrade", "h2c", "websocket"],
      ["Sec-WebSocket-Accept", "AAAA", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
      ["Sec-WebSocket-Extensions", "x-mine", null],
      ["Sec-WebSocket-Version", "8", null],
      ["Content-Length", "5", null],
      ["Transfer-Encoding", "chunked", null],
    ] as const
  ).map(([name, value, kept]) => ({
    what: `the handshake's own header ${name}`,
    source: "RFC 6455, section 4.2.2 (5); docs/server.md",
    request: header(name, value),
    status: 101,
    headers: { [name.toLowerCase()]: kept },
  })),
];
