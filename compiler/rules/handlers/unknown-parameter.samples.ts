// BBX2035: parameters that the folder does not give.
import type { Samples } from "../samples.ts";

const ROOM = "rooms/[id]";
const TYPES = 'import type { WebSocketContext } from "@ademattos/bunbox";\n';
const room = (text: string) => ({ folder: ROOM, text });

export const SAMPLES: Samples = {
  wrong: {
    "the guard of a folder": {
      folder: "rooms/[id]",
      text: "export const guard = (req, ctx) => ctx.params.«room» === 'a';",
      isGuard: true,
    },
    property: room("export function onMessage(ws, m, ctx) { ws.send(ctx.params.«nope»); }"),
    "optional chain": room("export function onMessage(ws, m, ctx) { ws.send(ctx.params?.«nope»); }"),
    "optional context": room("export function onMessage(ws, m, ctx) { ws.send(ctx?.params?.«nope»); }"),
    index: room('export function onMessage(ws, m, ctx) { ws.send(ctx.params[«"nope"»]); }'),
    "index of params": room('export function onMessage(ws, m, ctx) { ws.send(ctx["params"].«nope»); }'),
    "index by a constant": room(
      'const KEY = "nope";\nexport function onOpen(ws, ctx) { ws.send(ctx.params[«KEY»]); }',
    ),
    "with white space": room("export function onOpen(ws, ctx) { ws.send(ctx\n  .params\n  .«nope»); }"),
    "not null": room("export function onOpen(ws, ctx) { ws.send(ctx.params!.«nope»!); }"),
    cast: room("export function onOpen(ws, ctx) { ws.send((ctx.params as Params).«nope»); }"),
    "params by name": room(
      "export function onOpen(ws, ctx) { const params = ctx.params; ws.send(params.«nope»); }",
    ),
    "params destructured": room(
      "export function onOpen(ws, ctx) { const { params } = ctx; ws.send(params.«nope»); }",
    ),
    "params renamed": room(
      "export function onOpen(ws, ctx) { const { params: p } = ctx; ws.send(p.«nope»); }",
    ),
    "params in the parameter": room("export function onOpen(ws, { params }) { ws.send(params.«nope»); }"),
    "destructured from params": room(
      "export function onOpen(ws, ctx) { const { «nope» } = ctx.params; ws.send(nope); }",
    ),
    "destructured twice": room(
      "export function onOpen(ws, ctx) { const { params: { «nope» } } = ctx; ws.send(nope); }",
    ),
    "destructured in the parameter": room(
      "export function onOpen(ws, { params: { «nope» } }) { ws.send(nope); }",
    ),
    "with a default": room(
      'export function onOpen(ws, ctx) { const { «nope» = "x" } = ctx.params; ws.send(nope); }',
    ),
    renamed: room("export function onOpen(ws, ctx) { const { «nope»: room } = ctx.params; ws.send(room); }"),
    "assigned to": room(
      "export function onOpen(ws, ctx) { let nope; ({ «nope» } = ctx.params); ws.send(nope); }",
    ),
    "the context by another name": room(
      "export function onOpen(ws, ctx) { const c = ctx; ws.send(c.params.«nope»); }",
    ),
    upgrade: room("export function upgrade(req, ctx) { return ctx.params.«nope» === 'x'; }"),
    "a function of the file": room(
      "const name = (c) => c.params.«nope»;\nexport function onOpen(ws, ctx) { ws.send(name(ctx)); }",
    ),
    "params given to a function": room(
      "function say(p) { return p.«nope»; }\nexport function onOpen(ws, ctx) { ws.send(say(ctx.params)); }",
    ),
    "annotated without parameters": room(
      `${TYPES}export function onOpen(ws, ctx: WebSocketContext) { ws.send(String(ctx.params.«nope»)); }`,
    ),
    "a static route": "export function onOpen(ws, ctx) { ws.send(ctx.params.«id»); }",
    "what every object has": room("export function onOpen(ws, ctx) { ws.send(ctx.params.«toString»); }"),
    "another file's handler": {
      folder: ROOM,
      text: 'export { onOpen } from "./chat.ts";',
      files: { "chat.ts": "export function onOpen(ws, ctx) { ws.send(ctx.params.«nope»); }" },
    },
    "a parameter of a route that has its own handlers": {
      text: "export function onOpen(ws, ctx) { ws.send(ctx.params.«id»); }",
      files: { "../rooms/[id]/route.ts": "export function onOpen(ws, ctx) { ws.send(ctx.params.id); }" },
    },
  },
  right: {
    "another file's handler, which asks for its own parameter": {
      folder: ROOM,
      text: 'export { onOpen } from "./chat.ts";',
      files: { "chat.ts": "export function onOpen(ws, ctx) { ws.send(ctx.params.id ?? ctx.params.id); }" },
    },
    "the guard of a folder with its parameter": {
      folder: "rooms/[id]",
      text: "export const guard = (req, ctx) => ctx.params.id === 'a';",
      isGuard: true,
    },
    "a function for the contexts of other routes": room(
      `${TYPES}export function nameOf(ctx: WebSocketContext) { return ctx.params.name; }\nexport function onOpen(ws, ctx) { ws.send(ctx.params.id); }`,
    ),
    known: room(
      "export function onOpen(ws, ctx) { ws.send(ctx.params.id); const { id } = ctx.params; ws.send(id); }",
    ),
    "known by index": room('export function onOpen(ws, ctx) { ws.send(ctx.params["id"]); }'),
    "with type arguments, which TypeScript checks": room(
      `${TYPES}export function onOpen(ws, ctx: WebSocketContext<{ id: string }>) { ws.send(ctx.params.nope); }`,
    ),
    "other params": room(
      "export function onOpen(ws, ctx) { const url = new URL('x:'); ws.send(url.params.nope); ws.data.params.nope; }",
    ),
    shadowed: room(
      "export function onOpen(ws, ctx) { { const ctx = { params: { nope: '' } }; ws.send(ctx.params.nope); } }",
    ),
    "the socket": room("export function onOpen(ws, ctx) { ws.params.nope; }"),
    written: room("export function onOpen(ws, ctx) { ctx.params.nope = 1; }"),
    computed: room(
      "export function onOpen(ws, ctx) { for (const key of Object.keys(ctx.params)) ws.send(ctx.params[key]); }",
    ),
    comment: room("export function onOpen(ws, ctx) { /* ctx.params.nope */ ws.send('ctx.params.nope'); }"),
    "a message of that shape": room("export function onMessage(ws, ctx) { ws.send(ctx.params.nope); }"),
    "the whole": room(
      "export function onOpen(ws, { params }) { ws.send(JSON.stringify(params)); const { ...all } = params; void all; }",
    ),
    "a computed key in a pattern": room(
      "export function onOpen(ws, ctx) { const { [ws.data]: value } = ctx.params; ws.send(value); }",
    ),
    "another function": room(
      "export function other(ctx) { return ctx.params.nope; }\nexport function onOpen() {}",
    ),
    "a parameter of a route that has the same handler": {
      text: "export function onOpen(ws, ctx) { ws.send(ctx.params.id ?? ''); }",
      files: { "../rooms/[id]/route.ts": 'export { onOpen } from "../../chat/route.ts";' },
    },
  },
};
