// Compiles projects with the built package, in one process of Node for all files of a worker of `bun test`.
//
// Starting Node and loading the compiler takes longer than a small build, so only tests of the command start it each time.
import path from "node:path";
import { parseArgs } from "node:util";
import type { CompileOptions, ReportFormat } from "../../compiler/index.ts";
import type { Compiled, Order } from "./compiler-process.ts";
import { openHelper } from "./helper-process.ts";

/** Compiles a project, and formats the report as the command does. */
export type Compile = (options: CompileOptions, format: ReportFormat) => Promise<Compiled>;

/** Opens the compiler of a package. Its process starts with the first project. */
export function openCompiler(folder: string): Compile {
  let started: ((order: Order) => Promise<Compiled>) | undefined;
  return (options, format) => {
    started ??= openHelper("compiler-process.ts", { COMPILER: path.join(folder, "dist/compiler/index.js") });
    return started({ options, format });
  };
}

const SOURCEMAPS = ["inline", "linked", "none"] as const;

/** The options that the arguments of `build` or `check` stand for; `undefined` if only the command knows some of them. */
export function optionsOf(cwd: string, [command, ...flags]: readonly string[]): CompileOptions | undefined {
  if (command !== "build" && command !== "check") return undefined;
  const { values } = parseArgs({
    args: flags,
    options: {
      against: { type: "string" },
      cwd: { type: "string", default: "." },
      minify: { type: "boolean", default: false },
      "no-typecheck": { type: "boolean", default: false },
      outfile: { type: "string" },
      sourcemap: { type: "string" },
      timeout: { type: "string" },
    },
  });
  const { minify, outfile, timeout } = values;
  const sourcemap = SOURCEMAPS.find((kind) => kind === values.sourcemap);
  if (values.against !== undefined || sourcemap !== values.sourcemap) return undefined;
  return {
    cwd: path.resolve(cwd, values.cwd),
    typecheck: !values["no-typecheck"],
    write: command === "build",
    minify,
    ...(outfile === undefined ? {} : { outfile }),
    ...(sourcemap === undefined ? {} : { sourcemap }),
    ...(timeout === undefined ? {} : { timeout: Number(timeout) }),
  };
}
