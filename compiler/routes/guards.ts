// Gives each route the guards of its folders. Reports two guards in one folder, and guards without a route below them.
import path from "node:path";
import { guardsOf } from "../guards-of.ts";
import { belowBase, fileStart, relatedFile } from "../place.ts";
import { idleGuard } from "../rules/routes/idle-guard.ts";
import { twoGuards } from "../rules/routes/two-guards.ts";
import { report } from "../rules/rule.ts";
import type { Diagnostic, Outcome, Route } from "../model.ts";
import type { RouteFile } from "./files.ts";
import { formatSegment, parseFolder } from "./segments.ts";

/**
 * Gives each route the guards of its folders, from the routes folder down to its own. Two guards in one folder are an error,
 * so that none of them is lost.
 *
 * @param folder the routes folder, relative to the project
 */
export function placeGuards(
  folder: string,
  base: string,
  files: readonly RouteFile[],
  routes: readonly Route[],
): Outcome<readonly Route[]> {
  if (files.length === 0) return { value: routes, diagnostics: [] };
  const byFolder = new Map<string, RouteFile[]>();
  for (const file of files) {
    const own = path.posix.dirname(path.posix.join(folder, file.relative));
    byFolder.set(own, [...(byFolder.get(own) ?? []), file]);
  }
  const guards = new Map<string, Route>();
  const above = (file: string): readonly Route[] =>
    [...guards].flatMap(([at, guard]) => (at === "." || file.startsWith(`${at}/`) ? [guard] : []));
  // A folder comes before those below it.
  for (const own of [...byFolder.keys()].toSorted()) {
    const [first] = byFolder.get(own) ?? [];
    if (first === undefined) continue;
    guards.set(own, guardOf(folder, base, first, above(path.posix.join(folder, first.relative))));
  }
  const value = routes.map((route) => {
    const own = above(route.file);
    return own.length === 0 ? route : { ...route, guards: own };
  });
  const used = new Set(guardsOf(value));
  const idle = [...guards.values()].filter((guard) => !used.has(guard));
  return {
    value,
    diagnostics: [
      ...[...byFolder.values()].filter(({ length }) => length > 1).map((some) => describeTwo(folder, some)),
      ...idle.map(({ file }) =>
        report(
          idleGuard,
          fileStart(file),
          `${file} guards no route: there is none in its folder or below it`,
        ),
      ),
    ],
  };
}

function guardOf(
  folder: string,
  base: string,
  { relative, real, text }: RouteFile,
  guards: readonly Route[],
): Route {
  const segments = relative
    .split("/")
    .slice(0, -1)
    .flatMap((name) => {
      const parsed = parseFolder(name);
      // A name that is not valid is reported at the routes below it.
      return "problem" in parsed || parsed.segment === null ? [] : [parsed.segment];
    });
  const url = belowBase(base, segments.map(formatSegment));
  const file = path.posix.join(folder, relative);
  return { file, path: url, segments, topic: null, real, text, guards, isGuard: true };
}

function describeTwo(folder: string, files: readonly RouteFile[]): Diagnostic {
  const names = files.map(({ relative }) => path.posix.join(folder, relative));
  return report(twoGuards, fileStart(names.at(-1) ?? ""), `${names.join(" and ")} are guards of one folder`, {
    related: names.slice(0, -1).map((file) => relatedFile(file, "the other guard")),
  });
}
