// Applies the rules to a sample in process, without a bundler or TypeScript.
import path from "node:path";
import type { Diagnostic, Place, Route } from "../../../compiler/model.ts";
import { applyToFile, applyToHandlers, applyToRoute, rulesToApply } from "../../../compiler/rules/apply.ts";
import { joinedTopics } from "../../../compiler/rules/known-topics.ts";
import type { Sample } from "../../../compiler/rules/samples.ts";
import { formatSegment } from "../../../compiler/routes/segments.ts";
import type { Modules } from "../../../compiler/syntax/exports.ts";
import { mayExport, plainFacts } from "../../../compiler/syntax/export-facts.ts";
import { handlerFunctions } from "../../../compiler/syntax/roles.ts";
import { parse, type Source } from "../../../compiler/syntax/source.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { unmark } from "./unmark.ts";

/** A route of a folder, with the path and the topic that a project would give it. */
function withTopic(folder: string, file?: string): Route {
  const isGuard = file?.endsWith("_guard.ts") === true ? { file, isGuard: true as const } : {};
  const route = { ...routeOf(folder), ...isGuard };
  const pattern = `/ws/${route.segments.map(formatSegment).join("/")}`;
  return { ...route, path: pattern, topic: folder.includes("[") ? null : `ws-${folder}` };
}

/**
 * What is found in a sample's syntax, and which places are marked in it.
 *
 * @param scaled whether several processes run the project
 */
export function findInSyntax(
  sample: Sample,
  scaled = false,
): {
  readonly found: readonly Diagnostic[];
  readonly expected: readonly Place[];
} {
  const { folder, file: own, files, marked } = unmark(sample);
  const sources = new Map<string, Source>([...files].map(([file, text]) => [file, parse(file, text)]));
  const modules = modulesOf(sources);
  const route = withTopic(folder, own);
  const names = mayExport(sources.get(route.file), route);
  const handlers = handlerFunctions(modules, { route, names });
  const routes = [
    ...(route.isGuard === true ? routesBelow(route, [...sources.keys()]) : [route]),
    ...["admin", "rooms/[id]", "files/[...path]", "docs/[[...page]]"]
      .filter((each) => each !== folder)
      .map((each) => withTopic(each)),
  ];
  const joined = (): readonly string[] | null => joinedTopics(modules, [...sources.keys()]);
  return {
    found: [
      ...applyToHandlers({ route, routes, modules, handlers, scaled, shared: () => [...sources.values()] }),
      ...applyToRoute({ route, routes, source: sources.get(route.file) ?? parse(route.file, "") }),
      ...[...sources.values()].flatMap((source) =>
        applyToFile({ source, modules, handlers, scaled, routes, joined }),
      ),
    ],
    expected: marked.map(({ file, range }) => {
      const source = sources.get(file);
      if (source === undefined) throw new Error(`${file} is not a file of the sample`);
      return source.placeOf(range);
    }),
  };
}

/** The routes among a sample's files, with their guards: that of the sample, and those between. */
function routesBelow(guard: Route, files: readonly string[]): readonly Route[] {
  return files
    .filter((file) => file.endsWith("/route.ts"))
    .map((file) => {
      const folder = path.posix.dirname(file);
      const between = files
        .filter((each) => each.endsWith("/_guard.ts") && each !== guard.file)
        .filter((each) => `${folder}/`.startsWith(`${path.posix.dirname(each)}/`))
        .map((each) => withTopic(folder.slice("app/ws/".length), each));
      return { ...withTopic(folder.slice("app/ws/".length)), guards: [guard, ...between] };
    });
}

/** The hint of each finding in a sample's syntax. */
export function hintsOf(sample: Sample): readonly (string | undefined)[] {
  return findInSyntax(sample).found.map(({ hint }) => hint);
}

/** The message of each finding in a sample's syntax. */
export function messagesOf(sample: Sample): readonly string[] {
  return findInSyntax(sample).found.map(({ message }) => message);
}

/** Files that import each other by relative paths. */
export function modulesOf(sources: ReadonlyMap<string, Source>): Modules {
  return {
    sources: { get: (file) => sources.get(file), add: () => undefined },
    resolve(file, specifier) {
      const target = path.posix.join(path.posix.dirname(file), specifier);
      return specifier.startsWith(".") && sources.has(target)
        ? { kind: "file", file: target }
        : { kind: "unknown" };
    },
  };
}

/** Whether the tree of a sample's route is read at all; a handler that is written elsewhere always has it read. */
export function isRead(sample: Sample, scaled = false): boolean {
  return rulesFor(sample, scaled)?.length !== 0;
}

/** Whether a rule is asked about a sample's route. */
export function isAsked(sample: Sample, code: string, scaled = false): boolean {
  return rulesFor(sample, scaled)?.includes(code) ?? true;
}

/** The codes of the rules that may apply; `null` if all of them may. */
function rulesFor(sample: Sample, scaled: boolean): readonly string[] | null {
  const { folder, file, files } = unmark(sample);
  const route = withTopic(folder, file);
  const source = parse(route.file, files.get(route.file) ?? "");
  const names = mayExport(source, route);
  if (plainFacts(source, route, names) === null) return null;
  return rulesToApply({ source, route, names, scaled })?.map(({ code }) => code) ?? null;
}
