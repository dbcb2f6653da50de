// Settings in, every mistake and the server in memory out: what a build, a rebuild and a test have in common.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { RouteInfo } from "../runtime/route.ts";
import type { BundleOptions } from "./bundle/bundle.ts";
import { inOrder } from "./check/check.ts";
import { withoutSilenced } from "./check/silenced.ts";
import { checkClient, clientOf } from "./client.ts";
import { checkPaths } from "./configure.ts";
import { judge } from "./judge.ts";
import type { Bundle, Client, Diagnostic, Outcome, Project, Settings } from "./model.ts";
import { routeInfo } from "./plan/plan.ts";
import { findRoutes } from "./routes/find-routes.ts";
import { survey } from "./survey.ts";
import { typecheck, type Types } from "./typecheck/typecheck.ts";

/** A project, compiled and not written. */
export interface Assembly {
  readonly routes: readonly RouteInfo[];
  /** In order, without what comments silence. */
  readonly diagnostics: readonly Diagnostic[];
  /** `null` where there is an error. */
  readonly bundle: Bundle | null;
  /** `null` where there is an error, or none is wanted. */
  readonly client: Client | null;
  /** Absolute paths of everything that was read. */
  readonly files: ReadonlySet<string>;
}

/** How to compile a project whose settings are known. */
export interface AssemblyOptions {
  readonly bundling: BundleOptions;
  /** TypeScript, started already; `null` leaves it out. */
  readonly types: Types | null;
  /** Whether the typed client will be written: describing its messages takes the syntax. */
  readonly wantsClient: boolean;
}

/** Compiles a project. Settings that were found wrong have told so already; their diagnostics are the first. */
export async function assemble(
  project: Project,
  { value: settings, diagnostics: told }: Outcome<Settings>,
  { bundling, types, wantsClient }: AssemblyOptions,
): Promise<Assembly> {
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
  const surveying = survey(project, routes, settings, bundling);
  const [surveyed, typed] = await Promise.all([surveying, typing]);
  const { graph, bundle } = surveyed.value;
  const surveyedGraph = { value: graph, diagnostics: surveyed.diagnostics };
  const judged = await judge(project, routes, settings, surveyedGraph, typed);
  const clashes = await checkPaths(project, routes, settings);
  const circles = await checkClient(project, settings, graph);
  const mistakes = [...told, ...found.diagnostics, ...clashes, ...circles, ...judged];
  const diagnostics = withoutSilenced(inOrder(mistakes), (file, line) => lineOf(project, file, line));
  const failed = hasError(diagnostics);
  const client = failed || !wantsClient ? null : await clientOf(project, routes, settings);
  return {
    routes: routes.map((route) => routeInfo(route, graph.exports.get(route.file) ?? [])),
    diagnostics,
    bundle: failed ? null : bundle,
    client,
    files: new Set([
      ...routes.map(({ real }) => real),
      ...[...graph.reached, ...(client?.sources ?? [])].map((file) => path.join(project.root, file)),
      ...typed.value.files,
    ]),
  };
}

/** Whether a build must stop. */
export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

function lineOf({ root }: Project, file: string, line: number): string | undefined {
  try {
    return readFileSync(path.join(root, file), "utf8").split(/\r?\n/)[line - 1];
  } catch {
    return undefined; // gone since: nothing in it silences anything
  }
}
