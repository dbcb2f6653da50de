// Compiles a project in memory by running the phases in order. A build, `bunbox dev` and a test use it.
import type { RouteInfo } from "../runtime/route.ts";
import { checkBunfig } from "./bunfig.ts";
import type { Configured } from "./configure.ts";
import { describeClient } from "./describe-client.ts";
import type { BundleOptions } from "./graph/bundle.ts";
import { tracePackages } from "./graph/traced.ts";
import { fileReaders } from "./file-readers.ts";
import type { LinkedRoutes } from "./link-routes.ts";
import type { Bundle, Client, Diagnostic, Project, Settings } from "./model.ts";
import { withOptionHint } from "./option-hints.ts";
import { withOtherProjects } from "./other-projects.ts";
import { routeInfo } from "./plan/plan.ts";
import { absoluteIn, relativeTo } from "./place.ts";
import { lookUp } from "./project.ts";
import { findRoutes } from "./routes/find-routes.ts";
import { guardsOf } from "./guards-of.ts";
import { nearNames } from "./rules/near-handler.ts";
import { inOrder, withoutWrongOptions } from "./rules/once.ts";
import { withoutSilenced } from "./rules/silenced.ts";
import { exportsNamedBy } from "./syntax/export-facts.ts";
import { openSources } from "./syntax/source.ts";
import { typecheck, type Types } from "./types/typecheck.ts";

/** A compiled project. Nothing is written yet. */
export interface Compilation {
  readonly routes: readonly RouteInfo[];
  /** In order, without warnings that comments silence. */
  readonly diagnostics: readonly Diagnostic[];
  /** `null` if there is an error. */
  readonly bundle: Bundle | null;
  /** Absolute paths of the files that packages outside the bundle load or read. */
  readonly traced: readonly string[];
  /** `null` if there is an error, or the project does not want a client. */
  readonly client: Client | null;
  /** Absolute paths of everything that was read. */
  readonly files: ReadonlySet<string>;
  /** The names of packages that imports ask for, and that are not installed. */
  readonly absent: readonly string[];
  /** The tsconfig that TypeScript used, relative to the project; `null` if there is none, or it checked nothing. */
  readonly tsconfig: string | null;
  /** For the inspector. */
  readonly refusals: LinkedRoutes["refusals"];
}

/** How to compile a project whose settings are known. */
export interface ProjectOptions {
  readonly settings: Settings;
  readonly bundling: BundleOptions;
  /** TypeScript, already started; `null` skips its checks. */
  readonly types: Types | null;
  /** Whether the typed client will be written. Describing its messages needs the syntax. */
  readonly wantsClient: boolean;
}

/**
 * Compiles a project. tsc takes longest: it is started before the routes are linked, which would keep this thread busy, and
 * before the modules of the later phases are loaded, which takes 40 ms. esbuild bundles at the same time.
 */
export async function compileProject(
  project: Project,
  { config, diagnostics: wrongSettings, files: configuration }: Configured,
  { settings, bundling, types, wantsClient }: ProjectOptions,
): Promise<Compilation> {
  const found = await findRoutes(project, settings);
  const routes = found.value;
  const read = [...routes, ...guardsOf(routes)];
  const sources = openSources(project);
  for (const { file, text } of read) sources.add(file, text);
  let linking: Promise<LinkedRoutes> | undefined;
  const linkOnce = (): Promise<LinkedRoutes> =>
    (linking ??= import("./with-rules.ts").then(({ link }) =>
      link(project, routes, settings, sources, bundling),
    ));
  const typing = typecheck(project, types, {
    routes: read,
    exportsOf: (route) => exportsNamedBy(sources.get(route.file), route),
    fallback: settings.fallback,
    configuration: configuration.map((file) => relativeTo(project, file)),
    async bundled() {
      const { graph, facts, faults } = await linkOnce();
      const near = new Map(facts.map((each) => [each.route, nearNames(each)]));
      return { graph, faulty: faults.length > 0, near };
    },
  });
  const [typed, bunfig] = await Promise.all([typing, checkBunfig(project)]);
  const linked = await linkOnce();
  const readers = await fileReaders(project, linked.graph, linked.bundle);
  // `bunbox dev` runs beside the installed packages, and must not wait for the tracer at each save.
  const traced = bundling.runner === "dev" ? [] : await tracePackages(project, linked.bundle?.external ?? []);
  const { diagnose } = await import("./with-rules.ts");
  const outside = new Set(traced.map((file) => relativeTo(project, file)));
  const known = {
    ...linked,
    routes,
    nearGuards: found.nearGuards,
    settings,
    unrouted: found.unrouted,
    config,
    types: typed,
    exists: lookUp(project),
    readers,
    outside,
  };
  const mistakes = [
    ...wrongSettings,
    ...(config === null ? withOtherProjects(project, settings.routes, found.diagnostics) : found.diagnostics),
    ...bunfig,
    ...withoutWrongOptions(diagnose(known), wrongSettings).map((each) =>
      withOptionHint(sources, config, each),
    ),
  ];
  const certain = withoutSilenced(inOrder(mistakes), sources);
  const failed = hasError(certain);
  const described =
    failed || !wantsClient
      ? { value: null, diagnostics: [] }
      : await describeClient(project, routes, settings, sources);
  const client = described.value;
  const diagnostics = withoutSilenced(inOrder([...certain, ...described.diagnostics]), sources);
  const { graph, bundle } = linked;
  return {
    routes: routes.map((route) => routeInfo(route, graph.exports.get(route.file) ?? [])),
    diagnostics,
    bundle: failed ? null : bundle,
    traced,
    client,
    files: new Set([
      ...read.map(({ real }) => real),
      ...[...graph.reached, ...(client?.sources ?? [])].map((file) => absoluteIn(project.root, file)),
      ...typed.value.files,
    ]),
    absent: graph.absent,
    tsconfig: typed.value.tsconfig?.file ?? null,
    refusals: linked.refusals,
  };
}

/** Whether an error must stop the build. */
export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
