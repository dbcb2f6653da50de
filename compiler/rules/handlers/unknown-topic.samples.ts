// BBX2039: topics that nobody has. Beside the route under test, /ws/chat, there are /ws/admin (topic ws-admin),
// /ws/rooms/[id], /ws/files/[...path] and /ws/docs/[[...page]].
import type { Samples } from "../samples.ts";

const IMPORT =
  'import { publish, publishHere, subscriberCount, subscriberCountAll } from "@ademattos/bunbox";\n';

export const SAMPLES: Samples = {
  wrong: {
    "a misspelt topic": `${IMPORT}export function onMessage() { publish(«"ws-admn"», ""); }`,
    "the path of a route": `${IMPORT}export function onMessage() { publish(«"/ws/admin"», ""); }`,
    "the URL of a room without its base": `${IMPORT}setInterval(() => publish(«"/rooms/7"», ""), 1000);\nexport function onMessage() {}`,
    "a room too deep": `${IMPORT}export function onMessage() { publishHere(«"/ws/rooms/7/log"», ""); }`,
    "a count of this process": `${IMPORT}export function onMessage(ws) { ws.send(String(subscriberCount(«"ws-rooms"»))); }`,
    "a count": `${IMPORT}export async function onMessage(ws) { ws.send(String(await subscriberCountAll(«"ws-rooms"»))); }`,
    "sockets that are closed":
      'import { closeAll } from "@ademattos/bunbox";\nexport function onMessage() { closeAll(«"ws-admn"», 4001); }',
    "sockets that are listed":
      'import { sockets } from "@ademattos/bunbox";\nexport function onMessage(ws) { ws.subscribe("new"); for (const each of sockets(«"news"»)) each.close(); }',
    "a publish of a socket":
      'export function onMessage(ws, m) { ws.subscribe("sports"); ws.publish(«"news"», m); }',
    "text of a socket":
      'export function onMessage(ws, m) { ws.subscribe("sports"); ws.publishText(«"news"», m); }',
    "a server":
      'const server = Bun.serve({ port: 0, fetch });\nexport function onMessage(ws, m) { server.publish(«"news"», m); }',
    "a parameter that is a server":
      'export function say(server: Bun.Server<unknown>) { return server.subscriberCount(«"news"»); }\nexport function onMessage() {}',
    "a constant": `${IMPORT}const TOPIC = "news";\nexport function onMessage() { publish(«TOPIC», ""); }`,
    "one of two": `${IMPORT}export function onMessage(ws, m) { publish(m ? "ws-admin" : «"news"», ""); }`,
    "another topic is joined": `${IMPORT}export function onMessage(ws) { ws.subscribe("new"); publish(«"news"», ""); }`,
    "a topic of another beginning is joined": `${IMPORT}export function onMessage(ws, m) { ws.subscribe(\`room-\${m}\`); publish(«"news"», ""); }`,
    "a topic of another end is joined": `${IMPORT}export function onMessage(ws, m) { ws.subscribe(m + "-room"); publish(«"news"», ""); }`,
    "another file": {
      text: 'import { say } from "./say.ts";\nexport function onMessage(ws, m, ctx) { ws.subscribe("mine"); ws.publish(ctx.topic, m); say(); }',
      files: { "say.ts": `${IMPORT}export function say() { publish(«"yours"», ""); }` },
    },
    "the whole module":
      'import * as bunbox from "@ademattos/bunbox";\nexport function onMessage() { bunbox.publish(«"news"», ""); }',
    "a parameter that is a server, beside one that is a socket":
      'import type { ServerWebSocket } from "@ademattos/bunbox";\nexport function say(ws: ServerWebSocket, app: Server<unknown>) { return app.subscriberCount(«"news"»); }\nexport function onMessage() {}',
    "beside a package that does not subscribe": {
      text: `import { feed } from "./node_modules/feed/index.js";\n${IMPORT}export function onMessage() { publish(«"news"», feed); }`,
      files: { "node_modules/feed/index.js": 'export const feed = "";' },
    },
    "one of two others is joined": `${IMPORT}export function onMessage(ws, m) { ws.subscribe(m ? "a" : "b"); publish(«"news"», ""); }`,
    "a constant of the handler is joined": `${IMPORT}export function onMessage(ws) { const room = "new"; ws.subscribe(room); publish(«"news"», ""); }`,
    "a constant of many names is joined": `${IMPORT}const a0 = "new", a1 = a0, a2 = a1, a3 = a2, a4 = a3, a5 = a4, a6 = a5, a7 = a6;\nexport function onMessage(ws) { ws.subscribe(a7); publish(«"news"», ""); }`,
    "a constant of another file is joined": {
      text: `import { NEW } from "./new.ts";\n${IMPORT}export function onMessage(ws) { ws.subscribe(NEW); publish(«"news"», ""); }`,
      files: { "new.ts": 'export const NEW = "new";' },
    },
  },
  right: {
    "topics of routes": `${IMPORT}export function onMessage() { publish("ws-chat", ""); publish("ws-admin", ""); publish("/ws/rooms/7", ""); publish("/ws/docs", ""); publish("/ws/files/a/b", ""); }`,
    "a socket that publishes where nothing subscribes yet":
      'export function onMessage(ws, m) { ws.publish("news", m); ws.publishText("news", m); }',
    "a topic that is joined": `${IMPORT}export function onMessage(ws) { ws.subscribe("news"); publish("news", ""); ws.publish("news", ""); }`,
    "sockets of topics that there are":
      'import { closeAll, sockets } from "@ademattos/bunbox";\nexport function onMessage(ws) { ws.subscribe(`user:${ws.data}`); closeAll("user:7"); closeAll("ws-admin"); void [...sockets("/ws/rooms/7")]; }',
    "a topic that is joined elsewhere": {
      text: `import "./join.ts";\n${IMPORT}export function onMessage() { publish("news", ""); }`,
      files: { "join.ts": 'export function join(ws) { ws.subscribe("news"); }' },
    },
    "a constant that is joined": {
      text: `import { NEWS } from "./news.ts";\n${IMPORT}export function onMessage(ws) { ws.subscribe(NEWS); publish("news", ""); }`,
      files: { "news.ts": 'export const NEWS = "news";' },
    },
    "a template that may be it": `${IMPORT}export function onMessage(ws, m) { ws.subscribe(\`ne\${m}\`); publish("news", ""); }`,
    "a sum that may be it": `${IMPORT}export function onMessage(ws, m) { ws.subscribe("ne" + m); publish("news", ""); }`,
    "a topic that may be any": `${IMPORT}export function onOpen(ws) { ws.subscribe(String(ws.data)); publish("news", ""); }`,
    "a choice that may be any": `${IMPORT}export function onOpen(ws) { ws.subscribe(ws.data ? "a" : ws.data); publish("news", ""); }`,
    "a subscribe that is not a property": `${IMPORT}export function onMessage({ subscribe }) { subscribe("news"); publish("news", ""); }`,
    "a topic that is only known at run time": `${IMPORT}export function onOpen(ws, ctx) { publish(ctx.topic, ""); publish(\`news-\${ws.data}\`, ""); publish(ws.data, ""); }`,
    "another publish":
      'import { publish } from "./redis.ts";\nexport function onMessage() { publish("news", ""); redis.publish("news", ""); }',
    "another server": 'export function onMessage(ws, m) { mqtt.publish("news", m); }',
    "the count of a context":
      "export function onMessage(ws, m, ctx) { ws.send(String(ctx.subscriberCount)); }",
    "an empty topic": `${IMPORT}export function onMessage() { publish("", ""); }`,
    "a publish of a property": 'export function onMessage(ws, m, ctx) { ctx.redis.publish("news", m); }',
    "a publish of a parameter":
      'export function say(client) { client.publish("news", ""); }\nexport function onMessage() {}',
    "a publish of a parameter of another type":
      'export function say(client: Redis) { client.publish("news", ""); }\nexport function onMessage() {}',
    "a topic that a package may join": {
      text: `import { feed } from "./node_modules/feed/index.js";\n${IMPORT}export function onMessage(ws) { feed(ws); publish("news", ""); }`,
      files: { "node_modules/feed/index.js": 'export const feed = (ws) => ws.subscribe("new");' },
    },
    "a topic with an escape that is joined": `${IMPORT}export function onMessage(ws) { ws.subscribe(\`ne\\u0077s\`); publish("news", ""); }`,
    "a joined parameter with the name of a constant": `${IMPORT}const room = "new";\nexport function onMessage(ws) { join(ws, ws.data.room); publish("news", room); }\nfunction join(ws, room) { ws.subscribe(room); }`,
  },
};
