// The devices of users, which a client may close, and a program that has none.
/** A user's device; the topics of its messages are as the client writes them. */
const DEVICE = `
  import { closeAll, publish, type ServerWebSocket, type WebSocketContext } from "@ademattos/bunbox";
  type Context = WebSocketContext<{ user: string }>;
  export function onOpen(ws: ServerWebSocket, ctx: Context) {
    ws.subscribe("user:" + ctx.params.user);
    ws.send(String(process.pid));
  }
  export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: Context) {
    const { verb, topic = "", code, reason, data }: Record<"verb" | "topic" | "reason" | "data", string> & { code: number } = JSON.parse(String(message));
    if (verb === "end") { publish(topic, "before"); ws.send("ended " + closeAll(topic, code, reason)); }
    if (verb === "publish") { try { publish(topic, data); } catch (error) { ws.send(String(error)); } }
    if (verb === "bytes") publish(topic, Buffer.from(data));
    if (verb === "socket") { try { ws.publish(topic, data); } catch (error) { ws.send(String(error)); } }
    if (verb === "subscribe") { try { ws.subscribe(topic); } catch (error) { ws.send(String(error)); } }
    if (verb === "ping") ws.send("pong");
  }
  export function onClose(ws: ServerWebSocket, ctx: Context, code: number, reason: string) {
    publish("closed-" + ctx.params.user, code + " " + reason);
  }
`;

/** Does not join its topic. */
const SILENT = `
  import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
  export const subscribe = false;
  export function onMessage(ws: ServerWebSocket, _: string | Buffer, ctx: WebSocketContext<{ room: string }>) {
    ws.subscribe(ctx.topic);
    ws.send("joined");
  }
`;

/** The files of the project. */
export const DEVICES = {
  "package.json": '{ "name": "users", "type": "module" }',
  "app/ws/[user]/route.ts": DEVICE,
  "app/ws/silent/[room]/route.ts": SILENT,
  // A program that mounts the output opens no socket before it ends sessions.
  "mounting.ts": `
    import { closeAll } from "@ademattos/bunbox";
    import "./dist/server.js";
    console.log("closed " + closeAll(process.argv[2], 4003));
    setInterval(() => {}, 1000);
  `,
};
