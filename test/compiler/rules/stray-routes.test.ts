// Files below the folder of the routes that are meant as routes, and files that are not.
import { describe, expect, test } from "bun:test";
import { findInProject, type Given } from "./project.ts";

const HANDLER = "export function onMessage() {}\n";

/** What is said of a file in a folder without a route; other folders have one. */
function saidOf(file: string, text = HANDLER, change: Partial<Given> = {}): readonly (string | undefined)[] {
  return findInProject({
    files: { [file]: text },
    unrouted: [file],
    routes: ["chat"],
    graph: { reached: [] },
    ...change,
  }).flatMap(({ code, place, message, hint }) => [
    `${code} ${place?.line}:${place?.column} ${message}`,
    hint,
  ]);
}

function exporting(file: string, ending = ".ts"): string {
  return `BBX1015 1:17 app/ws/${file} exports \`onMessage\`, but it is not a route, because it is not named \`route${ending}\``;
}

describe("a file that exports a handler", () => {
  test.each([
    ["clock/index.ts", "Rename it to app/ws/clock/route.ts."],
    ["clock/routes.ts", "Rename it to app/ws/clock/route.ts."],
    ["clock/Route.ts", "Rename it to app/ws/clock/route.ts."],
    ["clock/clock.ts", "Rename it to app/ws/clock/route.ts."],
    ["clock/Clock.handlers.ts", "Rename it to app/ws/clock/route.ts."],
    ["index.ts", "Rename it to app/ws/route.ts."],
    ["clock.ts", "Move it to app/ws/clock/route.ts."],
    ["[id].ts", "Move it to app/ws/[id]/route.ts."],
    ["rooms/lobby.ts", "Rename it to app/ws/rooms/route.ts, or move it to app/ws/rooms/lobby/route.ts."],
  ])("is to be a route: %s", (file, hint) => {
    expect(saidOf(`app/ws/${file}`)).toEqual([exporting(file), hint]);
  });

  test("keeps its ending", () => {
    expect(saidOf("app/ws/clock/index.mjs")).toEqual([
      exporting("clock/index.mjs", ".mjs"),
      "Rename it to app/ws/clock/route.mjs.",
    ]);
  });

  test("is marked at its first handler", () => {
    const text =
      "export type A = 1;\nconst f = () => {};\nexport { f as onClose };\nexport const onOpen = f;";
    expect(saidOf("app/ws/clock/index.ts", text)[0]).toStartWith(
      "BBX1015 3:15 app/ws/clock/index.ts exports `onClose`",
    );
  });

  test.each<[string, Partial<Given>]>([
    ["a route imports it", { graph: { reached: ["app/ws/shared/index.ts"] } }],
    ["a file does not parse, so that its imports are not known", { graph: { broken: new Set(["a.ts"]) } }],
    ["there is no route at all, which is reported", { routes: [] }],
    ["its folder has a route", { unrouted: [] }],
  ])("is right if %s", (_what, change) => {
    expect(saidOf("app/ws/shared/index.ts", HANDLER, change)).toEqual([]);
  });
});

describe("a file without a handler", () => {
  test.each(["rout", "routes", "ruote", "roue", "ROUTE", "Route"])("is to be a route: %s.ts", (name) => {
    expect(saidOf(`app/ws/clock/${name}.ts`, "export const a = 1;")).toEqual([
      `BBX1015 1:1 app/ws/clock/${name}.ts is not a route, because it is not named \`route.ts\``,
      "Rename it to app/ws/clock/route.ts.",
    ]);
  });

  test.each([
    ["router.ts", "export const a = 1;"],
    ["roots.ts", "export const a = 1;"],
    ["index.ts", "export function send() {}"],
    ["types.ts", "export type onMessage = () => void;"],
    ["names.ts", 'export { type onOpen } from "./types.ts";'],
    ["chat.ts", "function onMessage() {}\nonMessage();"],
    ["text.ts", "// export function onMessage() {}"],
  ])("is right: %s", (name, text) => {
    expect(saidOf(`app/ws/clock/${name}`, text)).toEqual([]);
  });
});

test("a file that has gone is not reported", () => {
  expect(saidOf("app/ws/clock/index.ts", HANDLER, { files: {} })).toEqual([]);
});
