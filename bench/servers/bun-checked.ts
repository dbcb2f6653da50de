// Serves many routes with Bun.serve by hand, as bun-routes.ts does, and makes the checks that bunbox makes: those of RFC 6455
// (section 4.2.1), Host, and the page's origin. It also keeps its sockets, and closes them when it is asked to end.
const known = new Set<string>(JSON.parse(await Bun.file(process.env.PATHS ?? "").text()));
const open = new Set<Bun.ServerWebSocket<{ path: string }>>();
const KEY = /^[A-Za-z\d+/]{21}[AQgw]==$/;
const HOST = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

function hasToken(field: string | null, token: string): boolean {
  return field !== null && field.split(",").some((part) => part.trim().toLowerCase() === token);
}

const server = Bun.serve<{ path: string }>({
  port: Number(process.env.PORT ?? 0),
  hostname: "127.0.0.1",
  fetch(req, server) {
    const { headers } = req;
    const host = headers.get("host");
    if (host === null || !HOST.test(host)) return new Response("Bad Request", { status: 400 });
    const { pathname } = new URL(req.url);
    if (!known.has(pathname)) return new Response("Not Found", { status: 404 });
    if (req.method !== "GET") return new Response("Method Not Allowed", { status: 405 });
    if (!hasToken(headers.get("upgrade"), "websocket"))
      return new Response("Upgrade Required", { status: 426 });
    const key = headers.get("sec-websocket-key");
    if (!hasToken(headers.get("connection"), "upgrade") || key === null || !KEY.test(key))
      return new Response("Bad Request", { status: 400 });
    if (headers.get("sec-websocket-version") !== "13")
      return new Response("Upgrade Required", { status: 426, headers: { "Sec-WebSocket-Version": "13" } });
    const origin = headers.get("origin");
    if (origin !== null && origin !== `https://${host}` && origin !== `http://${host}`)
      return new Response("Forbidden", { status: 403 });
    // Bun agrees to the first offered subprotocol unless this field says otherwise.
    const fields = headers.has("sec-websocket-protocol") ? { "Sec-WebSocket-Protocol": "" } : {};
    const upgraded = server.upgrade(req, { data: { path: pathname }, headers: fields });
    return upgraded ? undefined : new Response("Bad Request", { status: 400 });
  },
  websocket: {
    open(ws) {
      open.add(ws);
      ws.subscribe(ws.data.path);
    },
    message(ws, message) {
      ws.send(message);
    },
    close(ws) {
      open.delete(ws);
    },
  },
});
process.on("SIGTERM", () => {
  for (const ws of open) ws.close(1001, "Server shutting down");
  void server.stop(false).then(() => process.exit(0));
});
console.log(`Listening on http://127.0.0.1:${server.port}`);
