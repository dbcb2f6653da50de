// What the tools have said of the routes in, every mistake in them out: the third chapter of the pipeline.
import { readFileSync } from "node:fs";
import path from "node:path";
import { asynchronousIn, isOrdinary, staysInPlace } from "./analyse/ordinary.ts";
import {
  checkAddons,
  checkFallback,
  checkFile,
  checkRoutes,
  withoutEchoes,
  withoutTold,
} from "./check/check.ts";
import { openSyntax } from "./configure.ts";
import type { Diagnostic, Graph, Outcome, Project, Route, Settings, Typed } from "./model.ts";

/** esbuild has said what runs and tsc whether it fits; ts-morph says where, if there is a question. */
export async function judge(
  project: Project,
  routes: readonly Route[],
  { fallback }: Settings,
  { value: graph, diagnostics: faults }: Outcome<Graph>,
  { value: { misfits }, diagnostics: typeErrors }: Outcome<Typed>,
): Promise<readonly Diagnostic[]> {
  const other = [
    ...checkAddons(graph.addons),
    ...withoutEchoes(faults, typeErrors),
    ...(fallback === null ? [] : checkFallback(fallback, graph.exports.get(fallback), misfits)),
  ];
  const known = new Map(routes.map(({ file, text }) => [file, text]));
  const own = graph.reached.filter(isOwn);
  const texts = new Map(own.map((file) => [file, known.get(file) ?? textOf(project, file)]));
  const topics = new Set(routes.flatMap(({ topic }) => (topic === null ? [] : [topic])));
  const asynchronous = new Set([...texts.values()].flatMap(asynchronousIn));
  const wrong = new Set(misfits.map(({ route }) => route.file));
  // A route that does not parse has been told so; its exports are unknown, and nothing more can be said of it.
  const suspects = routes.filter((route) => {
    const names = graph.exports.get(route.file);
    if (names === undefined) return false;
    return wrong.has(route.file) || !isOrdinary(route, names, topics, asynchronous);
  });
  const moved = own.filter((file) => !staysInPlace(texts.get(file) ?? ""));
  if (suspects.length + moved.length + typeErrors.length === 0) return other;

  const analysis = await openSyntax(project, graph.imports);
  const facts = suspects.map((route) => analysis.factsOf(route, graph.exports.get(route.file) ?? []));
  const types = typeErrors.map((each) => analysis.withEnd(each));
  const files = moved.flatMap((file) => checkFile(analysis.hazardsOf(file)));
  const told = withoutTold(checkRoutes(facts, misfits, routes), types);
  return [...told, ...types, ...files, ...other];
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
