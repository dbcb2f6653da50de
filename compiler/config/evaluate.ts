// The child process that runs bunbox.config.ts: its output, its crashes and its endless loops stay out of the build.
// Arguments: the module to import, and the file to write the verdict to.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { isRecord } from "./checks.ts";
import { type OptionProblem, validate } from "./validate.ts";

/** What the child writes. */
export type Verdict =
  | { readonly kind: "config"; readonly config: Record<string, unknown> }
  | { readonly kind: "problems"; readonly problems: readonly OptionProblem[] }
  | { readonly kind: "failed"; readonly reason: string };

async function evaluate(file: string): Promise<Verdict> {
  try {
    const loaded: unknown = await import(pathToFileURL(file).href);
    const config = isRecord(loaded) ? loaded["default"] : undefined;
    if (!isRecord(config)) return { kind: "failed", reason: "it must `export default defineConfig({ … })`" };
    const problems = validate(config);
    return problems.length > 0 ? { kind: "problems", problems } : { kind: "config", config };
  } catch (error) {
    return {
      kind: "failed",
      reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

const [file, verdict] = process.argv.slice(2);
if (file !== undefined && verdict !== undefined) {
  writeFileSync(verdict, JSON.stringify(await evaluate(file)));
  process.exit(0);
}
