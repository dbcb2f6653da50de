// BBX2047: objects and arrays that are sent as they are.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "an object": "export function onMessage(ws, m) { ws.send(«{ echo: m }»); }",
    "an object without a space": "export function onMessage(ws,m){ws.send(«{m}»)}",
    "an array": "export function onMessage(ws, m) { ws.send(«[1, 2, 3]»); }",
    broadcast: "export function onMessage(ws, m, ctx) { ctx.broadcast(«{ m }»); }",
    "broadcast out of the context": "export function onOpen(ws, { broadcast }) { broadcast(«{ a: 1 }»); }",
    publish: 'export function onMessage(ws, m) { ws.publish("ws-chat", «{ m }»); }',
    "publish of bunbox":
      'import { publish } from "@ademattos/bunbox";\nexport function onOpen() { publish("ws-chat", «{ a: 1 }»); }',
    "publish under another name":
      'import { publish as speak } from "@ademattos/bunbox";\nexport function onOpen() { speak("ws-chat", «{ a: 1 }»); }',
    "publish right after its import":
      'import { publish } from "@ademattos/bunbox";publish("ws-chat", «{ a: 1 }»);\nexport function onOpen() {}',
    "publish to a topic that is put together":
      'export function onMessage(ws, m) { ws.publish("ws-" + "chat", «{ m }»); }',
    "a send that may not be there": "export function onOpen(ws) { ws.send?.(«{ a: 1 }»); }",
    "publishHere of the module":
      'import * as bunbox from "@ademattos/bunbox";\nexport function onOpen() { bunbox.publishHere("ws-chat", «[1]»); }',
    "as text": "export function onOpen(ws) { ws.sendText(«{ a: 1 }»); }",
    "published as text": 'export function onOpen(ws) { ws.publishText("ws-chat", «{ a: 1 }»); }',
    "a constant": 'const HELLO = { type: "hello" };\nexport function onOpen(ws) { ws.send(«HELLO»); }',
    "a constant of the handler": "export function onOpen(ws) { const hello = { a: 1 }; ws.send(«hello»); }",
    "a property of a constant":
      "const MESSAGES = { hello: { a: 1 } };\nexport function onOpen(ws) { ws.send(«MESSAGES.hello»); }",
    "a constant of another file": {
      text: 'import { HELLO } from "./hello.ts";\nexport function onOpen(ws) { ws.send(«HELLO»); }',
      files: { "hello.ts": "export const HELLO = [1];" },
    },
    "a branch": 'export function onMessage(ws, m) { ws.send(«m ? { m } : "none"»); }',
    "the result of a function":
      "const reply = (m) => ({ m });\nexport function onMessage(ws, m) { ws.send(«reply(m)»); }",
    "in a function of the file":
      "export function onMessage(ws, m) { reply(ws, m); }\nfunction reply(socket, m) { socket.send(«{ m }»); }",
    "in a function of another file": {
      text: 'import { reply } from "./reply.ts";\nexport const onMessage = (ws, m) => reply(ws, m);',
      files: {
        "reply.ts":
          'import type { ServerWebSocket } from "@ademattos/bunbox";\nexport const reply = (s: ServerWebSocket, m) => s.send(«{ m }»);',
      },
    },
    "with a type": "export function onOpen(ws) { ws.send(«{ a: 1 } as any»); }",
    "instead of an empty text": 'export function onMessage(ws, m) { ws.send(«"" || { m }»); }',
    "instead of a part of the message": "export function onMessage(ws, m) { ws.send(«m.reply ?? { m }»); }",
    "after a text": 'export function onMessage(ws, m) { ws.publish("ws-chat", «"a" && { m }»); }',
    "after JSON": "export function onMessage(ws, m) { ws.send(«JSON.stringify(m) && { m }»); }",
    "with compression": "export function onOpen(ws) { ws.send(«{ a: 1 }», true); }",
    "another name of the method": "export function onOpen(ws) { const { send } = ws; send(«{ a: 1 }»); }",
    "from an arrow function": "export const onMessage = (ws, m) => ws.send(«{ m }»);",
  },
  right: {
    JSON: "export function onMessage(ws, m) { ws.send(JSON.stringify({ m })); }",
    "broadcast of JSON": "export function onMessage(ws, m, ctx) { ctx.broadcastJSON({ m }); }",
    "the message": "export function onMessage(ws, m) { ws.send(m); ws.publish('ws-chat', m); }",
    bytes: "export function onMessage(ws) { ws.send(new Uint8Array([1, 2])); ws.send(Buffer.from([1])); }",
    "bytes of a constant":
      "const BYTES = new Uint8Array(1);\nexport function onOpen(ws) { ws.sendBinary(BYTES); ws.send(BYTES); }",
    "a text of a constant": 'const HELLO = "hello";\nexport function onOpen(ws) { ws.send(HELLO); }',
    "a text of an object":
      'const TEXTS = { hello: "hello" };\nexport function onOpen(ws) { ws.send(TEXTS.hello); }',
    "a list that becomes a topic":
      "export function onOpen(ws) { ws.publish([1].join('-'), 'x'); ws.subscribe('x'); }",
    "an object of another library":
      'import { publish } from "redis";\nexport function onOpen(ws) { publish("x", { a: 1 }); queue.send({ a: 1 }); }',
    "a promise, which is another mistake":
      "async function load() { return {}; }\nexport function onOpen(ws) { ws.send(load()); }",
    "a variable that changes":
      "let last = [];\nexport function onMessage(ws, m) { last = m; ws.send(last); }",
    "arguments that are spread": "export function onOpen(ws) { ws.send(...[{ a: 1 }]); }",
    "the elements as text": 'export function onOpen(ws) { ws.send([1, 2].join(",")); ws.send(`${[1]}`); }',
    "an array of arguments": 'export function onMessage(ws, m) { ws.publish.apply(ws, ["ws-chat", m]); }',
  },
};
