// Answers orders to compile. It runs in Node, in a process of its own; `compiler.ts` starts it.
import type { CompileOptions, compile, formatReport, ReportFormat } from "../../compiler/index.ts";

/** A project that waits to be compiled. */
export interface Order {
  readonly id: number;
  readonly options: CompileOptions;
  readonly format: ReportFormat;
}

/** What `bunbox build` or `bunbox check` would print, and its exit code. */
export interface Compiled {
  readonly exitCode: number;
  readonly report: string;
}

/** The answer to the order of the same number. */
export interface Answer extends Compiled {
  readonly id: number;
  /** What the compiler has printed, which should be nothing, or the stack of what it has thrown. */
  readonly trouble: string;
}

interface Compiler {
  readonly compile: typeof compile;
  readonly formatReport: typeof formatReport;
}

let printed = "";
for (const stream of [process.stdout, process.stderr])
  stream.write = (text: Uint8Array | string): boolean => {
    printed += String(text);
    return true;
  };

const compiler: Promise<Compiler> = import(String(process.env["COMPILER"]));

async function run({ options, format }: Order): Promise<Compiled> {
  const loaded = await compiler;
  const result = await loaded.compile(options);
  const hasError = result.diagnostics.some(({ severity }) => severity === "error");
  const report = loaded.formatReport(result, format, { cwd: options.cwd ?? "." });
  return { exitCode: hasError ? 1 : 0, report };
}

function failed(error: unknown): Compiled & { readonly trouble: string } {
  const trouble = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: 2, report: "", trouble };
}

async function answer(order: Order): Promise<void> {
  const compiled = await run(order).then((each) => ({ ...each, trouble: printed }), failed);
  process.send?.({ id: order.id, ...compiled } satisfies Answer);
}

process.on("message", (order: Order) => void answer(order));
process.on("disconnect", () => process.exit());
