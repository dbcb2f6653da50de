// BBX2036: topics of other routes. Beside the route under test there are /ws/admin (topic ws-admin), /ws/rooms/[id],
// /ws/files/[...path] and /ws/docs/[[...page]].
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a comment between the socket and the method":
      "export function onOpen(ws) {\n  ws. // the admins\n    publish(«'ws-admin'», 'joined');\n}",
    "as text": "export function onOpen(ws) { ws.publishText(«'ws-admin'», 'joined'); }",
    "as bytes": "export function onOpen(ws) { ws.publishBinary(«'ws-admin'», new Uint8Array(1)); }",
    subscribe: 'export function onOpen(ws) { ws.subscribe(«"ws-admin"»); }',
    publish: 'export function onMessage(ws, m) { ws.publish(«"ws-admin"», m); }',
    template: "export function onMessage(ws, m) { ws.publish(«`/ws/rooms/${m}`», m); }",
    "a template of a constant":
      'const NAME = "admin";\nexport function onOpen(ws) { ws.subscribe(«`ws-${NAME}`»); }',
    "put together": 'export function onMessage(ws, m) { ws.publish(«"/ws/rooms/" + m», m); }',
    "a constant": 'const TOPIC = "ws-admin";\nexport function onOpen(ws) { ws.subscribe(«TOPIC»); }',
    "one branch": 'export function onMessage(ws, m) { ws.publish(m ? «"ws-admin"» : "ws-chat", m); }',
    "a function of the file":
      'function join(s) { s.subscribe(«"ws-admin"»); }\nexport function onOpen(ws) { join(ws); }',
    "another name of the socket":
      'export function onOpen(ws) { const s = ws; s["subscribe"](«"ws-admin"»); }',
    escapes: 'export function onOpen(ws) { ws.subscribe(«"ws\\u002dadmin"»); }',
    "a topic of a catch-all": 'export function onOpen(ws) { ws.subscribe(«"/ws/files/a/b"»); }',
    "the shortest topic of a catch-all": 'export function onOpen(ws) { ws.subscribe(«"/ws/files/a"»); }',
    "the folder of an optional catch-all": 'export function onOpen(ws) { ws.subscribe(«"/ws/docs"»); }',
    "a topic of an optional catch-all": 'export function onOpen(ws) { ws.subscribe(«"/ws/docs/a/b"»); }',
    "a method out of the parameter": 'export function onOpen({ subscribe }) { subscribe(«"ws-admin"»); }',
  },
  right: {
    own: 'export function onOpen(ws, ctx) { ws.subscribe("ws-chat"); ws.subscribe(ctx.topic); }',
    free: 'export function onOpen(ws) { ws.subscribe("room-1"); ws.subscribe("ws-adminx"); ws.subscribe("/ws/rooms"); }',
    "a free template": "export function onOpen(ws, m) { ws.subscribe(`room-${m}`); ws.subscribe(`${m}`); }",
    unsubscribe: 'export function onOpen(ws) { ws.unsubscribe("ws-admin"); ws.isSubscribed("ws-admin"); }',
    "another object":
      'export function onOpen(ws) { redis.publish("ws-admin", ""); redis.subscribe("ws-admin"); }',
    "a message": 'export function onMessage(ws) { ws.publish("ws-chat", "ws-admin"); ws.send("ws-admin"); }',
    "topics that are nearly a route's":
      'export function onOpen(ws) { ws.subscribe("/ws/files"); ws.subscribe("/ws/rooms/a/b"); ws.subscribe("/other/docs"); ws.subscribe("/ws/other/a"); ws.subscribe("ws/docs"); ws.subscribe("/other/rooms/a"); }',
    "a parameter with the name of a constant":
      'const topic = "ws-admin";\nexport function onMessage(ws) { join(ws, ws.data.room); join(ws, topic + ws.data.room); }\nfunction join(ws, topic) { ws.subscribe(topic); }',
  },
};
