// Runs bunbox.config.ts in a child process, so that its output, crashes and endless loops do not affect the build.
// Arguments: the module to import, the file to write the verdict to, and the process that asked for it.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { isRecord } from "./kinds.ts";
import { type OptionProblem, validate } from "./validate.ts";

/** The result that the child writes. */
export type Verdict =
  /** The valid options, and the problems of the others. */
  | {
      readonly kind: "config";
      readonly config: Record<string, unknown>;
      readonly problems: readonly OptionProblem[];
    }
  | { readonly kind: "failed"; readonly reason: string };

async function evaluate(file: string): Promise<Verdict> {
  try {
    const loaded: unknown = await import(pathToFileURL(file).href);
    const config = isRecord(loaded) ? loaded["default"] : undefined;
    if (!isPlain(config)) return { kind: "failed", reason: "it must `export default defineConfig({ … })`" };
    const problems = validate(config);
    const wrong = new Set(problems.map(({ path: [name] }) => name));
    const right = Object.entries(config).filter(([name]) => !wrong.has(name));
    return { kind: "config", config: Object.fromEntries(right), problems };
  } catch (error) {
    return {
      kind: "failed",
      reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

/** Whether a value is a plain object, and not a promise or an instance of a class. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Ends this process with the one that started it. Another thread does it, because an endless loop may run in this one. */
function endWith(parent: number): void {
  const watch = `setInterval(() => { if (process.ppid !== ${parent}) process.kill(process.pid, "SIGKILL"); }, 200);`;
  new Worker(watch, { eval: true }).unref();
}

const [file, verdict, parent] = process.argv.slice(2);
if (file !== undefined && verdict !== undefined) {
  endWith(Number(parent));
  writeFileSync(verdict, JSON.stringify(await evaluate(file)));
  process.exit(0);
}
