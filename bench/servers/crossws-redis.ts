// Serves a room on several servers with crossws and its Redis driver, as https://crossws.h3.dev shows, with ioredis.
import crossws from "crossws/adapters/bun";
import { redis } from "crossws/sync";
import Redis from "ioredis";

const sockets = crossws({
  sync: redis({ client: new Redis(process.env.REDIS_URL ?? ""), channel: "bench" }),
  hooks: {
    open: (peer) => peer.subscribe("room"),
    message(peer, message) {
      peer.publish("room", message.text());
      peer.send(message.text()); // publish reaches only the others
    },
  },
});
const server = Bun.serve({
  port: Number(process.env.PORT ?? 0),
  hostname: "127.0.0.1",
  websocket: sockets.websocket,
  fetch: (req, server) => sockets.handleUpgrade(req, server),
});
console.log(`Listening on http://127.0.0.1:${server.port}`);
