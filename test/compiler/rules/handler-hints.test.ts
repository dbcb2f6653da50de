// Tests what the rules about handlers advise. The samples beside the rules test only where they report.
import { describe, expect, test } from "bun:test";
import { findInSyntax, hintsOf, messagesOf } from "./find-in-syntax.ts";

describe("unsent-return", () => {
  test.each([
    [
      'export function onMessage(ws, m) { return "pong"; }',
      'To answer this client, write `ws.send("pong")`. To reach everyone on the route, make `ctx` the third parameter, and write `ctx.broadcast("pong")`.',
    ],
    [
      'export function onOpen(ws: ServerWebSocket) { return "hi"; }',
      'To answer this client, write `ws.send("hi")`. To reach everyone on the route, make `ctx: WebSocketContext` the second parameter, and write `ctx.broadcast("hi")`. The types need `import type { WebSocketContext } from "@ademattos/bunbox"`.',
    ],
    [
      'export function onOpen({ data }, context) { return "hi"; }',
      'To answer this client, make `ws` the first parameter, and write `ws.send("hi")`. To reach everyone on the route, write `context.broadcast("hi")`.',
    ],
    [
      "export function onMessage(socket, m, context) { return { m }; }",
      "Write `socket.send(JSON.stringify({ m }))` to answer this client, or `context.broadcastJSON({ m })` to reach everyone on the route.",
    ],
    [
      "export function onOpen(ws, context) { return [1]; }",
      "Write `ws.send(JSON.stringify([1]))` to answer this client, or `context.broadcastJSON([1])` to reach everyone on the route.",
    ],
    [
      'export function onClose(ws) { return "bye"; }',
      'The socket is closed. To reach the others, make `ctx` the second parameter, and write `ctx.broadcast("bye")`.',
    ],
    [
      'export function onClose(ws, context) { return "bye"; }',
      'The socket is closed. To reach the others, write `context.broadcast("bye")`.',
    ],
    [
      'export function onMessage(ws, m, ctx) { return Promise.resolve("pong"); }',
      'Write `ws.send("pong")` to answer this client, or `ctx.broadcast("pong")` to reach everyone on the route.',
    ],
    [
      "export function onMessage(client) { return new Response(); }",
      "Only `upgrade` answers with a `Response`. To send a message, write `client.send(…)`.",
    ],
  ])("%s", (text, hint) => {
    expect(hintsOf(text)).toEqual([hint]);
  });

  test("names the handler", () => {
    expect(messagesOf("export function onOpen() { return [1]; }")).toEqual([
      "bunbox does not send what `onOpen` returns",
    ]);
  });
});

describe("thrown-response", () => {
  test.each([
    ["new Response()", "this `Response`"],
    ["new Response('', { status: 500 })", "this `Response`"],
    ['new Response("Log in first", { status: 401 })', "your 401"],
    ["Response.json({}, { status: 403 })", "your 403"],
    ["a ? Response.error() : new Response('', { status: 403 })", "this `Response`"],
  ])("returns what `upgrade` itself throws: %s", (thrown, meant) => {
    expect(
      findInSyntax(`export function upgrade() { throw ${thrown}; }\nexport function onOpen() {}`).found,
    ).toMatchObject([
      {
        message: `\`upgrade\` throws a \`Response\`, so the client gets 500 and not ${meant}`,
        hint: `Return it: \`return ${thrown};\``,
        related: [],
      },
    ]);
  });

  test("shows where `guard` calls what throws, however deep", () => {
    const text = `export function guard(req) { user(req); return true; }
function user(req) { token(req); }
function token() { throw new Response(); }`;
    expect(findInSyntax({ isGuard: true, text }).found).toMatchObject([
      {
        message:
          "`guard` calls this, which throws a `Response`, so the client gets 500 and not this `Response`",
        hint: "Return it, and let `guard` return it too: `const denied = user(req); if (denied instanceof Response) return denied;`",
        related: [{ message: "`guard` calls it here", place: { line: 1 } }],
      },
    ]);
  });
});

const LISTED =
  "Nothing waits for the promises in this list. Get the results first, with `await Promise.all(…)`, and test those.";

describe("unawaited-guard", () => {
  test.each([
    [
      "function upgrade(req) { return !auth.check(req); }",
      "Write `await auth.check(req)`, and make the function `async`.",
    ],
    ["async function upgrade(req) { return !auth.check(req); }", "Write `await auth.check(req)`."],
    [
      "async function upgrade(req) { return !new Promise((done) => { setTimeout(() => done(true), 100); }); }",
      "Write `await` before it.",
    ],
    [
      "async function upgrade() { return [1].some((id) => auth.check(id)) === true; }",
      "`some` does not wait for promises. Get the results first, with `await Promise.all(…)`, and test those.",
    ],
    [
      "async function upgrade() { return [1].every(auth.check) === true; }",
      "`every` does not wait for promises. Get the results first, with `await Promise.all(…)`, and test those.",
    ],
    ["async function upgrade() { return [1].map(auth.check).every(Boolean); }", LISTED],
    ["async function upgrade() { return [auth.check(1)].every(Boolean); }", LISTED],
    ["async function upgrade() { return Boolean(auth.check(1)); }", "Write `await auth.check(1)`."],
  ])("%s", (text, hint) => {
    const auth = "const auth = { check: async (value) => value === 1 };\n";
    expect(hintsOf(`${auth}export ${text}`)).toEqual([hint]);
  });
});

describe("promised-data", () => {
  test.each([
    ["load()", "ws.data", "data"],
    ["{ user: load() }", "ws.data.user", "user"],
  ])("%s", (data, name, key) => {
    const text = `async function load() {}\nexport const upgrade = () => ({ data: ${data} });`;
    expect(findInSyntax(text).found).toMatchObject([
      {
        message: `\`${name}\` will be a promise, because \`upgrade\` does not await it`,
        hint: `Write \`${key}: await load()\`, and make \`upgrade\` \`async\`.`,
      },
    ]);
  });
});

describe("sent-object", () => {
  test.each([
    ["ws.send({ m })", "Write `ws.send(JSON.stringify({ m }))`."],
    ["ctx.broadcast([m])", "Write `ctx.broadcastJSON([m])`."],
    ["ws.publish('news', { m })", "Write `ws.publish('news', JSON.stringify({ m }))`."],
    [
      "const { broadcast } = ctx; broadcast({ m })",
      "Take `broadcastJSON` from the context in place of `broadcast`, and write `broadcastJSON({ m })`.",
    ],
    ["const { send } = ws; send({ m })", "Write `send(JSON.stringify({ m }))`."],
  ])("%s", (code, hint) => {
    expect(hintsOf(`export function onMessage(ws, m, ctx) { ${code}; }`)).toEqual([hint]);
  });

  test("says what the client gets", () => {
    expect(messagesOf("export function onMessage(ws, m) { ws.send({ m }); ws.send([m]); }")).toEqual([
      "An object is not a message: the client gets `[object Object]`",
      "An array is not a message: the client gets its elements with commas between them",
    ]);
  });
});

describe("handshake-body", () => {
  test.each([
    ["json", "A handshake has no body, so `json()` fails, and the client gets 500"],
    ["text", "A handshake has no body, so `text()` is always empty"],
  ])("%s", (method, message) => {
    expect(
      messagesOf(`export async function upgrade(req) { return { data: await req.${method}() }; }`),
    ).toEqual([message]);
  });
});

describe("unawaited-guard", () => {
  const OK = "async function ok() {}\n";
  test.each([
    [
      "return req.roles.find(() => !ok());",
      "`find` does not wait for promises. Get the results first, with `await Promise.all(…)`, and test those.",
    ],
    ["return db.find(req, () => !ok());", "Write `await ok()`, and make the function `async`."],
  ])("%s", (body, hint) => {
    expect(hintsOf(`${OK}export function upgrade(req) { ${body} }`)).toEqual([hint]);
  });
});
