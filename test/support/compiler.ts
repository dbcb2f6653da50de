// Compiles projects with the built package, in one process of Node for all tests of a file.
//
// Starting Node and loading the compiler takes longer than a small build, so only tests of the command start it each time.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { CompileOptions, ReportFormat } from "../../compiler/index.ts";
import type { Answer, Compiled, Order } from "./compiler-process.ts";

/** Compiles a project, and formats the report as the command does. */
export type Compile = (options: CompileOptions, format: ReportFormat) => Promise<Compiled>;

/** Opens the compiler of a package. Its process starts with the first project, and ends with the tests of the file. */
export function openCompiler(folder: string): Compile {
  let started: Compile | undefined;
  return (options, format) => {
    started ??= startCompiler(path.join(folder, "dist/compiler/index.js"));
    return started(options, format);
  };
}

interface Waiting {
  readonly resolve: (compiled: Compiled) => void;
  readonly reject: (error: Error) => void;
}

function startCompiler(module: string): Compile {
  const waiting = new Map<number, Waiting>();
  // Node 20 does not run TypeScript.
  const source = readFileSync(path.join(import.meta.dir, "compiler-process.ts"), "utf8");
  const script = new Bun.Transpiler({ loader: "ts" }).transformSync(source);
  const child = Bun.spawn(["node", "--input-type=module", "-e", script], {
    env: { ...process.env, COMPILER: module },
    stdio: ["ignore", "inherit", "inherit"],
    serialization: "json",
    ipc({ id, trouble, ...compiled }: Answer) {
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (waiting.size === 0) child.unref();
      if (trouble === "") resolve?.(compiled);
      else reject?.(new Error(trouble));
    },
    onExit(_, code, signal) {
      const ended = new Error(`the compiler's process has ended: ${signal ?? code}`);
      for (const { reject } of waiting.values()) reject(ended);
    },
  });
  let last = 0;
  return (options, format) => {
    const id = (last += 1);
    child.ref();
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, options, format } satisfies Order);
    });
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
