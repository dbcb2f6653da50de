// Serves with Elysia, as https://elysiajs.com/patterns/websocket shows.
import { Elysia } from "elysia";

const app = new Elysia()
  .ws("/ws/echo", {
    message(ws, message) {
      ws.send(message);
    },
  })
  .ws("/ws/room", {
    open(ws) {
      ws.subscribe("room");
    },
    message(_ws, message) {
      app.server?.publish("room", String(message));
    },
  })
  .listen({ port: Number(process.env.PORT ?? 0), hostname: "127.0.0.1" });
console.log(`Listening on http://127.0.0.1:${app.server?.port}`);
