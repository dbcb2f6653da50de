// The path that `RouteOf` gets in a module that several links make routes of.
import { expect, test } from "bun:test";
import { applyToRoute } from "../../../compiler/rules/apply.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { routeOf } from "../../support/naive-matcher.ts";

const [first, second] = ["a", "b"].map((folder) => ({
  ...routeOf(folder),
  path: `/ws/${folder}`,
  real: "/shared/route.ts",
}));

/** The messages for each of the two routes of one module. */
function saidOfBoth(given: string): readonly (readonly string[])[] {
  const text = `import type { RouteOf } from "@ademattos/bunbox";\ntype Route = RouteOf<"${given}">;`;
  const routes = [first, second].filter((route) => route !== undefined);
  return routes.map((route) =>
    applyToRoute({ route, routes, source: parse(route.file, text) }).map(({ message }) => message),
  );
}

test("may be that of any of its routes", () => {
  expect(saidOfBoth("/ws/a")).toEqual([[], []]);
  expect(saidOfBoth("/ws/b")).toEqual([[], []]);
});

test("is reported once if it is that of none", () => {
  expect(saidOfBoth("/ws/c")).toEqual([[`The path of this route is "/ws/a", not "/ws/c"`], []]);
});
