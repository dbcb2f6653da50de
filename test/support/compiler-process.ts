// Answers orders to compile. It runs in Node, in a process of its own; `compiler.ts` starts it.
import type { CompileOptions, compile, formatReport, ReportFormat } from "../../compiler/index.ts";
import { type Answered, type Numbered, serveOrders } from "./helper-server.ts";

/** A project that waits to be compiled. */
export interface Order {
  readonly options: CompileOptions;
  readonly format: ReportFormat;
}

/** What `bunbox build` or `bunbox check` would print, and its exit code. */
export interface Compiled {
  readonly exitCode: number;
  readonly report: string;
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

function failed(error: unknown): Omit<Answered<Compiled>, "id"> {
  const trouble = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { answer: { exitCode: 2, report: "" }, trouble };
}

// What the compiler prints, which should be nothing, is trouble, as is what it throws.
serveOrders<Order, Compiled>(async (order: Numbered<Order>): Promise<Answered<Compiled>> => {
  const answered = await run(order).then((compiled) => ({ answer: compiled, trouble: printed }), failed);
  return { id: order.id, ...answered };
});
