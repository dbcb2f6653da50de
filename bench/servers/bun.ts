// Serves with Bun.serve by hand, as https://bun.com/docs/runtime/http/websockets shows, with data and a topic. This is the floor.
const server = Bun.serve<{ room: boolean }>({
  port: Number(process.env.PORT ?? 0),
  hostname: "127.0.0.1",
  fetch(req, server) {
    const { pathname } = new URL(req.url);
    if (pathname !== "/ws/echo" && pathname !== "/ws/room") return new Response("Not Found", { status: 404 });
    const upgraded = server.upgrade(req, { data: { room: pathname === "/ws/room" } });
    return upgraded ? undefined : new Response("Bad Request", { status: 400 });
  },
  websocket: {
    open(ws) {
      ws.subscribe(ws.data.room ? "room" : "echo");
    },
    message(ws, message) {
      if (ws.data.room) server.publish("room", message);
      else ws.send(message);
    },
  },
});
console.log(`Listening on http://127.0.0.1:${server.port}`);
