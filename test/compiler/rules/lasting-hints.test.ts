// The hints of rules about what outlasts a socket.
import { describe, expect, test } from "bun:test";
import { findInSyntax, hintsOf, messagesOf } from "./find-in-syntax.ts";

describe("endless-timer", () => {
  const CLOSE = "\nexport function onClose() {}";
  test.each([
    [
      "export function onOpen(ws) { setInterval(() => ws.ping(), 1000); }",
      "Add `const timers = new WeakMap();` to the module, write `timers.set(ws, setInterval(…))` here, and `clearInterval(timers.get(ws))` in an `onClose` handler.",
    ],
    [
      `export function onOpen(ws) { ws.data.t = setInterval(() => ws.ping(), 1000); }${CLOSE}`,
      'In `onClose`, make `ws: ServerWebSocket` the first parameter, and call `clearInterval(ws.data.t)`. The types need `import type { ServerWebSocket } from "@ademattos/bunbox"`.',
    ],
    [
      `export const upgrade = () => ({ data: {} });\nexport function onOpen(ws) { const t = setInterval(() => ws.ping(), 1); }${CLOSE}`,
      'Add `const timers = new WeakMap();` to the module, write `timers.set(ws, t)` here, and `clearInterval(timers.get(ws))` in `onClose`, where you make `ws: ServerWebSocket` the first parameter. The types need `import type { ServerWebSocket } from "@ademattos/bunbox"`.',
    ],
    [
      `export const upgrade = () => true;\nlet last;\nexport function onOpen(socket) { last = setInterval(() => socket.ping(), 1); }\nexport function onClose(closed) {}`,
      "Add `const timers = new WeakMap();` to the module, write `timers.set(socket, setInterval(…))` here, and `clearInterval(timers.get(closed))` in `onClose`.",
    ],
    [
      `export function onOpen() { setInterval(() => {}, 1000); }${CLOSE}`,
      'Add `const timers = new WeakMap();` to the module, make `ws: ServerWebSocket` the first parameter of `onOpen`, write `timers.set(ws, setInterval(…))` here, and `clearInterval(timers.get(ws))` in `onClose`, where you make `ws: ServerWebSocket` the first parameter. The types need `import type { ServerWebSocket } from "@ademattos/bunbox"`.',
    ],
    [
      `export function onOpen(ws) { tick(); function tick() { setTimeout(tick, 1); } }${CLOSE}`,
      'Add `const timers = new WeakMap();` to the module, write `timers.set(ws, setTimeout(…))` here, and `clearTimeout(timers.get(ws))` in `onClose`, where you make `ws: ServerWebSocket` the first parameter. The types need `import type { ServerWebSocket } from "@ademattos/bunbox"`.',
    ],
    [
      "export function onOpen(ws) { start(1000, ws); }\nfunction start(ms, socket) { setInterval(() => socket.ping(), ms); }",
      "Add `const timers = new WeakMap();` to the module, write `timers.set(socket, setInterval(…))` here, and `clearInterval(timers.get(ws))` in an `onClose` handler.",
    ],
    [
      "export function onOpen(ws) { start(1000); }\nfunction start(ms) { setInterval(() => tick(), ms); }",
      "Add `const timers = new WeakMap();` to the module, pass the socket to this function as `ws`, write `timers.set(ws, setInterval(…))` here, and `clearInterval(timers.get(ws))` in an `onClose` handler.",
    ],
  ])("%s", (text, hint) => {
    expect(hintsOf(text)).toEqual([hint]);
  });

  test("says whether nothing stops the timer, or the next one takes its place", () => {
    const kept = "export function onOpen(ws) { ws.data.t = setInterval(() => ws.ping(), 1000); }";
    expect(messagesOf(`${kept}${CLOSE}`)).toEqual(["Nothing stops this timer when the socket closes"]);
    const replaced = "let t;\nexport function onOpen(ws) { t = setInterval(() => ws.ping(), 1000); }";
    expect(messagesOf(`${replaced}\nexport function onClose() { clearInterval(t); }`)).toEqual([
      "The next socket's timer takes the place of this one, which nothing stops then",
    ]);
  });

  test("gives each timer a map of its own, under a name that is free", () => {
    const hints = hintsOf(
      "const timers = [];\nexport function onOpen(ws) { setInterval(() => ws.ping(), 1); setInterval(() => ws.send(''), 2); }",
    );
    expect(hints.map((hint) => /const (\w+)/.exec(hint ?? "")?.[1])).toEqual(["timers2", "timers3"]);
  });
});

describe("kept-socket", () => {
  test.each([
    [
      "const all = {};\nexport function onOpen(ws) { all[ws.data.id + Date.now()] = ws; }\nexport function onClose(gone) {}",
      "Keep the key in `ws.data`. Call `delete all[gone.data.key]` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { all.set(all.size, ws); }\nexport function onClose(gone) {}",
      "Keep the key in `ws.data`. Call `all.delete(gone.data.key)` in `onClose`.",
    ],
    [
      "const all = [];\nexport function onOpen(ws) { all.push(ws); }\nexport function onClose(gone) {}",
      "Take the socket out of `all` in `onClose`.",
    ],
    [
      "const all = [];\nexport function onOpen(ws) { all.push({ socket: ws }); }",
      "Add an `onClose` handler that takes the socket out of `all`.",
    ],
    [
      "let all = [];\nexport function onOpen(ws) { all = [...all, ws]; }\nexport function onClose(gone) {}",
      "Take the socket out of `all` in `onClose`.",
    ],
    [
      "const all = {};\nexport function onOpen(ws) { all[ws.data.id] = ws; }",
      "Add an `onClose` handler that calls `delete all[ws.data.id]`.",
    ],
    [
      "class Hub { all = new Set(); join(ws: ServerWebSocket) { this.all.add(ws); } }\nconst hub = new Hub();\nexport function onOpen(ws) { hub.join(ws); }\nexport function onClose(gone) {}",
      "Take the socket out of `all` in `onClose`.",
    ],
    [
      "const hub = { all: new Set() };\nexport function onOpen(ws) { hub.all.add(ws); }\nexport function onClose(gone) {}",
      "Call `hub.all.delete(gone)` in `onClose`.",
    ],
    [
      "const all = new Set();\nexport function onOpen(ws) { all.add(ws); }",
      "Add an `onClose` handler that calls `all.delete(ws)`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { all.get(1)?.set(ws.data.id, ws); }\nexport function onClose() {}",
      'In `onClose`, make `ws: ServerWebSocket` the first parameter, and call `all.get(1)?.delete(ws.data.id)`. The types need `import type { ServerWebSocket } from "@ademattos/bunbox"`.',
    ],
    [
      "const all = new Set();\nexport const onOpen = (ws: ServerWebSocket<Data>) => { all.add(ws); };\nexport function onClose() {}",
      'In `onClose`, make `ws: ServerWebSocket<Data>` the first parameter, and call `all.delete(ws)`. The types need `import type { ServerWebSocket } from "@ademattos/bunbox"`.',
    ],
    [
      "const all = new Set();\nexport function onOpen(ws) { all.add(ws); }\nexport function onClose(gone) {}",
      "Call `all.delete(gone)` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws, { params: { id } }) { all.set(id, ws); }\nexport function onClose(gone) {}",
      "In `onClose`, make `ctx` the second parameter, and call `all.delete(ctx.params.id)`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws, ctx) { const { id } = ctx.params; all.get(id)?.add(ws); }\nexport const onClose = () => {};",
      "In `onClose`, add the parameters `ws, ctx`, and call `all.get(ctx.params.id)?.delete(ws)`.",
    ],
    [
      'const all = new Map();\nexport function onOpen(ws) { const { "user-id": id } = ws.data; all.set(id, ws); }\nexport function onClose(gone) {}',
      'Call `all.delete(gone.data["user-id"])` in `onClose`.',
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { const id = crypto.randomUUID(); all.set(id, ws); }\nexport function onClose(gone) {}",
      "Keep `id` in `ws.data`. Call `all.delete(gone.data.id)` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws, { params: { id = 'x' } }) { all.set(id, ws); }\nexport function onClose(gone) {}",
      "Keep `id` in `ws.data`. Call `all.delete(gone.data.id)` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { const room = all.get(ws.data.room); room.add(ws); }",
      "Add an `onClose` handler that takes the socket out of `all`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { const room = all.get(ws.data.room); room.add(ws); }\nexport function onClose(gone) {}",
      "Take the socket out of `all` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws, { params: { id } }) { id = id.trim(); all.set(id, ws); }\nexport function onClose(gone) {}",
      "Keep `id` in `ws.data`. Call `all.delete(gone.data.id)` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { all.set(crypto.randomUUID(), ws); }\nexport function onClose(gone) {}",
      "Keep the key in `ws.data`. Call `all.delete(gone.data.key)` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { all.set(ws.data.a + ws.data.b, ws); }\nexport function onClose(gone) {}",
      "Call `all.delete(gone.data.a + gone.data.b)` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { all.set(process.env.REGION, ws); }\nexport function onClose(gone) {}",
      "Call `all.delete(process.env.REGION)` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { all.set(Number(ws.data.id), ws); }\nexport function onClose(gone) {}",
      "Call `all.delete(Number(gone.data.id))` in `onClose`.",
    ],
    [
      "const all = new Map();\nexport function onOpen(ws) { const id = ws.data.id; log(id); all.set(ws.data.id, ws); }\nexport function onClose(gone) {}",
      "Call `all.delete(gone.data.id)` in `onClose`.",
    ],
    [
      "const all = new Map();\nconst names = {};\nexport function onOpen(ws, { params: { id } }) { all.get(names[id])?.add(ws); }\nexport function onClose(gone) {}",
      "In `onClose`, make `ctx` the second parameter, and call `all.get(names[ctx.params.id])?.delete(gone)`.",
    ],
    [
      'import { keyOf } from "./keys.ts";\nconst all = new Map();\nexport function onOpen(ws) { all.set(keyOf(ws), ws); }\nexport function onClose(gone) {}',
      "Call `all.delete(keyOf(gone))` in `onClose`.",
    ],
    [
      "let all = new Set();\nexport function onOpen(ws) { all.add(ws); }\nexport function onClose(gone) {}",
      "Take the socket out of `all` in `onClose`.",
    ],
    [
      "const all = new Map();\nfunction keep(ws, id) { all.set(id, ws); }\nexport function onOpen(ws) { keep(ws, ws.data.a); keep(ws, ws.data.b); }\nexport function onClose(gone) {}",
      "Keep `id` in `ws.data`. Call `all.delete(gone.data.id)` in `onClose`.",
    ],
  ])("%s", (text, hint) => {
    const message = "`all` still holds this socket after it has closed";
    expect(findInSyntax({ folder: "rooms/[id]", text }).found).toMatchObject([{ message, hint }]);
  });

  test("does not name a collection of one file in an `onClose` of another", () => {
    const text =
      'export { onClose } from "./close.ts";\nconst all = new Set();\nexport function onOpen(ws) { all.add(ws); }';
    const files = { "close.ts": "export function onClose(gone) {}" };
    expect(hintsOf({ text, files })).toEqual(["Take the socket out of `all` in `onClose`."]);
  });

  test("does not name a collection of another file if the route has no `onClose`", () => {
    const text = 'import { join } from "./hub.ts";\nexport function onOpen(ws) { join(ws); }';
    const files = {
      "hub.ts": "const all = new Set();\nexport function join(ws: ServerWebSocket) { all.add(ws); }",
    };
    expect(hintsOf({ text, files })).toEqual([
      "Add an `onClose` handler that takes the socket out of `all`.",
    ]);
  });
});
