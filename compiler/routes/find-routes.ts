// Finds the routes of a project: the URL, the topic and the guards of each file, and the conflicts between them.
import path from "node:path";
import { belowBase, fileStart, relatedFile } from "../place.ts";
import { noRoutes } from "../rules/routes/no-routes.ts";
import { illFormedSegment } from "../rules/routes/ill-formed-segment.ts";
import { sharedTopic } from "../rules/routes/shared-topic.ts";
import { report } from "../rules/rule.ts";
import { strayRoutes } from "../rules/stray-routes.ts";
import { openSources } from "../syntax/source.ts";
import type { Diagnostic, NearGuard, Outcome, Project, Route, RouteSegment, Settings } from "../model.ts";
import { findConflicts, groups } from "./conflicts.ts";
import { findFiles, type RouteFile } from "./files.ts";
import { placeGuards } from "./guards.ts";
import { formatSegment, parseFolder } from "./segments.ts";

/** The routes of a project, what looks like a guard, and other scripts. */
export interface FoundRoutes extends Outcome<readonly Route[]> {
  readonly nearGuards: readonly NearGuard[];
  /** Scripts in folders without a route, relative to the project. */
  readonly unrouted: readonly string[];
}

/**
 * Finds the routes of a project.
 *
 * @param settings the folder of the routes, relative to the project, and its URL
 * @returns the routes in the order of their files, those with a conflict included
 */
export async function findRoutes(
  project: Project,
  { routes: folder, base }: Pick<Settings, "routes" | "base">,
): Promise<FoundRoutes> {
  const files = await findFiles(project.root, folder);
  const { routes, guards, near, unrouted } = files.value;
  const parsed = parseFiles(folder, base, routes);
  const titled = withTopics(parsed.value);
  const placed = placeGuards(folder, base, guards, titled.value);
  const diagnostics = [
    ...files.diagnostics,
    ...parsed.diagnostics,
    ...titled.diagnostics,
    ...findConflicts(titled.value),
    ...placed.diagnostics,
  ];
  // A guard without a route is only a warning.
  if (titled.value.length === 0 && diagnostics.every(({ severity }) => severity === "warning")) {
    diagnostics.push(describeNoRoutes(project, folder, unrouted));
  }
  return {
    value: placed.value,
    diagnostics,
    nearGuards: near.map(({ file, why }) => ({ file: path.posix.join(folder, file), why })),
    unrouted,
  };
}

/** Reports that there is no route, at a file that is meant as one. */
function describeNoRoutes(project: Project, folder: string, unrouted: readonly string[]): Diagnostic {
  const [first, ...others] = strayRoutes(openSources(project), unrouted, folder);
  if (first === undefined) {
    const hint = `Create ${folder}/route.ts and export \`onMessage\` from it.`;
    return report(noRoutes, null, `${folder} has no route file`, { hint });
  }
  const { place, hint } = first;
  return report(noRoutes, place, `${folder} has no route file: ${first.message}`, {
    hint,
    related: others.map((each) => ({ place: each.place, message: `not a route either. ${each.hint}` })),
  });
}

type Untitled = Omit<Route, "topic">;

function parseFiles(folder: string, base: string, files: readonly RouteFile[]): Outcome<readonly Untitled[]> {
  const value: Untitled[] = [];
  const illFormed = new Map<string, { readonly problem: string; readonly files: string[] }>();
  for (const { relative, real, text } of files) {
    const file = path.posix.join(folder, relative);
    const folders = relative.split("/").slice(0, -1);
    const segments: RouteSegment[] = [];
    let fine = true;
    for (const [index, name] of folders.entries()) {
      const parsed = parseFolder(name);
      if ("problem" in parsed) {
        const key = folders.slice(0, index + 1).join("/");
        const known = illFormed.get(key) ?? { problem: parsed.problem, files: [] };
        illFormed.set(key, known);
        known.files.push(file);
        fine = false;
        break;
      }
      if (parsed.segment !== null) segments.push(parsed.segment);
    }
    const url = belowBase(base, segments.map(formatSegment));
    if (fine) value.push({ file, path: url, segments, real, text, guards: [] });
  }
  return { value, diagnostics: [...illFormed].map(([key, known]) => illFormedFolder(folder, key, known)) };
}

function illFormedFolder(
  folder: string,
  key: string,
  { problem, files }: { readonly problem: string; readonly files: readonly string[] },
): Diagnostic {
  const [first = "", ...others] = files;
  return report(
    illFormedSegment,
    fileStart(first),
    `The folder name ${path.posix.join(folder, key)} is not valid, because ${problem}`,
    {
      hint: "Write `[name]`, `[[name]]`, `[...name]`, `[[...name]]` or `(group)`.",
      related: others.map((file) => relatedFile(file, "also below this folder")),
    },
  );
}

/**
 * Gives each static route its topic: its names joined with dashes, or its path if another route would have the same topic.
 * A dynamic route's topic is its concrete path, which begins with a slash; joined names never do. Topics begin with `ws`,
 * whatever the base is.
 */
function withTopics(routes: readonly Untitled[]): Outcome<readonly Route[]> {
  const titled = routes.map((route) => ({ ...route, topic: topicOf(route) }));
  const shared = groups(titled, (route) => (route.topic === null ? [] : [route.topic])).filter(
    (group) => new Set(group.map(({ path: url }) => url)).size > 1,
  );
  const clashing = new Set(shared.flat());
  return {
    value: titled.map((route) => (clashing.has(route) ? { ...route, topic: encodedPath(route) } : route)),
    diagnostics: shared.map(describeSharedTopic),
  };
}

function topicOf({ segments }: Untitled): string | null {
  if (segments.some(({ kind }) => kind !== "static")) return null;
  return ["ws", ...segments.map(({ name }) => name)].join("-");
}

function encodedPath({ segments }: Untitled): string {
  return `/ws${segments.map(({ name }) => `/${encodeURIComponent(name)}`).join("")}`;
}

function describeSharedTopic(routes: readonly Route[]): Diagnostic {
  const files = routes.map(({ file }) => file);
  const place = fileStart(files.at(-1) ?? "");
  const message = `${files.join(" and ")} would have the same topic ${routes[0]?.topic}; each gets its path as its topic instead`;
  return report(sharedTopic, place, message, {
    hint: "Use `ctx.topic` everywhere, or rename a folder to keep the short topics.",
    related: files.slice(0, -1).map((file) => relatedFile(file, "the same topic")),
  });
}
