// BBX2030: close codes that an endpoint may not send.
import type { Samples } from "../samples.ts";

const IMPORT = 'import type { ServerWebSocket, OnMessage } from "@ademattos/bunbox";\n';

export const SAMPLES: Samples = {
  wrong: {
    "a key below a comment that ends with a colon":
      "const A = 'clo';\nexport function onOpen(ws) {\n  ws // the code is:\n  [`${A}se`](«1006»);\n}",
    "a socket of RouteOf":
      'import type { RouteOf } from "@ademattos/bunbox";\ntype Route = RouteOf<"/ws/chat", typeof import("./route.ts")>;\nexport function end(ws: Route["Socket"]) { ws.close(«1006»); }\nexport function onOpen() {}',
    "a handler's type of RouteOf":
      'import type { RouteOf } from "@ademattos/bunbox";\ntype Route = RouteOf<"/ws/chat", typeof import("./route.ts")>;\nconst end: Route["OnOpen"] = (ws) => ws.close(«1006»);\nexport const onOpen = wrap(end);',
    literal: "export function onMessage(ws) { ws.close(«1006»); }",
    "a comment before it": "export function onMessage(ws) { ws.close(/* lost */ «1006»); }",
    "white space and lines": "export function onMessage(ws) { ws\n  .close(\n  «1006»,\n  'x'); }",
    hexadecimal: "export function onMessage(ws) { ws.close(«0x3ee»); }",
    separators: "export function onMessage(ws) { ws.close(«1_005»); }",
    exponent: "export function onMessage(ws) { ws.close(«1.015e3»); }",
    parentheses: "export function onMessage(ws) { ws.close((«1006»)); }",
    negative: "export function onMessage(ws) { ws.close(«-1»); }",
    "a sum": "export function onMessage(ws) { ws.close(«1000 + 6»); }",
    "a constant": "const LOST = 1006;\nexport function onMessage(ws) { ws.close(«LOST»); }",
    "a constant as const": "const LOST = 1006 as const;\nexport function onMessage(ws) { ws.close(«LOST»); }",
    "a constant with satisfies": "export function onMessage(ws) { ws.close(«1006 satisfies number»); }",
    "a constant of a constant": "const A = 1006, B = A;\nexport function onMessage(ws) { ws.close(«B»); }",
    "a local constant": "export function onMessage(ws) { const code = 1006; ws.close(«code»); }",
    "an enum": "enum Code { Lost = 1006 }\nexport function onMessage(ws) { ws.close(«Code.Lost»); }",
    "a counted enum": "enum Code { A = 1004, B, C }\nexport function onMessage(ws) { ws.close(«Code.C»); }",
    "an object":
      "const CODES = { lost: 1006 } as const;\nexport function onMessage(ws) { ws.close(«CODES.lost»); }",
    "an object by index":
      'const CODES = { lost: 1006 };\nexport function onMessage(ws) { ws.close(«CODES["lost"]»); }',
    "a nested object": "const C = { a: { b: 1006 } };\nexport function onMessage(ws) { ws.close(«C.a.b»); }",
    "a destructured object":
      "const { lost } = { lost: 1006 };\nexport function onMessage(ws) { ws.close(«lost»); }",
    "one branch": "export function onMessage(ws, m) { ws.close(m === 'x' ? «1006» : 1000); }",
    "a default": "export function onMessage(ws, m) { ws.close(m.code ?? «1006»); }",
    "an imported constant": {
      text: 'import { LOST } from "./codes.ts";\nexport function onMessage(ws) { ws.close(«LOST»); }',
      files: { "codes.ts": "export const LOST = 1006;" },
    },
    "a re-exported constant": {
      text: 'import { GONE } from "./index.ts";\nexport function onMessage(ws) { ws.close(«GONE»); }',
      files: {
        "index.ts": 'export { LOST as GONE } from "./codes.ts";',
        "codes.ts": "export const LOST = 1006;",
      },
    },
    "an imported constant of an object": {
      text: 'import { lost } from "./codes.ts";\nexport function onMessage(ws) { ws.close(«lost»); }',
      files: { "codes.ts": "export const { lost, normal } = { lost: 1006, normal: 1000 };" },
    },
    "an imported enum": {
      text: 'import { Code } from "./codes.ts";\nexport function onMessage(ws) { ws.close(«Code.Lost»); }',
      files: { "codes.ts": "export enum Code { Lost = 1015 }" },
    },
    "optional call": "export function onMessage(ws) { ws?.close?.(«1006»); }",
    index: 'export function onMessage(ws) { ws["close"](«1006»); }',
    "the socket by another name": "export function onMessage(ws) { const s = ws; s.close(«1006»); }",
    "a cast socket": "export function onMessage(ws) { (ws as Socket).close(«1006»); }",
    "a destructured method": "export function onMessage(ws) { const { close } = ws; close(«1006»); }",
    "onClose of upgrade's route": "export const onOpen = async (socket) => { socket.close(«1005»); };",
    renamed: "function opened(socket) { socket.close(«999»); }\nexport { opened as onOpen };",
    "a function of the file":
      "function end(s) { s.close(«1015»); }\nexport function onMessage(ws) { end(ws); }",
    "an arrow of the file": "const end = (s) => s.close(«1015»);\nexport function onMessage(ws) { end(ws); }",
    "its second parameter":
      "function end(why, s) { s.close(«1015», why); }\nexport function onMessage(ws) { end('x', ws); }",
    "two functions further":
      "function a(s) { b(s); }\nfunction b(t) { t.close(«1015»); }\nexport function onMessage(ws) { a(ws); }",
    "a parameter of the socket's type": `${IMPORT}export const end = (s: ServerWebSocket<{ a: 1 }>) => s.close(«1006»);\nexport function onOpen() {}`,
    "an alias of the type": `${IMPORT}type Socket = ServerWebSocket;\nfunction end(s: Socket) { s.close(«1006»); }\nexport function onOpen() { void end; }`,
    "a function of a handler's type": `${IMPORT}const chat: OnMessage = (s) => s.close(«1006»);\nexport const onMessage = log(chat);`,
    "within a callback": "export function onMessage(ws) { queueMicrotask(() => ws.close(«1006»)); }",
    "all sockets of a topic":
      'import { closeAll } from "@ademattos/bunbox";\nexport function onMessage(ws, m, ctx) { closeAll(ctx.topic, «1006»); }',
    "all sockets, by another name":
      'import { closeAll as end } from "@ademattos/bunbox";\nconst LOST = 1005;\nexport function onMessage(ws, m, ctx) { end(ctx.topic, m ? 1000 : «LOST»); }',
    "all sockets, in a function of the project":
      'import * as bunbox from "@ademattos/bunbox";\nexport function signOut(user) { bunbox.closeAll(`user:${user}`, «999», "bye"); }\nexport function onMessage() {}',
    "another file's handler": {
      text: 'export { onMessage } from "./chat.ts";',
      files: { "chat.ts": "export function onMessage(ws) { ws.close(«1006»); }" },
    },
  },
  right: {
    allowed:
      "export function onMessage(ws) { ws.close(1000); ws.close(1003); ws.close(1014); ws.close(4999); ws.close(); ws.close(0); }",
    "another object": "export function onMessage(ws) { file.close(1006); }",
    "a shadowed socket": "export function onMessage(ws) { { const ws = file; ws.close(1006); } }",
    "a shadowed constant":
      "const CODE = 1006;\nexport function onMessage(ws) { const CODE = 1000; ws.close(CODE); }",
    comment: "export function onMessage(ws) { /* ws.close(1006) */ ws.send('ws.close(1006)'); }",
    template: "export function onMessage(ws) { ws.send(`ws.close(1006)`); }",
    "another argument": "export function onMessage(ws) { ws.close(1000, '1006'); }",
    "another method": "export function onMessage(ws) { ws.send(1006); ws.data.close(1006); }",
    "a value that is not known": "export function onMessage(ws, m) { ws.close(Number(m)); }",
    "a variable that changes":
      "let code = 1006;\ncode = 1000;\nexport function onMessage(ws) { ws.close(code); }",
    "imported values that are not known": {
      text: 'import { first, later, make } from "./codes.ts";\nexport function onMessage(ws) { ws.close(first); ws.close(later); ws.close(make); }',
      files: {
        "codes.ts":
          "export const [first] = [1006];\nexport let later = 1006;\nexport function make() { return 1006; }",
      },
    },
    "all sockets, with a right code":
      'import { closeAll } from "@ademattos/bunbox";\nexport function onMessage(ws, m, ctx) { closeAll(ctx.topic); closeAll(ctx.topic, 4001, "1006"); }',
    "another closeAll":
      'import { closeAll } from "./files.ts";\nexport function onMessage(ws, m, ctx) { closeAll(ctx.topic, 1006); }',
    "a spread": "export function onMessage(ws) { ws.close(...[1006]); }",
    "a function that nobody calls with the socket":
      "function end(s) { s.close(1006); }\nexport function onMessage() { end(file); }",
    upgrade: "export function upgrade(req) { req.close(1006); return true; }",
  },
};
