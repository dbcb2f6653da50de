// Tests that an interrupted build leaves no process, and nothing in .bunbox that the next build does not remove at once.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { COMMAND, createProject, type TestProject } from "../support/project.ts";
import { IN_FULL, some } from "../support/sample.ts";

const ROUTE = "export function onMessage() {}\n";
const DEEP = 20_000;

/** What keeps TypeScript 7 busy for hours, and deaf to SIGTERM. */
const ENDLESS: Readonly<Record<string, string>> = {
  "nested arrays": `export const x = ${"[".repeat(DEEP)}1${"]".repeat(DEEP)};\n`,
  "nested objects": `export const x = ${"{ a: ".repeat(DEEP)}1${"}".repeat(DEEP)};\n`,
  "a type that unfolds without end": `
    type Count<N extends number, T extends unknown[] = []> = T["length"] extends N ? T : Count<N, [...T, N]>;
    type Every = Count<900>[number] | Count<901>[number];
    type Pairs<A extends string, B extends string> = A extends unknown ? (B extends unknown ? \`\${A}\${B}\` : never) : never;
    type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
    type Two = Pairs<Digit, Digit>; type Four = Pairs<Two, Two>;
    export const x: { [K in Four]: { [L in Four]: Every } } = null!;
    export const y: { [K in Four]: { [L in Four]: string } } = x;
  `,
};

const WAYS: Readonly<Record<string, readonly string[]>> = {
  bunbox: ["node_modules/.bin/bunbox", "build"],
  npx: ["npx", "bunbox", "build"],
  "npm run": ["npm", "run", "build"],
  bunx: [process.execPath, "x", "bunbox", "build"],
  "bun run": [process.execPath, "run", "build"],
};

let project: TestProject;

beforeAll(async () => {
  project = await createProject({
    "package.json": '{ "type": "module", "scripts": { "build": "bunbox build" } }',
    "app/ws/route.ts": ENDLESS["nested arrays"] + ROUTE,
  });
  await mkdir(path.join(project.root, "node_modules/.bin"), { recursive: true });
  await chmod(COMMAND, 0o755);
  await symlink(COMMAND, path.join(project.root, "node_modules/.bin/bunbox"));
});

afterAll(() => project[Symbol.asyncDispose]());

/** A process that carries a mark in its environment, which it hands on to all that it starts. */
interface Marked {
  readonly pid: number;
  readonly command: string;
}

/** The processes with a mark that have not ended (Linux: proc(5)). */
function marked(mark: string): readonly Marked[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const [environment, command, status] = ["environ", "cmdline", "status"].map((file) => read(pid, file));
      if (environment?.includes(mark) !== true || /^State:\s+Z/m.test(status ?? "")) return [];
      return [{ pid: Number(pid), command: (command ?? "").replaceAll("\0", " ") }];
    });
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has ended by now
  }
}

/** Starts a build in a session of its own, and waits until TypeScript checks. */
async function begin(
  way: readonly string[],
  spawn: (env: NodeJS.ProcessEnv) => Bun.Subprocess,
): Promise<{ readonly mark: string; readonly child: Bun.Subprocess }> {
  const mark = randomUUID();
  const child = spawn({ ...process.env, npm_lifecycle_event: undefined, BUNBOX_MARK: mark });
  while (!marked(mark).some(({ command }) => /\/tsc -p .*\.bunbox/.test(command))) {
    if (child.exitCode !== null) throw new Error(`${way.join(" ")} ended with ${child.exitCode}`);
    await Bun.sleep(20);
  }
  return { mark, child };
}

async function nothingIsLeft(mark: string): Promise<void> {
  while (marked(mark).length > 0) await Bun.sleep(20);
  await project.bunbox(["build", "--no-typecheck"]);
  expect(readdirSync(path.join(project.root, ".bunbox"))).toEqual([".gitignore"]);
}

describe.if(existsSync("/proc/self/environ"))("a build whose TypeScript does not end", () => {
  const cases: readonly (readonly [string, NodeJS.Signals, "alone" | "group"])[] = [
    ["bunbox", "SIGINT", "alone"],
    ["bunbox", "SIGTERM", "alone"],
    ["bunbox", "SIGHUP", "alone"],
    ["bunbox", "SIGKILL", "alone"],
    ["bunbox", "SIGTERM", "group"],
    ["npx", "SIGTERM", "alone"],
    ["npx", "SIGKILL", "alone"],
    ["npx", "SIGINT", "group"],
    ["npm run", "SIGHUP", "alone"],
    ["npm run", "SIGTERM", "group"],
    ["bunx", "SIGKILL", "alone"],
    ["bunx", "SIGTERM", "alone"],
    ["bun run", "SIGINT", "group"],
    ["bun run", "SIGKILL", "group"],
  ];
  // All of them take half a minute; in CI none is left out.
  for (const [name, signal, target] of some(cases, 6)) {
    test(`ends at once: ${signal} to ${name}${target === "group" ? " and its group" : ""}`, async () => {
      const way = WAYS[name] ?? [];
      const { mark, child } = await begin(way, (env) =>
        Bun.spawn([...way], {
          cwd: project.root,
          env,
          stdio: ["ignore", "ignore", "ignore"],
          detached: true,
        }),
      );
      process.kill(target === "group" ? -child.pid : child.pid, signal);
      await nothingIsLeft(mark);
    });
  }

  for (const name of some(["bunbox", "npx", "bunx"], 3)) {
    test(`ends at once: Ctrl-C in a terminal with ${name}`, async () => {
      const way = WAYS[name] ?? [];
      const { mark, child } = await begin(way, (env) =>
        Bun.spawn([...way], { cwd: project.root, env, terminal: { cols: 80, rows: 24 } }),
      );
      child.terminal?.write("\u0003");
      await nothingIsLeft(mark);
      child.terminal?.close();
    });
  }

  test("ends at once at every other moment too", async () => {
    for (let moment = 10; moment < 400; moment += IN_FULL ? 50 : 250) {
      const mark = randomUUID();
      const child = Bun.spawn(["node", COMMAND, "build"], {
        cwd: project.root,
        env: { ...process.env, BUNBOX_MARK: mark },
        stdio: ["ignore", "ignore", "ignore"],
      });
      // A moment is what is tried here.
      await Bun.sleep(moment);
      child.kill("SIGKILL");
      await nothingIsLeft(mark);
    }
  });

  for (const [what, text] of some(Object.entries(ENDLESS), 3)) {
    test(`is an error after the time that it may take: ${what}`, async () => {
      const mark = randomUUID();
      await using other = await createProject({ "app/ws/route.ts": text + ROUTE });
      const { exitCode, stdout } = await other.bunbox(["check", "--timeout", "1"], {
        env: { BUNBOX_MARK: mark },
      });
      expect([exitCode, stdout]).toEqual([
        1,
        expect.stringContaining("error[BBX4040]: TypeScript did not finish within 1 second\n"),
      ]);
      expect(marked(mark)).toEqual([]);
      expect(readdirSync(path.join(other.root, ".bunbox"))).toEqual([".gitignore"]);
    });
  }
});

describe("--timeout", () => {
  for (const wrong of ["0", "-1", "1.5", "1e3", "soon", "86401"]) {
    test(`does not take ${wrong}`, async () => {
      const { exitCode, stderr } = await project.bunbox(["check", `--timeout=${wrong}`]);
      expect([exitCode, stderr]).toEqual([
        2,
        `bunbox check: --timeout must be a whole number from 1 to 86400; it is "${wrong}"\n`,
      ]);
    });
  }
});
