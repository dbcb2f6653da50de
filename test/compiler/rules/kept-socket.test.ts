// What a file keeps is looked for once for all routes that have no handler in it, and again for each that has.
import { expect, test } from "bun:test";
import { keptSocket } from "../../../compiler/rules/handlers/kept-socket.ts";
import type { Route } from "../../../compiler/model.ts";
import { functionsOf, mayExport } from "../../../compiler/syntax/export-facts.ts";
import { handlerFunctions } from "../../../compiler/syntax/roles.ts";
import { parse, type Source } from "../../../compiler/syntax/source.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { modulesOf } from "./find-in-syntax.ts";

const SHARED = "app/ws/shared.ts";

const FILES: Readonly<Record<string, string>> = {
  [SHARED]: `const all = new Set();
export function join(ws) { all.add(ws); }
export function relay(ws, ctx) { join(ctx); }`,
  // `join` gets the socket.
  "app/ws/a/route.ts": 'export { join as onOpen } from "../shared.ts";',
  "app/ws/b/route.ts": 'export { join as onOpen } from "../shared.ts";\nexport function onDrain() {}',
  // `join` gets something else.
  "app/ws/c/route.ts": 'import { join } from "../shared.ts";\nexport function onOpen(ws, ctx) { join(ctx); }',
  "app/ws/d/route.ts": 'export { relay as onOpen } from "../shared.ts";',
};

/** How many sockets the routes keep, asked about one after the other. */
function keptBy(...folders: readonly string[]): readonly number[] {
  const sources = new Map<string, Source>(
    Object.entries(FILES).map(([file, text]) => [file, parse(file, text)]),
  );
  const modules = modulesOf(sources);
  return folders.map((folder) => {
    const route: Route = routeOf(folder);
    const names = mayExport(sources.get(route.file)).filter((name) =>
      functionsOf(route).some((each) => each === name),
    );
    const handlers = handlerFunctions(modules, { route, names });
    const shared = () => [...sources.values()];
    return keptSocket.inHandlers({ route, routes: [route], modules, handlers, scaled: false, shared }).length;
  });
}

test("a route keeps a socket only if its own handlers do", () => {
  expect(["a", "b", "c", "d"].map((folder) => keptBy(folder))).toEqual([[1], [1], [0], [0]]);
});

test.each([
  [["a", "d", "a"]],
  [["d", "a", "d"]],
  [["a", "c", "a"]],
  [["c", "a", "c"]],
  [["b", "d", "b"]],
  [["b", "c", "d"]],
])("what a route keeps does not depend on those before it: %j", (folders) => {
  const alone = folders.flatMap((folder) => keptBy(folder));
  expect(keptBy(...folders)).toEqual(alone);
});
