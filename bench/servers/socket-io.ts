// Serves with socket.io on Node, as https://socket.io/docs/v4/server-initialization shows.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http);
io.on("connection", (socket) => {
  socket.on("message", (text) => socket.emit("message", text));
  socket.on("room", (text) => io.emit("room", text));
});
http.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  console.log(`Listening on http://127.0.0.1:${http.address().port}`);
});
