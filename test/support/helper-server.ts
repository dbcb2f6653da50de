// Answers orders, one JSON text a line, until the worker of `bun test` that started this process is gone. It runs in Node.
import { rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";

/** The answer to the order of the same number. */
export interface Answered<Answer> {
  readonly id: number;
  readonly answer: Answer;
  /** Why the answer does not count; "" if it does. */
  readonly trouble: string;
}

/** An order with its number. */
export type Numbered<Order> = Order & { readonly id: number };

/** Listens for orders. */
export function serveOrders<Order, Answer>(
  answer: (order: Numbered<Order>) => Promise<Answered<Answer>>,
): void {
  const address = String(process.env["HELPER_ADDRESS"]);
  const owner = Number(process.env["HELPER_OWNER"]);
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    onLine(socket, (line) => {
      const order: Numbered<Order> = JSON.parse(line);
      void answer(order).then((answered) => socket.write(`${JSON.stringify(answered)}\n`));
    });
  });
  // One that was killed has left it.
  rmSync(address, { force: true });
  server.listen(address, () => {
    process.send?.("listens");
    process.disconnect?.();
  });
  setInterval(() => {
    if (isAlive(owner)) return;
    rmSync(address, { force: true });
    process.exit();
  }, 500);
}

/** Calls back for each line: `node:readline` also ends lines at U+2028, which JSON has in its texts. */
export function onLine(socket: Socket, take: (line: string) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (text) => {
    const lines = (rest + String(text)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
