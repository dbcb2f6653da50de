// Compiles a project and writes the server: what `bunbox build` and `bunbox check` do.
import { existsSync } from "node:fs";
import path from "node:path";
import { diskFull, prepareCache, removeEmptyCache } from "./cache-folder.ts";
import { type Compilation, compileProject } from "./compile-project.ts";
import { configure } from "./configure.ts";
import type { BuildResult, Diagnostic, Project } from "./model.ts";
import { relativeTo } from "./place.ts";
import { isLost } from "./other-projects.ts";
import { openProject } from "./project.ts";
import { preparePackages } from "./graph/copies.ts";
import { writeBuild } from "./graph/write.ts";
import { inOrder } from "./rules/once.ts";
import { relocateCache } from "./temporary-cache.ts";
import { openTypes } from "./types/typecheck.ts";

/** Options of `compile`. */
export interface CompileOptions {
  /** Folder of the project. Default: the current folder. */
  readonly cwd?: string;
  /** File to write, relative to the project. Default: the setting `outfile`. */
  readonly outfile?: string;
  /** Whether to shorten white space and syntax; names stay. Default: `false`. */
  readonly minify?: boolean;
  /** Where to write the source map. Default: `inline`. */
  readonly sourcemap?: "inline" | "linked" | "none";
  /** Whether TypeScript checks the project. Default: `true`. */
  readonly typecheck?: boolean;
  /** How long TypeScript may take, in seconds. Default: 300. */
  readonly timeout?: number;
  /** Whether to write the server; `false` only checks. Default: `true`. */
  readonly write?: boolean;
}

/** A result, and what else is known about the project. */
export interface Compiled {
  readonly result: BuildResult;
  /** Absolute paths of the files that were read for it. */
  readonly files: ReadonlySet<string>;
  /** The tsconfig that TypeScript used, relative to the project; `null` if there is none, or it checked nothing. */
  readonly tsconfig: string | null;
}

/** A result without its duration. */
type Answer = Omit<BuildResult, "durationMs"> & Pick<Compiled, "files" | "tsconfig">;

/**
 * Compiles a project: finds the routes, checks them, and writes the server if there is no error. It prints nothing.
 *
 * @param options the folder of the project, and what to write
 * @returns the routes, the diagnostics and the file that was written
 * @throws Error if `cwd` is not a folder, or because of a bug in bunbox; never for a mistake in the project
 * @example
 * ```ts
 * // scripts/check.ts
 * import { writeFile } from "node:fs/promises";
 * import { compile } from "@ademattos/bunbox/compiler";
 *
 * const { routes, diagnostics } = await compile({ write: false });
 * const errors = diagnostics.filter(({ severity }) => severity === "error");
 * if (errors.length > 0) throw new Error(`${errors.length} errors, the first is: ${errors[0]?.message}`);
 * await writeFile("routes.json", JSON.stringify(routes, null, 2));
 * ```
 */
export async function compile(options: CompileOptions = {}): Promise<BuildResult> {
  return (await compileWithFiles(options)).result;
}

/** Compiles a project, and lists the files that it has read. */
export async function compileWithFiles(options: CompileOptions): Promise<Compiled> {
  const started = performance.now();
  const { files, tsconfig, ...result } = await run(options).catch((error: unknown) => {
    const full = diskFull(error);
    if (full === null) throw error;
    return failed([full]);
  });
  return { result: { ...result, durationMs: Math.round(performance.now() - started) }, files, tsconfig };
}

async function run(options: CompileOptions): Promise<Answer> {
  const project = await openProject(options.cwd ?? ".");
  const isNew = !existsSync(project.cache);
  const refusal = await prepareCache(project);
  if (refusal === null) {
    const answer = await compileAndWrite(project, options);
    if (isNew && answer.diagnostics.some(isLost)) await removeEmptyCache(project);
    return answer;
  }
  if (!refusal.unwritable || options.write !== false) return failed([refusal.diagnostic]);
  // `bunbox check` writes nothing, so it works in a project that cannot be written.
  await using relocated = await relocateCache(project);
  return await compileAndWrite(relocated.project, options);
}

async function compileAndWrite(project: Project, options: CompileOptions): Promise<Answer> {
  const types = (options.typecheck ?? true) ? openTypes(project, options.timeout) : null;
  const configured = await configure(project);
  if (configured.value === null) return failed(inOrder(configured.diagnostics));
  const settings = configured.value;
  const writes = options.write ?? true;
  const outfile = path.resolve(project.root, options.outfile ?? settings.outfile);
  const bundling = {
    outfile,
    minify: options.minify ?? false,
    sourcemap: writes ? (options.sourcemap ?? "inline") : "none",
    runner: "itself",
    isWritten: writes,
    external: settings.external,
  } as const;
  const compilation = await compileProject(project, configured, {
    settings,
    bundling,
    types,
    wantsClient: writes,
  });
  return writes ? write(project, outfile, compilation) : answerOf(compilation);
}

function answerOf({ routes, diagnostics, files, tsconfig }: Compilation): Answer {
  return { routes, diagnostics, files, tsconfig, output: null };
}

function failed(diagnostics: readonly Diagnostic[]): Answer {
  return { routes: [], diagnostics, files: new Set(), tsconfig: null, output: null };
}

async function write(project: Project, outfile: string, compilation: Compilation): Promise<Answer> {
  const answer = answerOf(compilation);
  const { bundle, traced, client } = compilation;
  if (bundle === null) return answer;
  await using packages = await preparePackages(project, outfile, bundle.external, traced);
  const { value: bytes, diagnostics } =
    packages.diagnostics.length > 0
      ? { value: 0, diagnostics: packages.diagnostics }
      : await writeBuild(project, outfile, bundle, client);
  if (diagnostics.length > 0) return { ...answer, diagnostics: [...answer.diagnostics, ...diagnostics] };
  await packages.place();
  return { ...answer, output: { file: relativeTo(project, outfile), bytes } };
}
