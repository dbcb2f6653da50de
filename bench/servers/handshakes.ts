// Calls the `fetch` of an output as Bun does, without a network, and prints the CPU time of a handshake in microseconds.
//
// Variables: FILE is the output. The time includes a socket that opens and closes at once, without what Bun does for it.
const COUNT = 100_000;
const ROUNDS = 25;

const { fetch, websocket } = await import(process.env["FILE"] ?? "");
const request = new Request("http://localhost/ws/echo", {
  headers: {
    Host: "localhost",
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  },
});
let opened = 0;
const server = {
  upgrade(_request: Request, { data }: { readonly data: unknown }) {
    const socket = {
      data,
      readyState: WebSocket.OPEN,
      subscribe: () => undefined,
      unsubscribe: () => undefined,
      isSubscribed: () => true,
    };
    websocket.open(socket);
    websocket.close(socket, 1000, "");
    opened += 1;
    return true;
  },
  publish: () => 0,
  subscriberCount: () => 0,
};

let best = Infinity;
for (let round = 0; round < ROUNDS; round += 1) {
  const began = process.cpuUsage();
  for (let index = 0; index < COUNT; index += 1) await fetch(request, server);
  const { user, system } = process.cpuUsage(began);
  best = Math.min(best, (user + system) / COUNT);
}
if (opened !== COUNT * ROUNDS) throw new Error(`${opened} handshakes were accepted`);
console.log(best);
process.exit(0);
