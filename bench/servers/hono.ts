// Serves with Hono, as https://hono.dev/docs/helpers/websocket shows.
import { Hono } from "hono";
import { upgradeWebSocket, websocket } from "hono/bun";

const app = new Hono();
app.get(
  "/ws/echo",
  upgradeWebSocket(() => ({
    onMessage(event, ws) {
      ws.send(event.data);
    },
  })),
);
app.get(
  "/ws/room",
  upgradeWebSocket(() => ({
    onOpen(_event, ws) {
      ws.raw.subscribe("room");
    },
    onMessage(event) {
      server.publish("room", event.data);
    },
  })),
);
const server = Bun.serve({
  port: Number(process.env.PORT ?? 0),
  hostname: "127.0.0.1",
  fetch: app.fetch,
  websocket,
});
console.log(`Listening on http://127.0.0.1:${server.port}`);
