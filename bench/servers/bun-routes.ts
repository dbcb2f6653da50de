// Serves many routes with Bun.serve by hand, with a Set of the known paths. This is the floor for upgrades.
const known = new Set<string>(JSON.parse(await Bun.file(process.env.PATHS ?? "").text()));
const server = Bun.serve<{ path: string }>({
  port: Number(process.env.PORT ?? 0),
  hostname: "127.0.0.1",
  fetch(req, server) {
    const { pathname } = new URL(req.url);
    if (!known.has(pathname)) return new Response("Not Found", { status: 404 });
    const upgraded = server.upgrade(req, { data: { path: pathname } });
    return upgraded ? undefined : new Response("Bad Request", { status: 400 });
  },
  websocket: {
    open(ws) {
      ws.subscribe(ws.data.path);
    },
    message(ws, message) {
      ws.send(message);
    },
  },
});
console.log(`Listening on http://127.0.0.1:${server.port}`);
