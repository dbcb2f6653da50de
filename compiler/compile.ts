// The pipeline, and the only place that knows its order: files become routes, routes become facts, facts become
// verdicts, verdicts become a plan, the plan becomes one file.
import { constants, readFileSync } from "node:fs";
import { access, mkdir, readdir, realpath, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { writeBundle } from "./bundle/write.ts";
import { withoutSilenced } from "./check/silenced.ts";
import { inOrder } from "./check/check.ts";
import { checkPaths, configure } from "./configure.ts";
import { diagnostic } from "./diagnostics/diagnostic.ts";
import { judge } from "./judge.ts";
import type { BuildResult, Diagnostic, Project } from "./model.ts";
import { routeInfo } from "./plan/plan.ts";
import { findRoutes } from "./routes/find-routes.ts";
import { survey } from "./survey.ts";
import { openTypes, typecheck } from "./typecheck/typecheck.ts";

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

// Built, this file is dist/compiler/compile.js; the runtime lies beside the compiler.
const RUNTIME = fileURLToPath(new URL("../runtime", import.meta.url));

/**
 * Compiles a project: finds its routes, checks them, and writes the server where there is no error.
 *
 * @throws Error where `cwd` is no folder, or bunbox itself has a bug; never for a mistake in the project
 * @example
 * const { diagnostics, output } = await compile({ cwd: "examples/chat" });
 */
export async function compile(options: CompileOptions = {}): Promise<BuildResult> {
  const started = performance.now();
  const result = await run(options);
  return { ...result, durationMs: Math.round(performance.now() - started) };
}

async function run(options: CompileOptions): Promise<Omit<BuildResult, "durationMs">> {
  const project = await openProject(options.cwd ?? ".");
  const unwritable = await prepareCache(project);
  if (unwritable !== null) return { routes: [], diagnostics: [unwritable], output: null };

  const withTypes = options.typecheck ?? true;
  const types = withTypes ? openTypes(project) : null;
  const configured = await configure(project);
  if (configured.value === null)
    return { routes: [], diagnostics: inOrder(configured.diagnostics), output: null };
  const settings = configured.value;
  const outfile = path.resolve(project.root, options.outfile ?? settings.outfile);

  const found = findRoutes(project, settings.routes);
  const routes = found.value;
  // tsc takes longest and is started first; esbuild finds what runs and bundles it meanwhile.
  const typing =
    withTypes && routes.length > 0
      ? typecheck(project, types, routes, settings.fallback, async () => (await surveying).value.graph)
      : Promise.resolve({ value: [], diagnostics: [] });
  const surveying = survey(project, routes, settings, {
    outfile,
    minify: options.minify ?? false,
    sourcemap: options.write === false ? "none" : (options.sourcemap ?? "inline"),
  });
  const [surveyed, typed] = await Promise.all([surveying, typing]);
  const { graph, bundle } = surveyed.value;
  const judged = await judge(
    project,
    routes,
    settings,
    { value: graph, diagnostics: surveyed.diagnostics },
    typed,
  );
  const infos = routes.map((route) => routeInfo(route, graph.exports.get(route.file) ?? []));
  const clashes = await checkPaths(project, routes, settings);
  const mistakes = [...configured.diagnostics, ...found.diagnostics, ...clashes, ...judged];
  const diagnostics = withoutSilenced(inOrder(mistakes), (file, line) => lineOf(project, file, line));
  if (bundle === null || options.write === false || diagnostics.some(({ severity }) => severity === "error"))
    return { routes: infos, diagnostics, output: null };
  const written = await writeBundle(project, outfile, bundle);
  const output =
    written.diagnostics.length > 0 ? null : { file: relative(project, outfile), bytes: written.value };
  return { routes: infos, diagnostics: [...diagnostics, ...written.diagnostics], output };
}

async function openProject(cwd: string): Promise<Project> {
  const root = await realpath(cwd);
  return { root, cache: path.join(root, ".bunbox"), runtime: RUNTIME };
}

/** The cache folder is the project's own, also where node_modules is shared or read-only, and ignores itself. */
async function prepareCache({ cache }: Project): Promise<Diagnostic | null> {
  const ignore = path.join(cache, ".gitignore");
  try {
    await mkdir(cache, { recursive: true });
    await access(ignore).catch(() => writeFile(ignore, "*\n"));
    await access(cache, constants.W_OK);
    await removeLeftovers(cache);
    return null;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return diagnostic("BBX4002", null, "The cache folder .bunbox cannot be written", { reason });
  }
}

/** How long what a killed run has left stays, in milliseconds: longer than any run takes. */
const LEFTOVER_AGE = 10 * 60 * 1000;

async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const file = path.join(cache, name);
    const found = await stat(file).catch(() => null); // another run may have removed it
    if (name === ".gitignore" || found === null || Date.now() - found.mtimeMs < LEFTOVER_AGE) continue;
    await rm(file, { recursive: true, force: true });
  }
}

function lineOf({ root }: Project, file: string, line: number): string | undefined {
  try {
    return readFileSync(path.join(root, file), "utf8").split(/\r?\n/)[line - 1];
  } catch {
    return undefined; // gone since: nothing in it silences anything
  }
}

function relative({ root }: Project, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}
