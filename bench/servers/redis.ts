// Serves rooms on several servers with Bun.serve and Redis by hand: one channel, with JSON. This is the floor for scaling.
const { REDIS_URL: url, CHANNEL = "rooms" } = process.env;
const redis = new Bun.RedisClient(url, { maxRetries: 1e9, enableOfflineQueue: false });
await redis.connect();
const listener = new Bun.RedisClient(url, { autoReconnect: false });
const server = Bun.serve({
  port: Number(process.env.PORT ?? 0),
  hostname: "127.0.0.1",
  fetch(req, server) {
    return server.upgrade(req) ? undefined : new Response("Bad Request", { status: 400 });
  },
  websocket: {
    open: (ws) => void ws.subscribe("room"),
    async message(_, message) {
      await redis.publish(CHANNEL, JSON.stringify({ topic: "room", text: String(message) }));
    },
  },
});
await listener.subscribe(CHANNEL, (message) => {
  const { topic, text } = JSON.parse(message);
  server.publish(topic, text);
});
console.log(`Listening on http://127.0.0.1:${server.port}`);
