// Which guards a route has, and what is reported of guards.
import { describe, expect, test } from "bun:test";
import type { Route } from "../../../compiler/model.ts";
import type { RouteFile } from "../../../compiler/routes/files.ts";
import { placeGuards } from "../../../compiler/routes/guards.ts";
import { routeOf } from "../../support/naive-matcher.ts";

function guard(relative: string): RouteFile {
  return { relative, real: `/real/${relative}`, text: `// ${relative}` };
}

function place(guards: readonly string[], routes: readonly Route[], folder = "app/ws") {
  const { value, diagnostics } = placeGuards(folder, "/ws", guards.map(guard), routes);
  return {
    value,
    guarded: value.map((route) => route.guards.map(({ file }) => file)),
    said: diagnostics.map(({ code, message, place: at }) => `${code} ${at?.file ?? ""} ${message}`),
    related: diagnostics.flatMap(({ related }) => related.map((each) => each.place.file)),
  };
}

const ROUTES = ["chat", "rooms/[id]", "roomsAndMore"].map(routeOf);

describe("a project", () => {
  test("without guards keeps its routes as they are", () => {
    expect(place([], ROUTES).value).toBe(ROUTES);
  });

  test("with a guard keeps the routes that it does not guard as they are", () => {
    const { value, guarded } = place(["rooms/_guard.ts"], ROUTES);
    expect(guarded).toEqual([[], ["app/ws/rooms/_guard.ts"], []]);
    expect(value[0]).toBe(ROUTES[0]);
    expect(value[1]).not.toBe(ROUTES[1]);
  });

  test("may have its routes in its own folder", () => {
    const routes = [{ ...routeOf("chat"), file: "chat/route.ts" }];
    expect(place(["_guard.ts", "chat/_guard.ts"], routes, ".").guarded).toEqual([
      ["_guard.ts", "chat/_guard.ts"],
    ]);
  });
});

describe("a route", () => {
  test("has the guards of its folders, the outermost first, each with those above it", () => {
    const { value, guarded, said } = place(["rooms/[id]/_guard.ts", "_guard.ts", "rooms/_guard.mjs"], ROUTES);
    expect(guarded).toEqual([
      ["app/ws/_guard.ts"],
      ["app/ws/_guard.ts", "app/ws/rooms/_guard.mjs", "app/ws/rooms/[id]/_guard.ts"],
      ["app/ws/_guard.ts"],
    ]);
    const [outer, middle, inner] = value[1]?.guards ?? [];
    expect(inner?.guards).toEqual([outer, middle].flatMap((each) => each ?? []));
    expect(outer?.guards).toEqual([]);
    expect(said).toEqual([]);
  });

  test("has only the first of two guards in one folder, which are an error", () => {
    const { guarded, said, related } = place(["rooms/_guard.js", "rooms/_guard.ts"], ROUTES);
    expect(guarded[1]).toEqual(["app/ws/rooms/_guard.js"]);
    expect(said).toEqual([
      "BBX1011 app/ws/rooms/_guard.ts app/ws/rooms/_guard.js and app/ws/rooms/_guard.ts are guards of one folder",
    ]);
    expect(related).toEqual(["app/ws/rooms/_guard.js"]);
  });
});

describe("a guard", () => {
  test("without a route below it is reported", () => {
    expect(place(["_guard.ts", "room/_guard.ts"], ROUTES).said).toEqual([
      "BBX1014 app/ws/room/_guard.ts app/ws/room/_guard.ts guards no route: there is none in its folder or below it",
    ]);
  });

  test.each([
    ["rooms/[id]", "/ws/rooms/[id]"],
    ["(team)/rooms", "/ws/rooms"],
    ["[id/rooms", "/ws/rooms"],
    ["", "/ws"],
  ])("of the folder %p has the path %s, without groups and names that are not valid", (folder, path) => {
    const route = { ...routeOf("chat"), file: `app/ws/${folder}/a/route.ts` };
    const [only] = place([folder === "" ? "_guard.ts" : `${folder}/_guard.ts`], [route]).value;
    expect(only?.guards).toMatchObject([{ path, topic: null, isGuard: true }]);
  });
});
