// Compiles a project in memory: what a build, a rebuild and a test have in common.
import path from "node:path";
import type { RouteInfo } from "../runtime/route.ts";
import type { BundleOptions } from "./graph/bundle.ts";
import { checkBunfig } from "./bunfig.ts";
import { inOrder } from "./check/check.ts";
import { checkAwaited } from "./check/awaited.ts";
import { checkErased } from "./check/erased.ts";
import { checkExtensions } from "./check/extension.ts";
import { nearNames } from "./check/handlers.ts";
import { checkPackages } from "./check/packages.ts";
import { withoutSilenced } from "./check/silenced.ts";
import { checkClient, clientOf } from "./client.ts";
import { checkPaths } from "./configure.ts";
import { fileReaders } from "./file-readers.ts";
import { judge } from "./judge.ts";
import type { Bundle, Client, Diagnostic, Outcome, Place, Project, Settings } from "./model.ts";
import { routeInfo } from "./plan/plan.ts";
import { lookUp } from "./project.ts";
import { findRoutes } from "./routes/find-routes.ts";
import { survey } from "./survey.ts";
import { handlersNamedBy } from "./syntax/facts.ts";
import { specifierPlace } from "./syntax/places.ts";
import { openSources } from "./syntax/source.ts";
import { typecheck, type Types } from "./types/typecheck.ts";

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

/** Compiles a project. What is wrong with its settings comes first. */
export async function assemble(
  project: Project,
  { value: settings, diagnostics: wrongSettings }: Outcome<Settings>,
  { bundling, types, wantsClient }: AssemblyOptions,
): Promise<Assembly> {
  const found = await findRoutes(project, settings.routes);
  const routes = found.value;
  const sources = openSources(project);
  for (const { file, text } of routes) sources.add(file, text);
  // tsc takes longest and is started first; esbuild finds what runs and bundles it meanwhile.
  const typing = typecheck(project, types, {
    routes,
    handlersOf: ({ file }) => handlersNamedBy(sources.get(file)),
    fallback: settings.fallback,
    async bundled() {
      const { value } = await surveying;
      return { graph: value.graph, near: new Map(value.facts.map((each) => [each.route, nearNames(each)])) };
    },
  });
  const surveying = survey(project, routes, settings, sources, bundling);
  const [surveyed, typed, bunfig] = await Promise.all([surveying, typing, checkBunfig(project)]);
  const { graph, bundle } = surveyed.value;
  const placeOf = (file: string, specifier: string): Place => specifierPlace(sources, file, specifier);
  const mistakes = [
    ...wrongSettings,
    ...found.diagnostics,
    ...checkPaths(project, routes, settings),
    ...checkClient(project, settings, graph, sources),
    ...checkExtensions(graph, lookUp(project), placeOf),
    ...checkPackages(graph, await fileReaders(project, graph, bundle), placeOf),
    ...checkAwaited(graph, sources, placeOf),
    ...bunfig,
    ...checkErased(graph, typed.value, sources),
    ...judge(routes, settings, surveyed, typed),
  ];
  const diagnostics = withoutSilenced(inOrder(mistakes), sources);
  const failed = hasError(diagnostics);
  const client = failed || !wantsClient ? null : await clientOf(project, routes, settings, sources);
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
