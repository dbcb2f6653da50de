// BBX2044: texts, objects and responses that a handler returns.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a text": 'export function onMessage(ws, m) { return «"pong"»; }',
    "an arrow function": 'export const onMessage = (ws, m) => «"pong"»;',
    "a template": "export function onMessage(ws, m) { return «`echo: ${m}`»; }",
    "put together": 'export function onMessage(ws, m) { return «"echo: " + m»; }',
    "put together of the message first": 'export function onMessage(ws, m) { return «m + "!"»; }',
    "the message": "export function onMessage(ws, m) { return «m»; }",
    "the message as text": "export function onMessage(ws, m) { return «String(m)»; }",
    "the message by its method": "export const onMessage = (ws, m) => «m.toString()»;",
    "another name of the message": "export function onMessage(ws, m) { const text = m; return «text»; }",
    "an object": "export function onMessage(ws, m) { return «{ echo: String(m), at: Date.now() }»; }",
    "an object of an arrow function": "export const onOpen = (ws) => («{ hello: 1 }»);",
    "a list": "export async function onOpen(ws) { return «[1, 2]»; }",
    JSON: "export function onMessage(ws, m) { return «JSON.stringify({ m })»; }",
    "a constant": 'const PONG = "pong";\nexport function onMessage() { return «PONG»; }',
    "a constant of another file": {
      text: 'import { PONG } from "./pong.ts";\nexport function onMessage() { return «PONG»; }',
      files: { "pong.ts": 'export const PONG = { type: "pong" };' },
    },
    "a response": 'export function onMessage() { return «new Response("pong")»; }',
    "a response of JSON": "export function onOpen() { return «Response.json({ a: 1 })»; }",
    "one branch": 'export function onMessage(ws, m) { if (m === "ping") return «"pong"»; ws.send(m); }',
    "the other branch": 'export function onMessage(ws, m) { return m ? ws.send(m) : «"no"»; }',
    "a default": 'export function onMessage(ws, m) { return ws.data.text ?? «"none"»; }',
    "a condition": 'export function onMessage(ws, m) { return m === "ping" && «"pong"»; }',
    "behind a comma": 'export function onMessage(ws, m) { return (count(), «"pong"»); }\nfunction count() {}',
    "a promise of it": 'export function onMessage() { return «Promise.resolve("pong")»; }',
    "what is awaited": 'export async function onMessage() { return await «"pong"»; }',
    "a helper's result":
      "const reply = (m) => ({ echo: m });\nexport function onMessage(ws, m) { return «reply(m)»; }",
    "a helper's text":
      "function reply(m) { return `echo ${m}`; }\nexport function onMessage(ws, m) { return «reply(m)»; }",
    "when the socket closes": 'export function onClose() { return «"bye"»; }',
    "when the socket drains": 'export function onDrain() { return «"again"»; }',
    "with a type": 'export function onMessage() { return «"pong"» as const; }',
    "beside `upgrade`":
      'export function upgrade() { return true; }\nexport function onMessage() { return «"pong"»; }',
    "a text or else a number": "export function onMessage(ws, m) { return «m.toString()» || 0; }",
    "put together of no name":
      'export function onMessage() { return «"it is " + new Date().toISOString()»; }',
    "beside the work": "export function onMessage(ws, m) { ws.send(m); return «{ ok: true }»; }",
  },
  right: {
    "a guard": { isGuard: true, text: 'export function guard() { return { data: "no" }; }' },
    "a guard that refuses": { isGuard: true, text: 'export function guard() { return new Response("no"); }' },
    sends: "export function onMessage(ws, m) { return ws.send(m); }",
    "sends from an arrow function": "export const onMessage = (ws, m) => ws.send(m);",
    broadcasts: "export function onMessage(ws, m, ctx) { return ctx.broadcastJSON({ m }); }",
    "returns early": "export function onMessage(ws, m) { if (!m) return; ws.send(m); }",
    closes: "export function onMessage(ws) { return ws.close(); }",
    "an empty return": "export function onMessage(ws, m) { return void ws.send(m); }",
    "undefined, null, a number and a truth value":
      'export function onMessage(ws, m) { if (m === "1") return undefined; if (m === "2") return null; if (m === "3") return 0; if (m === "4") return ""; return true; }',
    "counts, adds and assigns":
      "let count = 0;\nconst set = new Set();\nexport const onOpen = (ws) => set.add(ws);\nexport const onMessage = () => count++;\nexport const onDrain = () => (count = 0);\nexport const onClose = (ws) => set.delete(ws);",
    "a value that is not known": "export function onMessage(ws, m) { return handle(ws, m); }",
    "promises of calls": "export function onMessage(ws, m) { return Promise.all([ws.send(m)]); }",
    "a list of calls": "export const onMessage = (ws, m) => [ws.send(m), ws.send(m)];",
    "an object of calls": "export const onMessage = (ws, m) => ({ sent: ws.send(m) });",
    "an empty list": "export const onMessage = () => [];",
    "a helper that sends":
      "function reply(ws, m) { ws.send(m); return { ok: true }; }\nexport function onMessage(ws, m) { return reply(ws, m); }",
    "a helper that may fail":
      'function check(m) { if (!m) throw new Error("empty"); return "ok"; }\nexport function onMessage(ws, m) { return check(m); }',
    "a helper with other results":
      'function reply(m) { return m ? 1 : "text"; }\nexport function onMessage(ws, m) { return reply(m); }',
    "a text before the work": "export const onMessage = (ws, m) => m.toString() && ws.send(m);",
    "the text of another value": "export const onMessage = (ws, m) => ws.data.id.toString();",
    "the socket": "export const onMessage = (ws, m) => ws;",
    "the context": "export const onOpen = (ws, ctx) => ctx;",
    "a function that is `upgrade` too":
      "function accept() { return { data: {} }; }\nexport { accept as upgrade, accept as onOpen };",
    "another property of the message": "export const onMessage = (ws, m) => m.length;",
    "a sum": "export const onMessage = (ws, m, ctx) => ctx.subscriberCount + 1;",
    "the result of `upgrade`":
      "export function upgrade() { return { data: { name: 'x' } }; }\nexport function onOpen() {}",
    "a function within":
      'export function onMessage(ws) { const text = () => { return "pong"; }; ws.send(text()); }',
    "a function that the file calls":
      'export function onMessage(ws, m) { return "pong"; }\nexport function onOpen(ws) { ws.send(onMessage(ws, "ping")); }',
    "a class of the same name": "class Response {}\nexport function onMessage() { return new Response(); }",
    "another JSON": "const JSON = { stringify() {} };\nexport const onMessage = () => JSON.stringify(1);",
  },
};
