// Checks the reasons for the speed of a build without a clock: which files it reads, and what esbuild asks it about.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { COMMAND, createProject, type TestProject } from "../support/project.ts";

/** How often something happened, by the file or the import that it was about. */
type Counts = Readonly<Record<string, number>>;

/** Loaded before the command: counts the files that it reads itself, and what esbuild asks its plugins. */
const COUNTING = `
const fs = require("node:fs");
const Module = require("node:module");
const counts = { reads: {}, asked: {} };
const add = (of, key) => { of[key] = (of[key] ?? 0) + 1; };
const counted = (read) => (file, ...rest) => {
  if (typeof file === "string") add(counts.reads, file);
  return read(file, ...rest);
};
fs.readFileSync = counted(fs.readFileSync);
fs.promises.readFile = counted(fs.promises.readFile);
Module.syncBuiltinESMExports();
const { _load: load } = Module;
Module._load = function (name, ...rest) {
  const loaded = load.call(this, name, ...rest);
  if (name !== "esbuild") return loaded;
  const asking = (on) => (options, answer) => on(options, (args) => {
    add(counts.asked, args.path);
    return answer(args);
  });
  const watched = ({ setup, ...plugin }) => ({
    ...plugin,
    setup: (build) => setup({ ...build, onResolve: asking(build.onResolve), onLoad: asking(build.onLoad) }),
  });
  return { ...loaded, build: (options) => loaded.build({ ...options, plugins: options.plugins.map(watched) }) };
};
process.on("exit", () => fs.writeFileSync(process.env.COUNTS, JSON.stringify(counts)));
`;

const LIBRARY = "export function parse(text: string) { return JSON.parse(text); }\n";
const FEED = `import { publish } from "@ademattos/bunbox";
import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
import { parse } from "../../lib.ts";
const seen = new Set<string>();
export const onMessage = async (ws: ServerWebSocket, message: string, ctx: WebSocketContext) => {
  seen.add(message);
  publish(ctx.topic, parse(message).text);
};
`;
const ECHO =
  "export function onMessage(ws: { send(text: string): void }, message: string) { ws.send(message); }\n";

async function countsOf(
  project: TestProject,
  ...args: readonly string[]
): Promise<Record<"reads" | "asked", Counts>> {
  await project.write({ "counting.cjs": COUNTING });
  const COUNTS = path.join(project.root, "counts.json");
  const command = ["node", "--require", "./counting.cjs", COMMAND, ...args];
  const { exitCode } = Bun.spawnSync(command, { cwd: project.root, env: { ...process.env, COUNTS } });
  expect(exitCode).toBe(0);
  return Bun.file(COUNTS).json();
}

async function projectOf(feeds: number): Promise<TestProject> {
  const routes = Array.from({ length: feeds }, (_, index) => [`app/ws/feed${index}/route.ts`, FEED]);
  return createProject({
    "app/lib.ts": LIBRARY,
    "app/ws/echo/route.ts": ECHO,
    "app/ws/rooms/[room]/route.ts": ECHO,
    ...Object.fromEntries(routes),
  });
}

/** The counts of files and imports of the project. */
function ownOf(counts: Counts, { root }: TestProject): Counts {
  const own = Object.entries(counts).filter(([file]) => file.startsWith(`${root}/app/`));
  return Object.fromEntries(own.map(([file, times]) => [path.relative(root, file), times]));
}

describe("a project's file is read once, as esbuild and tsc also read it", () => {
  test.each(["build", "check"])("in a %s, and in the next one after an edit", async (command) => {
    await using project = await projectOf(3);
    const once = Object.fromEntries(
      [
        "app/lib.ts",
        ...["echo", "feed0", "feed1", "feed2", "rooms/[room]"].map((each) => `app/ws/${each}/route.ts`),
      ].map((file) => [file, 1]),
    );
    const first = await countsOf(project, command, "--no-typecheck");
    expect(ownOf(first.reads, project)).toEqual(once);
    await project.write({ "app/ws/echo/route.ts": `${ECHO}// edited\n` });
    const second = await countsOf(project, command, "--no-typecheck");
    expect(ownOf(second.reads, project)).toEqual(once);
    // What else a run reads does not grow with the project.
    await using larger = await projectOf(23);
    const { reads } = await countsOf(larger, command, "--no-typecheck");
    expect(Object.keys(reads)).toHaveLength(Object.keys(first.reads).length + 20);
  });
});

test("esbuild asks about the imports of bunbox alone, once per route", async () => {
  await using some = await projectOf(3);
  await using more = await projectOf(23);
  const [{ asked }, larger] = await Promise.all([
    countsOf(some, "build", "--no-typecheck"),
    countsOf(more, "build", "--no-typecheck"),
  ]);
  expect(asked["@ademattos/bunbox"]).toBe(3);
  // What is asked about the runtime depends on its parts, and not on the routes.
  expect(larger.asked).toEqual({ ...asked, "@ademattos/bunbox": 23 });
  expect(Object.keys(asked).filter((name) => /lib|route\.ts/.test(name))).toEqual([]);
});
