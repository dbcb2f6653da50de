// Serves rooms on several servers with as little as possible: text to Redis, and from Redis to all. Measures latency alone.
const { REDIS_URL: url, PORT = "0" } = process.env;
const talker = new Bun.RedisClient(url);
const listener = new Bun.RedisClient(url, { autoReconnect: false });
await talker.connect();
const server = Bun.serve({
  port: Number(PORT),
  hostname: "127.0.0.1",
  fetch: (req, server) => (server.upgrade(req) ? undefined : new Response("Bad Request", { status: 400 })),
  websocket: {
    open: (ws) => void ws.subscribe("room"),
    message: (_, message) => void talker.publish("bare", String(message)),
  },
});
await listener.subscribe("bare", (message) => void server.publish("room", message));
console.log(`Listening on http://127.0.0.1:${server.port}`);
