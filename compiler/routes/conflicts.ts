// Finds routes that cannot exist together, and paths that cannot match.
import { fileStart, relatedFile } from "../place.ts";
import { duplicateUrl } from "../rules/routes/duplicate-url.ts";
import { parameterNamesDiffer } from "../rules/routes/parameter-names-differ.ts";
import { parameterTwice } from "../rules/routes/parameter-twice.ts";
import { catchAllNotLast } from "../rules/routes/catch-all-not-last.ts";
import { report } from "../rules/rule.ts";
import { formatSegment } from "./segments.ts";
import type { Diagnostic, Route, RouteSegment } from "../model.ts";

/** Finds conflicts between routes, and within the path of one. */
export function findConflicts(routes: readonly Route[]): readonly Diagnostic[] {
  const duplicates = groups(routes, urlsOf);
  return [...routes.flatMap(withinPath), ...duplicates.map(duplicate), ...parameterNames(routes, duplicates)];
}

function withinPath(route: Route): readonly Diagnostic[] {
  const place = fileStart(route.file);
  const names = route.segments.filter(({ kind }) => kind !== "static").map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const diagnostics = [...twice].map((name) =>
    report(parameterTwice, place, `${route.path} uses the parameter name \`${name}\` twice`, {
      hint: "Rename one of the two folders.",
    }),
  );
  const segment = route.segments.slice(0, -1).find(({ kind }) => kind !== "static" && kind !== "param");
  if (segment !== undefined) {
    diagnostics.push(
      report(
        catchAllNotLast,
        place,
        `\`${formatSegment(segment)}\` must be the last folder; nothing below it can match`,
        { hint: `Move the route into ${formatSegment(segment)} itself.` },
      ),
    );
  }
  return diagnostics;
}

/** The URLs that a route owns, with parameters made anonymous; an optional one owns its folder's too. */
function urlsOf(route: Route): readonly string[] {
  const url = keyOf(route.segments);
  const last = route.segments.at(-1);
  return last !== undefined && isOptional(last) ? [url, keyOf(route.segments.slice(0, -1))] : [url];
}

function isOptional({ kind }: RouteSegment): boolean {
  return kind === "optionalRest" || kind === "optionalParam";
}

/** The URL that all of them have: that of the folder, if one of them has an optional parameter. */
function sharedUrl(routes: readonly Route[]): string {
  const exact = routes.find(({ segments }) => !segments.slice(-1).some(isOptional));
  if (exact !== undefined) return exact.path;
  const path = routes[0]?.path ?? "";
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

function duplicate(routes: readonly Route[]): Diagnostic {
  const url = sharedUrl(routes);
  const files = routes.map(({ file }) => file);
  const optional = routes.flatMap(({ segments }) => segments.at(-1) ?? []).filter(isOptional);
  const names = optional.map((segment) => `\`${formatSegment(segment)}\``).join(" and ");
  const why = names === "" ? "" : ` ${names} also ${optional.length > 1 ? "answer" : "answers"} ${url}.`;
  return report(
    duplicateUrl,
    fileStart(files.at(-1) ?? ""),
    `${files.join(" and ")} have the same URL ${url}`,
    {
      hint: `Keep one of the ${files.length} files.${why}`,
      related: files.slice(0, -1).map((file) => relatedFile(file, "the same URL")),
    },
  );
}

/** Finds parameters of different names in one URL segment: `rooms/[id]` beside `rooms/[room]/log`. */
function parameterNames(
  routes: readonly Route[],
  duplicates: readonly (readonly Route[])[],
): readonly Diagnostic[] {
  const levels = new Map<string, Map<string, Route[]>>();
  for (const route of routes) {
    for (const [index, segment] of route.segments.entries()) {
      if (segment.kind !== "param" && segment.kind !== "optionalParam") continue;
      const level = keyOf(route.segments.slice(0, index));
      const names = levels.get(level) ?? new Map<string, Route[]>();
      levels.set(level, names);
      names.set(segment.name, [...(names.get(segment.name) ?? []), route]);
    }
  }
  // Two files of one URL are reported as such, whatever the names of their parameters.
  const isDuplicate = (names: ReadonlyMap<string, readonly Route[]>): boolean =>
    duplicates.some((group) => [...names.values()].flat().every((route) => group.includes(route)));
  return [...levels.values()].filter((names) => names.size > 1 && !isDuplicate(names)).map(differentNames);
}

function differentNames(names: ReadonlyMap<string, readonly Route[]>): Diagnostic {
  const list = [...names]
    .map(([name, routes]) => {
      const segment = routes[0]?.segments.find((each) => each.name === name);
      return segment === undefined ? name : formatSegment(segment);
    })
    .join(" and ");
  const files = [...names.values()].flat().map(({ file }) => file);
  const place = fileStart(files.at(-1) ?? "");
  return report(
    parameterNamesDiffer,
    place,
    `${list} match the same URL segment, so they need the same name: ${files.join(", ")}`,
    {
      hint: "Rename the folders so that the parameter has one name.",
      related: files.slice(0, -1).map((file) => relatedFile(file, "another name for the same parameter")),
    },
  );
}

/** Routes that share a key, in groups of two and more, each group once. */
export function groups(
  routes: readonly Route[],
  keysOf: (route: Route) => readonly string[],
): readonly (readonly Route[])[] {
  const byKey = new Map<string, Route[]>();
  for (const route of routes) {
    for (const key of keysOf(route)) byKey.set(key, [...(byKey.get(key) ?? []), route]);
  }
  const shared = [...byKey.values()].filter((group) => group.length > 1);
  return [...new Map(shared.map((group) => [group.map(({ file }) => file).join("\n"), group])).values()];
}

function keyOf(segments: readonly RouteSegment[]): string {
  const keys = { param: "[]", optionalParam: "[[]]", rest: "[...]", optionalRest: "[[...]]" };
  return segments
    .map(({ kind, name }) => (kind === "static" ? encodeURIComponent(name) : keys[kind]))
    .join("/");
}
