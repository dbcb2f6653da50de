// Sends orders to a script in Node. One process of it serves all test files of a worker of `bun test`, because loading the
// compiler takes longer than a small build; it ends with the worker.
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Answered, onLine } from "./helper-server.ts";

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Returns what gives an order to a script of this folder, which is started if no other file has done so. */
export function openHelper<Answer>(
  script: string,
  env: Readonly<Record<string, string | undefined>>,
): (order: object) => Promise<Answer> {
  const waiting = new Map<number, Waiting<Answer>>();
  let last = 0;
  let opening: Promise<Socket> | undefined;
  const open = async (): Promise<Socket> => {
    const socket = await connection(script, env);
    onLine(socket, (line) => {
      const { id, answer, trouble }: Answered<Answer> = JSON.parse(line);
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (waiting.size === 0) socket.unref();
      if (trouble === "") resolve?.(answer);
      else reject?.(new Error(trouble));
    });
    // The next order starts another process.
    socket.on("close", () => {
      opening = undefined;
      for (const { reject } of waiting.values()) reject(new Error(`the process of ${script} has ended`));
      waiting.clear();
    });
    return socket;
  };
  return async (order) => {
    const id = (last += 1);
    const socket = await (opening ??= open());
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.ref();
      socket.write(`${JSON.stringify({ ...order, id })}\n`);
    });
  };
}

/** Connects to the process of a script, and starts it first if there is none. */
async function connection(
  script: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Socket> {
  const name = `bunbox-${process.pid}-${Bun.hash(JSON.stringify([script, env])).toString(36)}`;
  const address = process.platform === "win32" ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`);
  const known = await reach(address);
  if (known !== undefined) return known;
  await start(script, { ...env, HELPER_ADDRESS: address, HELPER_OWNER: String(process.pid) });
  const started = await reach(address);
  if (started === undefined) throw new Error(`${script} does not answer`);
  return started;
}

function reach(address: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address, () => resolve(socket));
    socket.on("error", () => resolve(undefined));
  });
}

/** Starts the script by a process that ends when it listens: `bun test` kills what a file has started itself. */
async function start(script: string, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  // Node 20 does not run TypeScript.
  const built = await Bun.build({ entrypoints: [path.join(import.meta.dir, script)], target: "node" });
  const code = await built.outputs[0]?.text();
  const starter = `
    import { spawn } from "node:child_process";
    const args = ["--input-type=module", "-e", process.env.HELPER_CODE];
    const child = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.once("message", () => process.exit());
    child.once("exit", () => process.exit(1));
  `;
  const child = Bun.spawn(["node", "--input-type=module", "-e", starter], {
    env: { ...process.env, ...env, HELPER_CODE: code },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if ((await child.exited) !== 0) throw new Error(`${script} does not start`);
}
