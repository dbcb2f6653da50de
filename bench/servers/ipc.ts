// Serves a room with four processes on one port, whose parent hands messages on by the IPC of Bun.spawn: the hub is compared
// with it.
const WORKERS = 4;
const port = process.env.WORKER_PORT;

if (port === undefined) {
  const claim = Bun.serve({
    port: Number(process.env.PORT ?? 0),
    hostname: "127.0.0.1",
    fetch: () => new Response(),
  });
  const chosen = String(claim.port);
  await claim.stop(true);
  let ready = 0;
  const workers: Bun.Subprocess[] = Array.from({ length: WORKERS }, () =>
    Bun.spawn([process.execPath, import.meta.path], {
      env: { ...process.env, WORKER_PORT: chosen },
      stdio: ["ignore", "inherit", "inherit"],
      ipc(message, from) {
        if (message === "ready") {
          ready += 1;
          if (ready === WORKERS) console.log(`Listening on http://127.0.0.1:${chosen}`);
          return;
        }
        for (const worker of workers) if (worker !== from) worker.send(message);
      },
    }),
  );
} else {
  const server = Bun.serve({
    port: Number(port),
    hostname: "127.0.0.1",
    reusePort: true,
    fetch: (req, server) => (server.upgrade(req) ? undefined : new Response("Bad Request", { status: 400 })),
    websocket: {
      open: (ws) => void ws.subscribe("room"),
      message(_, message) {
        server.publish("room", message);
        process.send?.({ topic: "room", text: String(message) });
      },
    },
  });
  process.on("message", ({ topic, text }) => server.publish(topic, text));
  // Bun 1.4 does not say that the parent was killed.
  setInterval(() => process.ppid === 1 && process.exit(0), 500);
  process.send?.("ready");
}
