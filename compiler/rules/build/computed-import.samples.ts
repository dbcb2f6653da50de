// BBX4005: computed imports.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a sum that begins with a package":
      "export function onOpen(ws) { return import(«'plug/' + ws.data + '.js'»); }",
    "a template that begins with a package":
      "export function onOpen(ws) { return import(«`plug/${ws.data}.js`»); }",
    name: "export function onOpen(ws) { return import(«ws.data»); }",
    "a comment before it": "export function onOpen(ws) { return import(/* now */ «ws.data»); }",
    "a template without a beginning": "export function onOpen(ws) { return import(«`${ws.data}.ts`»); }",
    "a constant": 'const FILE = "./a.ts";\nexport function onOpen() { return import(«FILE»); }',
    "a call": "export function onOpen(ws) { return import(«String(ws)»); }",
    "a sum that begins unknown": 'export function onOpen(ws) { return import(«ws.data + ".ts"»); }',
    "one branch": 'export function onOpen(ws) { return import(«ws ? "./a.ts" : ws.data»); }',
  },
  right: {
    literal: 'export function onOpen() { return import("./a.ts"); }',
    "a beginning": "export function onOpen(ws) { return import(`./locales/${ws.data}.ts`); }",
    "a sum": 'export function onOpen(ws) { return import("./locales/" + ws.data); }',
    both: 'export function onOpen(ws) { return import(ws ? "./a.ts" : "./b.ts"); }',
    comment: "export function onOpen(ws) { // import(ws.data)\n ws.send('import(x)'); }",
    method: "export function onOpen(ws) { ws.data.import(ws.data); }",
  },
};
