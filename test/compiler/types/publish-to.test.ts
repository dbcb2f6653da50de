// Tests that every supported TypeScript checks calls of `publishTo` against the routes: path, parameters and message.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { createProject, installTypeScript, REPOSITORY, type TestProject } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";
import { RIGHT_CALLS, TARGETS, WRONG_CALLS } from "./verdicts/publish-to.ts";

/** 7.0 is bunbox's own. */
const VERSIONS: Readonly<Record<string, string | null>> = {
  ...(IN_FULL ? { "5.4": "typescript-5.4", "5.9": "typescript-5.9", "6.0": "typescript-6.0" } : {}),
  "7.0": null,
};

const HEAD =
  'import { publishTo, type MessageTo, type RoutePath, type RoutePathParams, type WebSocketContext } from "@ademattos/bunbox";\n' +
  'export type Used = [MessageTo<"">, RoutePath, RoutePathParams<"">, WebSocketContext];\n';

const CALLS = Object.values({ ...RIGHT_CALLS, ...WRONG_CALLS }).map((text) => text.replaceAll(/[«»]/g, ""));

/** A project that publishes from modules that one of the routes imports. */
const FILES: Readonly<Record<string, string>> = {
  "app/lib/types.ts": "export type Outgoing = { left: string };\n",
  "app/lib/plain.ts": "export const limit = 3;\n",
  ...Object.fromEntries(Object.entries(TARGETS).map(([folder, text]) => [`app/ws/${folder}/route.ts`, text])),
  ...Object.fromEntries(CALLS.map((text, index) => [`app/lib/call-${index}.ts`, `${HEAD}${text}\n`])),
  "app/ws/route.ts": `${CALLS.map((_, index) => `import "../lib/call-${index}.ts";`).join("\n")}\nexport function onMessage() {}\n`,
};

/** The marks of the wrong calls. */
const EXPECTED = Object.values(WRONG_CALLS).map((text, index) => {
  const before = `${HEAD}${text}`.split("«")[0]?.split("\n") ?? [];
  const at = Object.keys(RIGHT_CALLS).length + index;
  return `app/lib/call-${at}.ts:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
});

describe("calls of publishTo", () => {
  test("are at least 24, half of them wrong", () => {
    expect(Object.keys(RIGHT_CALLS).length).toBeGreaterThanOrEqual(12);
    expect(Object.keys(WRONG_CALLS).length).toBeGreaterThanOrEqual(12);
  });

  for (const [version, installed] of Object.entries(VERSIONS)) {
    test(`by TypeScript ${version}`, async () => {
      await using project = await createProject(FILES);
      if (installed !== null) await installTypeScript(project, installed);
      const { diagnostics } = await project.json(["check"]);
      expect(diagnostics.map(({ file, line, column }) => `${file}:${line}:${column}`).toSorted()).toEqual(
        EXPECTED.toSorted(),
      );
    });
  }
});

describe("an editor", () => {
  test("checks the parameters, and takes any path", async () => {
    await using project = await createProject({
      "app/ws/a.ts": route('publishTo("/ws/none", {}, 1); publishTo(String("/x"), { a: "1" }, "");'),
      "app/ws/b.ts": route('publishTo("/ws/[room]", { rom: "1" }, 1);'),
    });
    expect(await tsc(project)).toEqual(["app/ws/b.ts(3,57)"]);
  });

  test("knows the routes of the client by a declaration file, and the build needs neither", async () => {
    await using project = await createProject({
      "bunbox.config.ts": 'export default { client: "web/ws.gen.ts" };\n',
      "app/routes.d.ts":
        'import type { Routes } from "../web/ws.gen.ts";\n\ndeclare module "@ademattos/bunbox" {\n  interface BunboxRoutes extends Routes {}\n}\n',
      "app/ws/rooms/[room]/route.ts": route('publishTo("/ws/rooms/[room]", { room: "a" }, { left: "" });'),
    });
    // The client is not written yet.
    await project.build();
    await project.write({
      "app/ws/rooms/[room]/route.ts": route('publishTo("/ws/rooms/[room]", { room: "a" }, { lef: "" });'),
      "app/lib/other.ts":
        'import { publishTo } from "@ademattos/bunbox";\npublishTo("/ws/rooms/[rom]", { room: "a" }, { left: "" });\npublishTo("/ws/rooms/[room]", { room: "a" }, { left: "" });\n',
    });
    expect(await tsc(project)).toEqual(["app/lib/other.ts(2,11)", "app/ws/rooms/[room]/route.ts(3,78)"]);
    // A build knows the route that its client does not have yet.
    await project.write({
      "app/ws/rooms/[room]/route.ts": route('publishTo("/ws/new", {}, 1);'),
      "app/ws/new/route.ts": "export function onMessage() {}\n",
    });
    await project.build();
    expect(await tsc(project)).toEqual(["app/lib/other.ts(2,11)"]);
  });
});

test("a route that does not parse does not make its path unknown", async () => {
  await using project = await createProject({
    "app/ws/a/route.ts": "export function onMessage() {\n",
    "app/ws/b/route.ts":
      'import { publishTo } from "@ademattos/bunbox";\nexport function onMessage() { publishTo("/ws/a", {}, 1); }\n',
  });
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics.map(({ file, code }) => `${file} ${code}`)).toEqual(["app/ws/a/route.ts TS1005"]);
});

/** A route that calls `publishTo`. */
function route(call: string): string {
  return `import { publishTo } from "@ademattos/bunbox";\nexport type Outgoing = { left: string };\nexport function onMessage() { ${call} }\n`;
}

/** Where the project's tsc finds errors, as an editor does. */
async function tsc({ root }: TestProject): Promise<readonly string[]> {
  const child = Bun.spawn(["node", path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js")], {
    cwd: root,
    stdout: "pipe",
  });
  const said = await new Response(child.stdout).text();
  return said.split("\n").flatMap((line) => /^(\S+\(\d+,\d+\)): error/.exec(line)?.[1] ?? []);
}
