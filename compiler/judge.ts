// Routes in, what each exports and every mistake in them out: the middle chapter of the pipeline.
import { readFileSync } from "node:fs";
import path from "node:path";
import { isOrdinary, staysInPlace } from "./analyse/ordinary.ts";
import { scan } from "./bundle/scan.ts";
import {
  checkAddons,
  checkFallback,
  checkFile,
  checkRoutes,
  withoutEchoes,
  withoutTold,
} from "./check/check.ts";
import { openSyntax } from "./configure.ts";
import type { Graph, Misfit, Outcome, Project, Route, Settings } from "./model.ts";
import { typecheck } from "./typecheck/typecheck.ts";

/** esbuild says what runs and tsc whether it fits, side by side; ts-morph says where, if there is a question. */
export async function judge(
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
  const { fallback } = settings;
  const other = [
    ...checkAddons(graph.addons),
    ...withoutEchoes(scanned.diagnostics, typed.diagnostics),
    ...(fallback === null ? [] : checkFallback(fallback, graph.exports.get(fallback), typed.value)),
  ];
  const topics = routes.flatMap(({ topic }) => (topic === null ? [] : [topic]));
  const suspects = routes.filter((route) => isSuspect(project, route, graph, typed.value, topics));
  const moved = graph.reached.filter((file) => isOwn(file) && !staysInPlace(textOf(project, file)));
  if (suspects.length + moved.length + typed.diagnostics.length === 0)
    return { value: graph, diagnostics: other };

  const analysis = await openSyntax(project, graph.imports);
  const facts = suspects.map((route) => analysis.factsOf(route, graph.exports.get(route.file) ?? []));
  const types = typed.diagnostics.map((each) => analysis.withEnd(each));
  const files = moved.flatMap((file) => checkFile(analysis.hazardsOf(file)));
  const told = withoutTold(checkRoutes(facts, typed.value, routes), types);
  return { value: graph, diagnostics: [...told, ...types, ...files, ...other] };
}

/** A route that does not parse has been told so; its exports are unknown, and nothing more can be said of it. */
function isSuspect(
  project: Project,
  route: Route,
  { exports }: Graph,
  misfits: readonly Misfit[],
  topics: readonly string[],
): boolean {
  const names = exports.get(route.file);
  if (names === undefined) return false;
  if (misfits.some((misfit) => misfit.route.file === route.file)) return true;
  const params = route.segments.map(({ name }) => name);
  const foreign = topics.filter((topic) => topic !== route.topic);
  return !isOrdinary(textOf(project, route.file), names, params, foreign);
}

/** A package's code is not the user's to mend. */
function isOwn(file: string): boolean {
  return !file.includes("node_modules/") && /\.[cm]?[jt]sx?$/.test(file);
}

function textOf({ root }: Project, file: string): string {
  try {
    return readFileSync(path.join(root, file), "utf8");
  } catch {
    return ""; // gone since it was found: tsc and esbuild say so
  }
}
