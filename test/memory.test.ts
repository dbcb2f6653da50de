// A build whose files are all as they were takes the answer of the last one; whatever else changes, it finds out anew.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { CHANGES, FILES, OUTPUT } from "./memory/changes.ts";
import { createProject, type Ran, settle, type TestProject } from "./support/project.ts";

let project: TestProject;

beforeAll(async () => {
  project = await createProject(FILES);
  // Files are changed before a run that remembers them, not in the same instant.
  await settle(project.root);
  await project.build();
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

/** Whether a build takes the answer of the last one: then it does not write the output anew. */
async function recalls(...args: readonly string[]): Promise<boolean> {
  const before = await stat(path.join(project.root, OUTPUT));
  await project.build(...args);
  return (await stat(path.join(project.root, OUTPUT))).ino === before.ino;
}

function timeless({ stdout, stderr, exitCode }: Ran): string {
  return `${exitCode}\n${stdout.replace(/ in \d+ ms/, "")}${stderr}`;
}

test("nothing has changed: the answer of the last run", async () => {
  expect(await recalls()).toBe(true);
  expect(await recalls()).toBe(true);
});

test("a file that was only touched has not changed", async () => {
  const file = path.join(project.root, "app/ws/echo/route.ts");
  await utimes(file, new Date(), new Date());
  expect(await recalls()).toBe(true);
});

for (const [what, change] of CHANGES) {
  test(`${what}: the same answer as without a memory`, async () => {
    await apply(change);
    await settle(project.root);
    const remembering = timeless(await project.bunbox(["build"]));
    const output = await read(OUTPUT);
    await rm(path.join(project.root, ".bunbox"), { recursive: true });
    const forgetful = timeless(await project.bunbox(["build"]));
    expect(remembering).toBe(forgetful);
    expect(await read(OUTPUT)).toBe(output);
    // And back again.
    for (const name of Object.keys(change)) await rm(path.join(project.root, name), { force: true });
    await rm(path.join(project.root, "app/node_modules"), { recursive: true, force: true });
    await rm(path.join(project.root, "app/ws"), { recursive: true });
    await project.write(FILES);
    await settle(project.root);
    await project.build();
  });
}

test("other flags and another environment are other questions", async () => {
  expect(await recalls("--minify")).toBe(false);
  expect(await recalls("--minify")).toBe(true);
  expect(await recalls("--sourcemap", "none")).toBe(false);
  expect(await recalls()).toBe(false);
  const { stdout } = await project.bunbox(["build"], { env: { APP_PORT: "4567" } });
  expect(stdout).toStartWith("Built");
  expect(await read(OUTPUT)).toContain("port: 4567");
});

test("a source map that is gone is written again", async () => {
  await settle(project.root);
  await project.build("--sourcemap", "linked");
  expect(await recalls("--sourcemap", "linked")).toBe(true);
  await rm(path.join(project.root, `${OUTPUT}.map`));
  await project.build("--sourcemap", "linked");
  expect(await read(`${OUTPUT}.map`)).not.toBeNull();
  await rm(path.join(project.root, `${OUTPUT}.map`));
});

test("a file of the same size and time is read all the same", async () => {
  await project.build();
  const file = path.join(project.root, "app/lib/index.ts");
  const { atime, mtime } = await stat(file);
  await writeFile(file, (await readFile(file, "utf8")).replace("lib/index", "lib/INDEX"));
  await utimes(file, atime, mtime);
  await project.build();
  expect(await read(OUTPUT)).toContain("lib/INDEX");
});

test("a folder that cannot be listed, and links that lead nowhere, are nobody's matter", async () => {
  await mkdir(path.join(project.root, "data/node_modules"), { recursive: true });
  await symlink("nowhere", path.join(project.root, "data/link"));
  await symlink("nowhere", path.join(project.root, "data/node_modules/@scope"));
  await writeFile(path.join(project.root, "app/node_modules"), "a file");
  await settle(project.root);
  await project.build();
  expect(await recalls()).toBe(true);
});

test.each([
  [
    "a nested tsconfig that inherits from a package",
    "app/tsconfig.json",
    '{ "extends": "@base/tsconfig/tsconfig.json" }',
  ],
  [
    "a tsconfig that looks beyond the project",
    "tsconfig.json",
    FILES["tsconfig.json"].replace('"strict":true', '"strict":true,"paths":{"beyond/*":["../beyond/*"]}'),
  ],
])("%s is not watched, and nothing is remembered of it", async (_what, name, text) => {
  await apply({ [name]: text });
  await settle(project.root);
  await project.build();
  expect(await recalls()).toBe(false);
  await rm(path.join(project.root, name));
  await project.write(FILES);
});

test("check and build remember each for itself", async () => {
  await settle(project.root);
  for (let time = 0; time < 2; time += 1) {
    await project.build();
    expect((await project.bunbox(["check"])).exitCode).toBe(0);
  }
  expect(await recalls()).toBe(true);
});

async function apply(change: Readonly<Record<string, string | null>>): Promise<void> {
  for (const [name, text] of Object.entries(change)) {
    const file = path.join(project.root, name);
    if (text === null) await rm(file);
    else {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}

async function read(name: string): Promise<string | null> {
  const file = path.join(project.root, name);
  return existsSync(file) ? readFile(file, "utf8") : null;
}
