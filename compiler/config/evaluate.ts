// The child process that runs bunbox.config.ts: its output, its crashes and its endless loops stay out of the build.
// Arguments: the module to import, the file to write the verdict to, and the process that asked for it.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { isRecord } from "./kinds.ts";
import { type OptionProblem, validate } from "./validate.ts";

/** What the child writes. */
export type Verdict =
  /** The options that are right, and what is wrong with the others. */
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

/** An object literal: a promise of one, or an instance of a class, is not what is read here. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Ends this process with the one that started it, which may be killed while an endless loop runs here: hence another thread. */
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
