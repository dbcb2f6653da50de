// Answers orders to run `bunbox`, one after the other. It runs in Node, in a process of its own; `command.ts` starts it.
import { pathToFileURL } from "node:url";
import type { Answered, Numbered } from "./helper-process.ts";

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

async function run({ id, cwd, args, env }: Numbered<CommandOrder>): Promise<Ran> {
  const before = { ...process.env };
  process.env = { ...before, ...env };
  process.chdir(cwd);
  process.argv = [process.execPath, MAIN, ...args];
  process.exitCode = undefined;
  Object.assign(printed, { stdout: "", stderr: "" });
  // Another query makes it another module, which runs; what it imports is loaded already.
  await import(`${pathToFileURL(MAIN).href}?run=${id}`);
  process.env = before;
  return { exitCode: Number(process.exitCode), ...printed };
}

async function answer(order: Numbered<CommandOrder>): Promise<void> {
  const nothing = { exitCode: 2, stdout: "", stderr: "" };
  const answered = await run(order).then(
    (ran) => ({ answer: ran, trouble: "" }),
    (error: unknown) => ({ answer: nothing, trouble: String(error) }),
  );
  process.send?.({ id: order.id, ...answered } satisfies Answered<Ran>);
}

let last = Promise.resolve();
process.on("message", (order: Numbered<CommandOrder>) => {
  last = last.then(() => answer(order));
});
process.on("disconnect", () => process.exit());
