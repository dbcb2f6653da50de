// What a build knows of the runtime's name-keeping calls: the same as the tree has, and enough to parse little.
import { expect, test } from "bun:test";
import path from "node:path";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { emitEntry } from "../../../compiler/emit/entry.ts";
import { settingsOf } from "../../../compiler/graph/bundle.ts";
import { runEsbuild } from "../../../compiler/graph/esbuild.ts";
import { type KnownNames, rangesIn, readKnownNames } from "../../../compiler/graph/known-names.ts";
import { nameEdits } from "../../../compiler/graph/names.ts";
import { planServer } from "../../../compiler/plan/plan.ts";
import { findRoutes } from "../../../compiler/routes/find-routes.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { createProject, REPOSITORY } from "../../support/project.ts";

const RUNTIME = path.join(REPOSITORY, "dist/runtime");
const KNOWN = readKnownNames(RUNTIME);

/** esbuild's output before it is edited. */
async function outputOf(route: string, settings = defaultSettings(), minify = false): Promise<string> {
  await using app = await createProject({ "app/ws/a/route.ts": route, "app/ws/[id]/route.ts": route });
  const project = { root: app.root, cache: app.root, run: "", runtime: RUNTIME };
  const { value: routes } = await findRoutes(project, settings);
  const plan = planServer(routes, () => ({ names: ["onMessage"], live: [] }), settings);
  const options = {
    outfile: path.join(app.root, "dist/server.js"),
    minify,
    sourcemap: "none",
    runner: "itself",
    isWritten: false,
    external: [],
  } as const;
  const built = await runEsbuild(
    settingsOf(project, { prelude: "", entry: emitEntry(plan, "itself"), topics: "" }, options),
  );
  return built.outputFiles[0]?.text ?? "";
}

/** The texts of the runtime that would be parsed. */
function unknownIn(code: string, known: KnownNames): readonly string[] {
  const texts: string[] = [];
  const part = { start: code.indexOf("_begin;") + "_begin;".length, end: code.indexOf("bunboxRuntime_end;") };
  rangesIn(known, code, part, (text) => {
    texts.push(text);
    return [];
  });
  return texts;
}

const PLAIN = "export function onMessage(ws, message) { ws.send(message); }";
// Names that variables in functions of the runtime have: esbuild renames these.
const TAKEN =
  "export function onMessage(ws) { ws.send(`${server}${route}${code}`); }\nlet server = 1, route = 2, code = 3;";
const METRICS = { ...defaultSettings(), server: { ...defaultSettings().server, metrics: true } };

test.each([
  ["a plain route", PLAIN, defaultSettings(), false],
  ["a route that takes names of the runtime", TAKEN, defaultSettings(), false],
  ["another form of the runtime", PLAIN, METRICS, false],
  ["a minified output", PLAIN, defaultSettings(), true],
])("the edits of %s are the same whatever is known", async (_what, route, settings, minify) => {
  const source = parse("server.js", await outputOf(route, settings, minify));
  const edits = nameEdits(source, KNOWN);
  expect(edits.length).toBeGreaterThan(100);
  expect(edits).toEqual(nameEdits(source, {}));
  // Without a comment between its modules, the runtime is parsed as a whole.
  const whole = source.text.replaceAll(/^\/\/ (.*\/dist\/runtime\/.*)$/gm, "/*$1*/");
  expect(nameEdits(parse("server.js", whole), {}).length).toBe(edits.length);
});

test("nearly all of the runtime is known, whichever modules are in the output", async () => {
  for (const settings of [defaultSettings(), METRICS]) {
    const code = await outputOf(PLAIN, settings);
    expect(unknownIn(code, {}).length).toBeGreaterThan(20);
    expect(unknownIn(code, KNOWN).length).toBeLessThan(3);
  }
});

test("a module in another form is not known", async () => {
  const code = await outputOf(TAKEN);
  expect(unknownIn(code, KNOWN).length).toBeGreaterThan(unknownIn(await outputOf(PLAIN), KNOWN).length);
});
