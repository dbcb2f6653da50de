// Checks the types of a project in process, as a build does while it bundles.
import path from "node:path";
import type { Graph, Misfit, Outcome, Project, Route, Typed } from "../../../compiler/model.ts";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { guardsOf } from "../../../compiler/guards-of.ts";
import { findRoutes } from "../../../compiler/routes/find-routes.ts";
import { exportsNamedBy } from "../../../compiler/syntax/export-facts.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { openTypes, typecheck, type Types } from "../../../compiler/types/typecheck.ts";
import { REPOSITORY, type TestProject } from "../../support/project.ts";
import { EMPTY_GRAPH } from "../../support/graph.ts";

/** What a build would find out by other means. */
export interface Given {
  readonly types?: Types | null;
  /** Names that nearly are a handler's, by the route's folder. */
  readonly near?: Readonly<Record<string, readonly string[]>>;
  readonly fallback?: string;
  readonly configuration?: readonly string[];
  readonly graph?: Partial<Graph>;
}

/** A time that is never over. */
export const FOREVER = new AbortController().signal;

/** The project as the compiler sees it. */
export function projectOf({ root }: TestProject): Project {
  const runtime = path.join(REPOSITORY, "dist/runtime");
  return { root, cache: path.join(root, ".bunbox"), run: "1", runtime };
}

/** Checks every route that is on the disk. */
export async function checkTypes(
  at: TestProject,
  { types, near = {}, fallback, configuration = [], graph = {} }: Given = {},
): Promise<Outcome<Typed>> {
  const project = projectOf(at);
  const { value: found } = await findRoutes(project, defaultSettings());
  const routes = [...found, ...guardsOf(found)];
  const namesOf = ({ file }: Route): readonly string[] => near[path.basename(path.dirname(file))] ?? [];
  return typecheck(project, types === undefined ? openTypes(project) : types, {
    routes,
    exportsOf: (route) => exportsNamedBy(parse(route.file, route.text), route),
    fallback: fallback ?? null,
    configuration,
    bundled: async () => ({
      graph: { ...EMPTY_GRAPH, reached: routes.map(({ file }) => file), ...graph },
      faulty: false,
      near: new Map(routes.map((route) => [route, namesOf(route)])),
    }),
  });
}

/** `folder handler kind`, and which parameter or how many. */
export function shownMisfit({ route, handler, blame }: Misfit): string {
  const detail =
    blame.kind === "parameter"
      ? ` ${[blame.index, ...(blame.others ?? [])].join(" and ")}`
      : blame.kind === "arity"
        ? ` ${blame.allowed}`
        : "";
  return `${path.basename(path.dirname(route.file))} ${handler} ${blame.kind}${detail}`;
}

/** `code file:line:column`. */
export function shownErrors({ diagnostics }: Outcome<Typed>): readonly string[] {
  return diagnostics.map(({ code, place }) =>
    place === null ? code : `${code} ${place.file}:${place.line}:${place.column}`,
  );
}
