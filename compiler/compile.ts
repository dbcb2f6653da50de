// The pipeline, and the only place that knows its order: files become routes, routes become facts, facts become
// verdicts, verdicts become a plan, the plan becomes one file.
import { readFileSync } from "node:fs";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { BundleOptions } from "./bundle/bundle.ts";
import { writeBundle } from "./bundle/write.ts";
import { prepareCache } from "./cache/folder.ts";
import { type Answer, type Memory, openMemory, type Question } from "./cache/memory.ts";
import { withoutSilenced } from "./check/silenced.ts";
import { inOrder } from "./check/check.ts";
import { checkPaths, configure } from "./configure.ts";
import { judge } from "./judge.ts";
import type { BuildResult, Outcome, Project, Settings } from "./model.ts";
import { routeInfo } from "./plan/plan.ts";
import { findRoutes } from "./routes/find-routes.ts";
import { survey } from "./survey.ts";
import { openTypes, typecheck, type Types } from "./typecheck/typecheck.ts";

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

async function run(options: CompileOptions): Promise<Answer> {
  const project = await openProject(options.cwd ?? ".");
  const unwritable = await prepareCache(project);
  if (unwritable !== null) return { routes: [], diagnostics: [unwritable], output: null };

  const withTypes = options.typecheck ?? true;
  const types = withTypes ? openTypes(project) : null;
  const configured = await configure(project);
  if (configured.value === null)
    return { routes: [], diagnostics: inOrder(configured.diagnostics), output: null };
  const settings = configured.value;
  const writes = options.write ?? true;
  const outfile = path.resolve(project.root, options.outfile ?? settings.outfile);
  const bundling = {
    outfile,
    minify: options.minify ?? false,
    sourcemap: writes ? (options.sourcemap ?? "inline") : "none",
  } as const;

  const memory = openMemory(project, writes ? "build" : "check", [outfile, `${outfile}.map`]);
  const question = async (): Promise<Question | null> => {
    const shown = (await types?.shown) ?? null;
    // A tsconfig that looks beyond the project sees what is not watched.
    if (shown?.output.includes('"../') === true) return null;
    const circumstances = [bundling, settings, withTypes, types?.typescript, shown, configured.diagnostics];
    return { circumstances, outfile: writes ? outfile : null };
  };
  const known = await memory.recall(question);
  if (known !== null) return known;
  const { answer, files } = await build(
    project,
    { ...configured, value: settings },
    types,
    bundling,
    writes,
    memory,
  );
  await memory.record(question, answer, files);
  return answer;
}

/** Everything that a run does whose answer is not known, with the files that it has read. */
async function build(
  project: Project,
  { value: settings, diagnostics: told }: Outcome<Settings>,
  types: Types | null,
  bundling: BundleOptions,
  writes: boolean,
  memory: Memory,
): Promise<{ readonly answer: Answer; readonly files: ReadonlySet<string> }> {
  const found = findRoutes(project, settings.routes);
  const routes = found.value;
  // tsc takes longest and is started first; esbuild finds what runs and bundles it meanwhile.
  const typing = typecheck(
    project,
    types,
    routes,
    settings.fallback,
    async () => (await surveying).value.graph,
  );
  const surveying = survey(project, routes, settings, bundling).then((outcome) => {
    memory.foresee(outcome.value.graph.reached);
    return outcome;
  });
  const [surveyed, typed] = await Promise.all([surveying, typing]);
  const { graph, bundle } = surveyed.value;
  const surveyedGraph = { value: graph, diagnostics: surveyed.diagnostics };
  const judged = await judge(project, routes, settings, surveyedGraph, typed);
  const clashes = await checkPaths(project, routes, settings);
  const mistakes = [...told, ...found.diagnostics, ...clashes, ...judged];
  const diagnostics = withoutSilenced(inOrder(mistakes), (file, line) => lineOf(project, file, line));
  const infos = routes.map((route) => routeInfo(route, graph.exports.get(route.file) ?? []));
  const files = new Set([
    ...routes.map(({ real }) => real),
    ...graph.reached.map((file) => path.join(project.root, file)),
    ...typed.value.files,
  ]);
  if (bundle === null || !writes || diagnostics.some(({ severity }) => severity === "error"))
    return { answer: { routes: infos, diagnostics, output: null }, files };
  const written = await writeBundle(project, bundling.outfile, bundle);
  const output =
    written.diagnostics.length > 0
      ? null
      : { file: relative(project, bundling.outfile), bytes: written.value };
  return { answer: { routes: infos, diagnostics: [...diagnostics, ...written.diagnostics], output }, files };
}

async function openProject(cwd: string): Promise<Project> {
  const root = await realpath(cwd);
  return { root, cache: path.join(root, ".bunbox"), runtime: RUNTIME };
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
