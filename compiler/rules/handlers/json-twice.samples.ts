// BBX2048: texts of JSON that `broadcastJSON` gets.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "JSON.stringify": "export function onMessage(ws, m, ctx) { ctx.broadcastJSON(«JSON.stringify({ m })»); }",
    "on two lines":
      "export function onMessage(ws, m, ctx) {\n  ctx.broadcastJSON(\n    «JSON.stringify({ m })»,\n  );\n}",
    "a constant":
      "export function onMessage(ws, m, ctx) { const text = JSON.stringify({ m }); ctx.broadcastJSON(«text»); }",
    "a constant of the module":
      'const HELLO = JSON.stringify({ type: "hello" });\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«HELLO»); }',
    "a text": `export function onOpen(ws, ctx) { ctx.broadcastJSON(«'{"type":"hello"}'»); }`,
    "a list in a text": "export function onOpen(ws, ctx) { ctx.broadcastJSON(«'[1]'»); }",
    "a function's result":
      "const json = (value) => JSON.stringify(value);\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«json({ a: 1 })»); }",
    "out of the context":
      "export function onOpen(ws, { broadcastJSON }) { broadcastJSON(«JSON.stringify(1)»); }",
    "one branch":
      "export function onMessage(ws, m, ctx) { ctx.broadcastJSON(«m ? JSON.stringify({ m }) : null»); }",
    "with compression":
      "export function onOpen(ws, ctx) { ctx.broadcastJSON(«JSON.stringify({ a: 1 })», true); }",
    "in a function of the file":
      "export function onOpen(ws, ctx) { greet(ctx); }\nfunction greet(c) { c.broadcastJSON(«JSON.stringify(1)»); }",
    "to one socket": "export function onMessage(ws, m, ctx) { ctx.send(ws, «JSON.stringify({ m })»); }",
    "to one socket, out of the context":
      "export function onMessage(ws, m, { send }) { send(ws, «JSON.stringify({ m })»); }",
    "a constant to one socket":
      'const HELLO = JSON.stringify({ type: "hello" });\nexport function onOpen(ws, ctx) { ctx.send(ws, «HELLO»); }',
    "to a route":
      'import { publishTo } from "@ademattos/bunbox";\nexport function onOpen() { publishTo("/ws/admin", {}, «JSON.stringify(1)»); }',
    "to a route, from a namespace":
      'import * as bunbox from "@ademattos/bunbox";\nexport function onOpen() { bunbox.publishTo("/ws/admin", {}, «JSON.stringify(1)»); }',
  },
  right: {
    "the values, to one socket and to a route":
      'import { publishTo } from "@ademattos/bunbox";\nexport function onMessage(ws, m, ctx) { ctx.send(ws, { m }); publishTo("/ws/admin", {}, { m }); ws.send(JSON.stringify(m), true); }',
    "the third argument":
      "export function onMessage(ws, m, ctx) { ctx.send(ws, m, JSON.stringify(m) === '1'); }",

    "the value":
      "export function onMessage(ws, m, ctx) { ctx.broadcastJSON({ m }); ctx.broadcastJSON([m]); }",
    "the text with broadcast":
      "export function onMessage(ws, m, ctx) { ctx.broadcast(JSON.stringify({ m })); }",
    "JSON within the value":
      "export function onMessage(ws, m, ctx) { ctx.broadcastJSON({ raw: JSON.stringify(m) }); }",
    "another text":
      'export function onMessage(ws, m, ctx) { ctx.broadcastJSON("hello"); ctx.broadcastJSON("[hello"); ctx.broadcastJSON(m); }',
    "the parsed text":
      "export function onMessage(ws, m, ctx) { ctx.broadcastJSON(JSON.parse(m)); ctx.broadcastJSON(1); }",
    "another object": "export function onMessage(ws, m, ctx) { hub.broadcastJSON(JSON.stringify({ m })); }",
    "a text that begins with no bracket":
      'export function onOpen(ws, ctx) { ctx.broadcastJSON("1"); ctx.broadcastJSON("true"); }',
    "another format": "export function onMessage(ws, m, ctx) { ctx.broadcastJSON(yaml.stringify({ m })); }",
    "another JSON":
      "const JSON = { stringify: (value) => value };\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(JSON.stringify({})); }",
  },
};
