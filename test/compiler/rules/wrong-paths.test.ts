// Which errors are the effect of a wrong path of `RouteOf`.
import { describe, expect, test } from "bun:test";
import type { Diagnostic, Misfit } from "../../../compiler/model.ts";
import { effectsOfPaths } from "../../../compiler/rules/wrong-paths.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { sourcesOf } from "./project.ts";

const FOLDER = "rooms/[id]/[...rest]";
const FILE = `app/ws/${FOLDER}/route.ts`;
const LIBRARY = "app/library.ts";
const TEXT = "ctx.params.id; ctx.params.rest; ctx.params.rooms; ctx.params.other;";
const SOURCES = sourcesOf({ [FILE]: TEXT, [LIBRARY]: TEXT, "app/ws/chat/route.ts": TEXT });

/** An error at a word of a file. */
function errorAt(word: string, code: string, file = FILE): Diagnostic {
  const start = TEXT.indexOf(word);
  const place = SOURCES.get(FILE)?.placeOf({ start, end: start + word.length });
  if (place === undefined) throw new Error("the route has no source");
  return { code, severity: "error", message: "", place: { ...place, file }, related: [] };
}

const WITHOUT_PLACE: Diagnostic = { ...errorAt("id", "BBX2025"), place: null };

/** The path is wrong in a route, in a file beside the routes, and in one that is gone. */
const BROKEN = [
  WITHOUT_PLACE,
  errorAt("id", "BBX2025"),
  errorAt("id", "BBX2025", LIBRARY),
  errorAt("id", "BBX2025", "app/gone.ts"),
  errorAt("id", "BBX2027", "app/ws/chat/route.ts"),
];

const EFFECTS = effectsOfPaths([routeOf("chat"), routeOf(FOLDER)], SOURCES, BROKEN);

describe("an error in a file with a wrong path", () => {
  test.each([
    ["is an effect if the route has the parameter", errorAt("id", "TS2339")],
    ["is an effect if the route has the rest", errorAt("rest", "TS2339")],
    ["is an effect if TypeScript suggests another name", errorAt("id", "TS2551")],
    ["is an effect if bunbox does not know the parameter", errorAt("other", "BBX2035")],
  ])("%s", (_what, error) => {
    expect(EFFECTS.isError(error)).toBe(true);
  });

  test.each([
    ["the route does not have the parameter", errorAt("other", "TS2339")],
    ["the name is a folder that is not a parameter", errorAt("rooms", "TS2339")],
    ["it is another error", errorAt("id", "TS2322")],
    ["the path of the file is right", errorAt("id", "TS2339", "app/ws/chat/route.ts")],
    ["the parameter is unknown where the path is right", errorAt("id", "BBX2035", "app/ws/chat/route.ts")],
    ["the file is not a route", errorAt("id", "TS2339", LIBRARY)],
    ["the file is gone", errorAt("id", "TS2339", "app/gone.ts")],
    ["it has no place", WITHOUT_PLACE],
  ])("is reported if %s", (_what, error) => {
    expect(EFFECTS.isError(error)).toBe(false);
  });
});

const misfit = (change: Partial<Misfit> = {}): Misfit => ({
  route: routeOf(FOLDER),
  handler: "onOpen",
  reason: "",
  blame: { kind: "parameter", index: 1 },
  ...change,
});

describe("a handler that does not fit in a route with a wrong path", () => {
  test("is an effect if it is the context", () => {
    expect(EFFECTS.isMisfit(misfit())).toBe(true);
  });

  test.each([
    ["it is the socket", misfit({ blame: { kind: "parameter", index: 0 } })],
    ["it is the handler as a whole", misfit({ blame: { kind: "whole" } })],
    ["it is a setting", misfit({ handler: "incoming" })],
    ["the path of the route is right", misfit({ route: routeOf("chat") })],
  ])("is reported if %s", (_what, each) => {
    expect(EFFECTS.isMisfit(each)).toBe(false);
  });
});
