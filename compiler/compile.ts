// The pipeline, and the only place that knows its order: files become routes, routes become facts, facts become
// verdicts, verdicts become a plan, the plan becomes one file.
import path from "node:path";
import { assemble, type Assembly } from "./assemble.ts";
import { preparePackages } from "./graph/copies.ts";
import { writeBuild } from "./graph/write.ts";
import { diskFull, prepareCache } from "./cache-folder.ts";
import { inOrder } from "./check/check.ts";
import { configure } from "./configure.ts";
import type { BuildResult, Diagnostic, Project } from "./model.ts";
import { openProject, relativeTo } from "./project.ts";
import { relocateCache } from "./temporary-cache.ts";
import { openTypes } from "./types/typecheck.ts";

/** What to compile, and how far. */
export interface CompileOptions {
  /** Folder of the project; the current one by default. */
  readonly cwd?: string;
  /** Overrides the setting `outfile`; relative to the project. */
  readonly outfile?: string;
  readonly minify?: boolean;
  readonly sourcemap?: "inline" | "linked" | "none";
  /** `false` leaves TypeScript out. */
  readonly typecheck?: boolean;
  /** `false` analyses and writes nothing. */
  readonly write?: boolean;
}

/** A result, and the absolute paths of the files that it comes from. */
export interface Compiled {
  readonly result: BuildResult;
  readonly files: ReadonlySet<string>;
}

/** What a run ends with, but for the time that it took. */
type Answer = Omit<BuildResult, "durationMs"> & Pick<Compiled, "files">;

/**
 * Compiles a project: finds its routes, checks them, and writes the server where there is no error.
 *
 * @throws Error where `cwd` is no folder, or bunbox itself has a bug; never for a mistake in the project
 * @example
 * const { diagnostics, output } = await compile({ cwd: "examples/chat" });
 */
export async function compile(options: CompileOptions = {}): Promise<BuildResult> {
  return (await compileWithFiles(options)).result;
}

/** Compiles a project, and says which files it has read. */
export async function compileWithFiles(options: CompileOptions): Promise<Compiled> {
  const started = performance.now();
  const { files, ...result } = await run(options).catch((error: unknown) => {
    const full = diskFull(error);
    if (full === null) throw error;
    return failed([full]);
  });
  return { result: { ...result, durationMs: Math.round(performance.now() - started) }, files };
}

async function run(options: CompileOptions): Promise<Answer> {
  const project = await openProject(options.cwd ?? ".");
  const refusal = await prepareCache(project);
  if (refusal === null) return compileProject(project, options);
  if (!refusal.unwritable || options.write !== false) return failed([refusal.diagnostic]);
  // Who writes nothing can check a project that cannot be written.
  await using relocated = await relocateCache(project);
  return await compileProject(relocated.project, options);
}

async function compileProject(project: Project, options: CompileOptions): Promise<Answer> {
  const types = (options.typecheck ?? true) ? openTypes(project) : null;
  const configured = await configure(project);
  if (configured.value === null) return failed(inOrder(configured.diagnostics));
  const settings = configured.value;
  const writes = options.write ?? true;
  const outfile = path.resolve(project.root, options.outfile ?? settings.outfile);
  const bundling = {
    outfile,
    minify: options.minify ?? false,
    sourcemap: writes ? (options.sourcemap ?? "inline") : "none",
    development: false,
    external: settings.external,
  } as const;
  const assembly = await assemble(
    project,
    { ...configured, value: settings },
    { bundling, types, wantsClient: writes },
  );
  return writes ? write(project, outfile, assembly) : answerOf(assembly);
}

function answerOf({ routes, diagnostics, files }: Assembly): Answer {
  return { routes, diagnostics, files, output: null };
}

function failed(diagnostics: readonly Diagnostic[]): Answer {
  return { routes: [], diagnostics, files: new Set(), output: null };
}

async function write(project: Project, outfile: string, assembly: Assembly): Promise<Answer> {
  const answer = answerOf(assembly);
  if (assembly.bundle === null) return answer;
  await using packages = await preparePackages(project, outfile, assembly.bundle.external);
  const written =
    packages.diagnostics.length > 0
      ? { value: 0, diagnostics: packages.diagnostics }
      : await writeBuild(project, outfile, assembly.bundle, assembly.client);
  const { value: bytes, diagnostics } = written;
  if (diagnostics.length > 0) return { ...answer, diagnostics: [...answer.diagnostics, ...diagnostics] };
  await packages.place();
  return { ...answer, output: { file: relativeTo(project, outfile), bytes } };
}
