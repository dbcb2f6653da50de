// The pipeline, and the only place that knows its order: files become routes, routes become facts, facts become
// verdicts, verdicts become a plan, the plan becomes one file.
import { readFileSync } from "node:fs";
import { access, mkdir, realpath, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Analysis } from "./analyse/analyse.ts";
import { isOrdinary } from "./analyse/ordinary.ts";
import { bundle } from "./bundle/bundle.ts";
import { bundleConfig } from "./bundle/bundle-config.ts";
import { scan } from "./bundle/scan.ts";
import { writeBundle } from "./bundle/write.ts";
import { checkFallback, checkRoutes, inOrder, withoutEchoes } from "./check/check.ts";
import { healthConflict } from "./check/paths.ts";
import { withoutSilenced } from "./check/silenced.ts";
import { defaultSettings, findConfig, loadConfig } from "./config/load-config.ts";
import { diagnostic, fileStart } from "./diagnostics/diagnostic.ts";
import { emitEntry } from "./emit/entry.ts";
import type { BuildResult, Diagnostic, Graph, Misfit, Outcome, Project, Route, Settings } from "./model.ts";
import { planServer, routeInfo } from "./plan/plan.ts";
import { findRoutes } from "./routes/find-routes.ts";
import { typecheck } from "./typecheck/typecheck.ts";

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

  const configured = await configure(project);
  if (configured.value === null)
    return { routes: [], diagnostics: inOrder(configured.diagnostics), output: null };
  const settings = configured.value;

  const found = await findRoutes(project, settings.routes);
  const routes = found.value;
  const judged = await judge(project, routes, settings, options.typecheck ?? true);
  const infos = routes.map((route) => routeInfo(route, judged.value.exports.get(route.file) ?? []));
  const clashes = await checkPaths(project, routes, settings);
  const mistakes = [...configured.diagnostics, ...found.diagnostics, ...clashes, ...judged.diagnostics];
  const diagnostics = withoutSilenced(inOrder(mistakes), (file, line) => lineOf(project, file, line));
  if (diagnostics.some(({ severity }) => severity === "error") || options.write === false) {
    return { routes: infos, diagnostics, output: null };
  }

  const outfile = path.resolve(project.root, options.outfile ?? settings.outfile);
  if (judged.value.reached.includes(relative(project, outfile))) {
    const message = `${relative(project, outfile)} is one of the project's sources, and not written over`;
    return {
      routes: infos,
      diagnostics: [...diagnostics, diagnostic("BBX4002", null, message)],
      output: null,
    };
  }
  const entry = emitEntry(planServer(routes, judged.value.exports, settings));
  const bundled = await bundle(project, entry, {
    outfile,
    minify: options.minify ?? false,
    sourcemap: options.sourcemap ?? "inline",
  });
  const written = await writeBundle(project, outfile, bundled);
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
    return null;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return diagnostic("BBX4002", null, "The cache folder .bunbox cannot be written", { reason });
  }
}

/** Loads ts-morph, which most runs have no question for. */
async function openSyntax(project: Project, imports: Graph["imports"]): Promise<Analysis> {
  const { analyse } = await import("./analyse/analyse.ts");
  return analyse(project, imports);
}

async function configure(project: Project): Promise<Outcome<Settings | null>> {
  const file = findConfig(project);
  if (file === null) return { value: defaultSettings(), diagnostics: [] };
  const module = await bundleConfig(project, file);
  if (module.value === null) return { value: null, diagnostics: module.diagnostics };
  const loaded = await loadConfig(project, module.value);
  if ("settings" in loaded) return { value: loaded.settings, diagnostics: [] };
  if ("failure" in loaded) {
    const message = `${file} cannot be loaded: ${loaded.failure}`;
    return { value: null, diagnostics: [diagnostic("BBX3003", fileStart(file), message)] };
  }
  const analysis = await openSyntax(project, new Map());
  const diagnostics = loaded.problems.map(({ code, path: keys, message, hint }) =>
    diagnostic(code, analysis.optionPlace(file, keys), message, hint === undefined ? {} : { hint }),
  );
  return { value: null, diagnostics };
}

async function checkPaths(
  project: Project,
  routes: readonly Route[],
  settings: Settings,
): Promise<readonly Diagnostic[]> {
  const owner = healthConflict(routes, settings);
  if (owner === null) return [];
  const file = findConfig(project);
  const place = file === null ? null : (await openSyntax(project, new Map())).optionPlace(file, ["health"]);
  const message = `The path of the health check, ${settings.server.health}, is that of ${owner} too`;
  return [diagnostic("BBX3004", place, message, { hint: "Choose another path for `health`, or `false`." })];
}

/** esbuild says what runs and tsc whether it fits, side by side; ts-morph says where, if either has found anything. */
async function judge(
  project: Project,
  routes: readonly Route[],
  settings: Settings,
  withTypes: boolean,
): Promise<Outcome<Graph>> {
  const scanning = scan(project, routes, settings.fallback);
  const [scanned, typed] = await Promise.all([
    scanning,
    withTypes && routes.length > 0
      ? typecheck(project, routes, settings.fallback, async () => (await scanning).value)
      : { value: [], diagnostics: [] },
  ]);
  const graph = scanned.value;
  const suspects = routes.filter((route) => isSuspect(project, route, graph, typed.value));
  const { fallback } = settings;
  const other = [
    ...withoutEchoes(scanned.diagnostics, typed.diagnostics),
    ...(fallback === null ? [] : checkFallback(fallback, graph.exports.get(fallback), typed.value)),
  ];
  if (suspects.length === 0 && typed.diagnostics.length === 0) return { value: graph, diagnostics: other };
  const analysis = await openSyntax(project, graph.imports);
  const facts = suspects.map((route) => analysis.factsOf(route, graph.exports.get(route.file) ?? []));
  const types = typed.diagnostics.map((each) => analysis.withEnd(each));
  return { value: graph, diagnostics: [...checkRoutes(facts, typed.value), ...types, ...other] };
}

/** A route that does not parse has been told so; its exports are unknown, and nothing more can be said of it. */
function isSuspect(project: Project, route: Route, { exports }: Graph, misfits: readonly Misfit[]): boolean {
  const names = exports.get(route.file);
  if (names === undefined) return false;
  if (misfits.some((misfit) => misfit.route.file === route.file)) return true;
  return !isOrdinary(readFileSync(path.join(project.root, route.file), "utf8"), names);
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
