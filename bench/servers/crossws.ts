// Serves with crossws on Bun, as https://crossws.h3.dev/adapters/bun shows.
import crossws from "crossws/adapters/bun";

const sockets = crossws({
  hooks: {
    open(peer) {
      if (new URL(peer.request.url).pathname === "/ws/room") peer.subscribe("room");
    },
    message(peer, message) {
      if (peer.topics.has("room")) {
        peer.publish("room", message.text());
        peer.send(message.text()); // publish reaches only the others
      } else peer.send(message.text());
    },
  },
});
const server = Bun.serve({
  port: Number(process.env.PORT ?? 0),
  hostname: "127.0.0.1",
  websocket: sockets.websocket,
  fetch(req, server) {
    if (req.headers.get("upgrade") === "websocket") return sockets.handleUpgrade(req, server);
    return new Response("Not Found", { status: 404 });
  },
});
console.log(`Listening on http://127.0.0.1:${server.port}`);
