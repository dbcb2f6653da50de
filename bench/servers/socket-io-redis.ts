// Serves a room on several servers with socket.io on Node and its Redis adapter, as https://socket.io/docs/v4/redis-adapter shows.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { Server } from "socket.io";

const http = createServer();
const publisher = new Redis(process.env.REDIS_URL ?? "");
const io = new Server(http, { adapter: createAdapter(publisher, publisher.duplicate()) });
io.on("connection", (socket) => {
  socket.on("room", (text) => io.emit("room", text));
});
http.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  console.log(`Listening on http://127.0.0.1:${http.address().port}`);
});
