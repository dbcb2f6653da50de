// Provides the server for the checks over raw sockets. Each route logs which handshake reached its `upgrade`, and first
// sends what it was opened with.
const IMPORT =
  'import type { ServerWebSocket, UpgradeContext, WebSocketContext } from "@ademattos/bunbox";\nimport { tell } from "../../told.ts";\n';

const TELLS = `
  export function upgrade(req: Request) { return tell(req); }
  export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) { ws.send(JSON.stringify({ topic: ctx.topic, params: ctx.params })); }
`;

const PROTOCOLS = `
  export function upgrade(req: Request) {
    tell(req);
    const { searchParams } = new URL(req.url);
    const protocol = searchParams.get("protocol");
    const header = searchParams.get("header");
    return {
      ...(protocol === null ? {} : { protocol }),
      ...(header === null ? {} : { headers: { "Sec-WebSocket-Protocol": header } }),
    };
  }
  export function onMessage() {}
`;

const HEADERS = `
  export function upgrade(req: Request): any {
    tell(req);
    const { searchParams } = new URL(req.url);
    const name = searchParams.get("name") ?? "X-Test";
    const value = searchParams.get("value") ?? "";
    return searchParams.has("response")
      ? new Response("refused here", { status: 418, headers: { [name]: value } })
      : { headers: [[name, value], ["Set-Cookie", "a=1"], ["Set-Cookie", "b=2"]] };
  }
  export function onMessage() {}
`;

const ANSWERS = `
  const SHARED = new Response("sent once", { status: 401 });
  const frozen = Object.freeze(Object.defineProperty({}, "stack", { get() { throw new Error("secret stack"); } }));
  const answers: Record<string, () => unknown> = {
    "true": () => true,
    "false": () => false,
    "undefined": () => undefined,
    "null": () => null,
    "zero": () => 0,
    "one": () => 1,
    "empty-text": () => "",
    "text": () => "secret text",
    "array": () => [true],
    "empty-object": () => ({}),
    "no-prototype": () => Object.create(null),
    "data-undefined": () => ({ data: undefined }),
    "other-key": () => ({ data: 1, ok: true }),
    "map": () => new Map(),
    "date": () => new Date(),
    "function": () => () => true,
    "symbol": () => Symbol("secret"),
    "bigint": () => 1n,
    "error": () => new Error("secret error"),
    "response": () => new Response("no", { status: 401, headers: { "WWW-Authenticate": "Bearer" } }),
    "response-200": () => new Response("fine", { status: 200 }),
    "shared-response": () => SHARED,
    "response-error": () => Response.error(),
    "thenable": () => ({ then(resolve: (value: boolean) => void) { resolve(true); } }),
    "promise": () => Bun.sleep(1).then(() => true),
    "promise-false": () => Bun.sleep(1).then(() => false),
    "promise-undefined": () => Bun.sleep(1),
    "promise-response": () => Bun.sleep(1).then(() => new Response("later", { status: 402 })),
    "reject-error": () => Promise.reject(new Error("secret rejection")),
    "reject-null": () => Promise.reject(null),
    "throw-error": () => { throw new Error("secret message"); },
    "throw-text": () => { throw "secret text"; },
    "throw-null": () => { throw null; },
    "throw-undefined": () => { throw undefined; },
    "throw-frozen": () => { throw frozen; },
    "throw-response": () => { throw new Response("secret response", { status: 200 }); },
    "throw-proxy": () => { throw new Proxy({}, { get() { throw new Error("secret trap"); }, getPrototypeOf() { throw 1; } }); },
    "bad-protocol": () => ({ protocol: 7 }),
    "bad-headers": () => ({ headers: 7 }),
  };
  export function upgrade(req: Request, ctx: UpgradeContext<{ answer: string }>): any {
    tell(req);
    return answers[ctx.params.answer]?.();
  }
  export function onMessage() {}
`;

/** The files of the project. */
export const APP: Readonly<Record<string, string>> = {
  "bunbox.config.ts":
    'export default { origins: ["https://app.example.com", "https://*.example.org", "http://localhost:5173"] };',
  "told.ts":
    'export function tell(req: Request): boolean { console.log("upgrade " + (req.headers.get("X-Check") ?? "unmarked") + "."); return true; }',
  ...Object.fromEntries(
    [
      "echo",
      "rooms/[id]",
      "files/[...path]",
      "docs/[[...path]]",
      "a/b/c",
      "a/[x]/d",
      "caf\u00e9",
      "own/[__proto__]",
      "constructor/toString",
    ].map((folder) => [`app/ws/${folder}/route.ts`, route(folder, TELLS)]),
  ),
  "app/ws/protocols/route.ts": route("protocols", PROTOCOLS),
  "app/ws/headers/route.ts": route("headers", HEADERS),
  "app/ws/answers/[answer]/route.ts": route("answers/[answer]", ANSWERS),
};

function route(folder: string, text: string): string {
  const up = "../".repeat(folder.split("/").length);
  return IMPORT.replace('"../../told.ts"', `"../../${up}told.ts"`) + text;
}
