// Answers orders to run `bunbox`, one after the other. It runs in Node, in a process of its own; `command.ts` starts it.
import { pathToFileURL } from "node:url";
import { type Answered, type Numbered, serveOrders } from "./helper-server.ts";

/** A command that waits to be run. */
export interface CommandOrder {
  readonly cwd: string;
  readonly args: readonly string[];
  /** Variables of the environment that this run has in addition. */
  readonly env: Readonly<Record<string, string>>;
}

/** A command's exit code and output. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = String(process.env["COMMAND"]);
const printed = { stdout: "", stderr: "" };
for (const name of ["stdout", "stderr"] as const) {
  // Each run of the command listens for errors.
  process[name].setMaxListeners(0);
  process[name].write = (text: Uint8Array | string): boolean => {
    printed[name] += String(text);
    return true;
  };
}

let runs = 0;

async function run({ cwd, args, env }: CommandOrder): Promise<Ran> {
  const before = { ...process.env };
  process.env = { ...before, ...env };
  process.chdir(cwd);
  process.argv = [process.execPath, MAIN, ...args];
  process.exitCode = undefined;
  Object.assign(printed, { stdout: "", stderr: "" });
  // Another query makes it another module, which runs; what it imports is loaded already.
  await import(`${pathToFileURL(MAIN).href}?run=${(runs += 1)}`);
  process.env = before;
  return { exitCode: Number(process.exitCode), ...printed };
}

async function answer(order: Numbered<CommandOrder>): Promise<Answered<Ran>> {
  const nothing = { exitCode: 2, stdout: "", stderr: "" };
  const answered = await run(order).then(
    (ran) => ({ answer: ran, trouble: "" }),
    (error: unknown) => ({ answer: nothing, trouble: String(error) }),
  );
  return { id: order.id, ...answered };
}

let last: Promise<unknown> = Promise.resolve();
serveOrders<CommandOrder, Ran>((order) => {
  const answered = last.then(() => answer(order));
  last = answered;
  return answered;
});
