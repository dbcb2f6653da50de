// Serves with ws on Node, as https://github.com/websockets/ws shows.
import { WebSocket, WebSocketServer } from "ws";

const server = new WebSocketServer({ port: Number(process.env.PORT ?? 0), host: "127.0.0.1" });
server.on("connection", (socket, request) => {
  const room = request.url === "/ws/room";
  socket.on("message", (data, isBinary) => {
    if (!room) {
      socket.send(data, { binary: isBinary });
      return;
    }
    for (const client of server.clients) {
      if (client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
    }
  });
});
server.on("listening", () => console.log(`Listening on http://127.0.0.1:${server.address().port}`));
