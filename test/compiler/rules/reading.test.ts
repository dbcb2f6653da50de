// Which routes have their tree read for the rules, and what a rule says beside its place.
import { describe, expect, test } from "bun:test";
import { computedImport } from "../../../compiler/rules/build/computed-import.ts";
import { notBundled } from "../../../compiler/rules/build/not-bundled.ts";
import { relocated } from "../../../compiler/rules/build/relocated.ts";
import { RULES } from "../../../compiler/rules/index.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { findInSyntax, isAsked, isRead } from "./find-in-syntax.ts";

// The rule about kept sockets reads what imports values.
const IMPORT = 'import type { publish, subscribe } from "./topics.ts";\n';

describe("a tree", () => {
  const right: Readonly<Record<string, string>> = {
    "a type of another file":
      'import type { Data } from "./data.ts";\nexport function onOpen(ws: Socket<Data>) { ws.send(""); }',
    "a type of another file, among its names":
      'import { type Data } from "./data.ts";\nexport function onOpen(ws: Socket<Data>) { ws.send(""); }',
    "a plain route": "export function onMessage(ws, message) { ws.send(message); }",
    "a message that is parsed": "export function onMessage(ws, message) { save(JSON.parse(message)); }",
    "a text and a parameter that are sent": 'export function onMessage(ws, m) { ws.send("a"); ws.send(m); }',
    "a close without a code": "export function onOpen(ws) { ws.close(); }",
    "a parameter of the folder": "export function onOpen(ws, ctx) { ws.send(ctx.params.id); }",
    "an imported publish": `${IMPORT}export function onOpen(ws) { publish("ws-admin"); subscribe("x"); }`,
    "an imported send": 'import type { send } from "./send.ts";\nexport function onOpen(ws) { ws.send(""); }',
    "a publish in parentheses": `${IMPORT}export function onOpen(ws) { void (publish("ws-admin")); }`,
    "the keys of escapes and arrays":
      'export function onOpen(ws) { const a: string[] = ["\\n", `\\t`]; void a; ws.send(""); }',
    "an onOpen that waits": "export async function onOpen(ws) { await f(ws); }",
    "the text of a file, in a route without upgrade":
      "export async function onOpen(ws) { const file = await load(ws.data); show(await file.text()); }",
    "an onMessage that waits": "export async function onMessage(ws, m) { await f(m); }",
    "an index": "export function onMessage(ws, m) { all[0] = m; }",
  };
  for (const [what, text] of Object.entries(right)) {
    test(`is not read for ${what}`, () => {
      expect(isRead({ folder: "rooms/[id]", text })).toBe(false);
    });
  }

  const open: Readonly<Record<string, string>> = {
    "a function of another file":
      'import { join } from "./rooms.ts";\nexport function onOpen(ws) { join(ws); }',
    "a spread": "export function onMessage(ws, m) { all = f(1, [...all, m]); }",
    "an array that is made anew": "export function onMessage(ws, m) { all = [...all, m]; }",
    "a set": "export function onMessage(ws, m) { all.add(m); }",
    "a send of a context": "export function onOpen(ws, ctx) { ctx.send(ws, ws.data, new Map()); }",
    "a send of a context by another name":
      "export function onOpen(ws, { send: answer }) { answer(ws, ws.data, new Map()); }",
    "a name that begins the text": "close(1);\nexport function onOpen(ws) {}",
    "a close with a code": "export function onOpen(ws) { ws.close(1000); ws.close(); }",
    "another parameter": "export function onOpen(ws, ctx) { ws.send(ctx.params.id + ctx.params.nope); }",
    "all parameters": "export function onOpen(ws, { params }) { ws.send(params.id); }",
    "a publish of a socket": `${IMPORT}export function onOpen(ws) { publish("x"); ws.publish("x", ""); }`,
    "a publish of a socket on the next line": "export function onOpen(ws) { ws.\n  publish('x', ''); }",
    "a publish that is not called, right after an import":
      'import "./topics.ts";publish = 1;\nexport function onOpen(ws) {}',
    "a publish that is not called": "export function onOpen(ws) { const p = { publish } = ws; }",
    "a publish to the topic of a parameter":
      "export function onMessage(ws, m, ctx: Context) { relay(ws, ctx); ws.publish(ctx.topic, m); }\nfunction relay(ws, ctx) { ws.subscribe(ctx.topic); }",
    "a topic of a constant":
      'const ctx = { topic: "ws-admin" };\nexport function onOpen(ws) { ws.subscribe(ctx.topic); }',
    "a topic of an import":
      'import { ctx } from "./topics.ts";\nexport function onOpen(ws) { ws.subscribe(ctx.topic); }',
    "a topic of a part of an import":
      'import * as all from "./topics.ts";\nconst { a, ctx, b } = all;\nexport function onOpen(ws) { ws.subscribe(ctx.topic); }',
    "a topic of a typed constant":
      'import { other } from "./topics.ts";\nconst ctx: Topic = other;\nexport function onOpen(ws) { ws.subscribe(ctx.topic); }',
    "a topic of a default":
      'import { other } from "./topics.ts";\nexport function onOpen(ws, ctx = other) { ws.subscribe(ctx.topic); }',
    "a topic in a longer expression": "export function onOpen(ws, ctx) { ws.subscribe(ctx.topic + 'x'); }",
    "a subscribe of a socket": "export function onOpen(ws) { ws.subscribe('x'); }",
    "a name behind an escape": "export function onOpen(ws) { ws.cl\\u006fse(1); }",
    "a key in brackets": "export function onOpen(ws) { ws['clo' + 'se'](1); }",
    "a key after an index": "export function onOpen(ws) { ws.all[0]['clo' + 'se'](1); }",
    "a key of a spread": "export function onOpen(ws) { f([...ws['clo' + 'se'](1)]); }",
    __dirname: "export function onOpen(ws) { ws.send(__dirname); }",
    upgrade: "export function upgrade() { return true; }",
    "an import of a variable": "export function onOpen(ws) { import(ws.data); }",
  };
  for (const [what, text] of Object.entries(open)) {
    test(`is read for ${what}`, () => {
      expect(isRead({ folder: "rooms/[id]", text })).toBe(true);
    });
  }
});

test("the tree of a route with a spread is read for the rule about kept sockets, and hides no names from the others", () => {
  const text = "export function onMessage(ws, m) { all = f(1, [...all, m]); }";
  const asked = RULES.filter(({ code }) => isAsked({ folder: "chat", text }, code));
  expect(asked.map(({ code }) => code)).toEqual(["BBX2051"]);
});

test("the tree of a route that reads the count of a context is not read for topics that nobody has", () => {
  const text = "export function onOpen(ws: ServerWebSocket, ctx) { ws.send(ctx.subscriberCount); }";
  expect(isAsked({ folder: "chat", text }, "BBX2039")).toBe(false);
  expect(isAsked({ folder: "chat", text: `${text}\nserve();` }, "BBX2039")).toBe(true);
  expect(isAsked({ folder: "chat", text: `${text}\nfunction f(app: Server) {}` }, "BBX2039")).toBe(true);
  expect(isAsked({ folder: "chat", text: "export function onOpen() { serve(); }" }, "BBX2039")).toBe(false);
});

test("the tree of a file with an `import.meta` or an `import()` is read for each rule that may find it", () => {
  for (const text of ["use(import.meta.url);", "import(name);"]) {
    const source = parse("a.ts", text);
    for (const { mayApply } of [computedImport, notBundled, relocated])
      expect(mayApply({ source, code: text, route: routeOf("chat"), names: [], scaled: true })).toBe(true);
  }
});

/** What the rules say, and the hints. */
function saidOf(text: string, folder = "chat"): readonly (readonly [string, string | undefined])[] {
  return findInSyntax({ folder, text }).found.map(({ message, hint }) => [message, hint]);
}

/** What is said of a guard that asks a promise. */
function saidFor(call: string): string | undefined {
  return saidOf(`async function ok() {}\nexport function upgrade(req) { return !${call}; }`)[0]?.[0];
}

describe("a rule says", () => {
  test("which parameters there are", () => {
    const text = "export function onOpen(ws, ctx) { ws.send(ctx.params.«roon»); }".replace(/[«»]/g, "");
    expect(saidOf(text)).toEqual([
      [
        "/ws/chat has no parameters; `roon` is always undefined",
        "Name a folder `[name]` to get a parameter.",
      ],
    ]);
    expect(saidOf(text, "[id]/[room]")).toEqual([
      ["/ws/[id]/[room] has only `id` and `room`; `roon` is always undefined", "Did you mean `room`?"],
    ]);
    expect(saidOf(text, "[somebody]")).toEqual([
      ["/ws/[somebody] has only `somebody`; `roon` is always undefined", "Did you mean `somebody`?"],
    ]);
  });

  const SHORTEN = "Shorten it, or send it as a message before you close the socket.";

  test("how long a close reason is", () => {
    const long = "x".repeat(124);
    expect(saidOf(`export function onOpen(ws) { ws.close(4000, "${long}"); }`)).toEqual([
      ["This close reason has 124 bytes, but may have only 123", SHORTEN],
    ]);
    expect(saidOf(`export function onOpen(ws, ctx) { ws.close(4000, \`${long}\${ctx.topic}\`); }`)).toEqual([
      ["This close reason has at least 124 bytes, but may have only 123", SHORTEN],
    ]);
  });

  test("what is looked up, if there is one name for it", () => {
    const lookedUp = (target: string): string | undefined =>
      saidOf(`export function onOpen(ws) { return require.resolve(${target}); }`)[0]?.[0];
    const missing = "is looked up beside the server when it runs, but it is not in the output";
    expect(lookedUp("'lib'")).toBe(`\`lib\` ${missing}`);
    expect(lookedUp("'lib/' + ws.data")).toBe(`This ${missing}`);
    expect(lookedUp("ws.data ? 'a' : 'b'")).toBe(`This ${missing}`);
    expect(lookedUp("ws.data")).toBe(`This ${missing}`);
    expect(saidOf("export function onOpen() { return require.main === module; }")).toEqual([
      [
        "`module` does not exist when the server runs",
        "Write `import.meta.main`, which is `false` in a route.",
      ],
    ]);
  });

  test("which function gives a promise", () => {
    expect(saidFor("ok(req)")).toContain("`ok`");
    expect(saidFor("Bun.password.verify(req)")).toContain("`verify`");
    const plain = "This tests a promise, which is always true";
    expect(saidFor("crypto.subtle['verify'](req)")).toContain(plain);
    expect(saidFor("(async () => true)()")).toContain(plain);
  });
});
