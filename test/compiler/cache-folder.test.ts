// Tests that bunbox makes and removes only its own files in the folder .bunbox.
import { describe, expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { runName } from "../../compiler/cache-folder.ts";
import { createProject, openProject, type TestProject } from "../support/project.ts";
import { TYPES_IN_CI } from "../support/sample.ts";

const ROUTE = { "app/ws/route.ts": "export function onMessage() {}\n" };

/** The id of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = Bun.spawn(["true"]);
  await child.exited;
  return child.pid;
}

/** The part of its name by which a file belongs to a process on this machine. */
function runOf(pid: number): string {
  return runName().replace(/^\d+/, String(pid));
}

/** A file or a folder as a run would leave it, many years old unless it is young. */
async function leave(folder: string, kind: string, run: string, ending = "", young = false): Promise<string> {
  const name = `${kind}-${run}-${randomUUID()}${ending}`;
  const file = path.join(folder, name);
  if (kind === "check" || kind === "notes") await mkdir(file);
  else await writeFile(file, "left");
  if (!young) await age(file);
  return name;
}

async function age(file: string): Promise<void> {
  await utimes(file, new Date(0), new Date(0));
}

async function refusalOf(project: TestProject, command: string): Promise<string> {
  const { exitCode, diagnostics } = await project.json([command, "--no-typecheck"]);
  expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([1, ["BBX4002"]]);
  return diagnostics[0]?.message ?? "";
}

// Only root can make a file system of this size.
test.if(process.getuid?.() === 0)("a full disk is a diagnostic, not a crash", async () => {
  await using place = await createProject({});
  const disk = path.join(place.root, "disk");
  await mkdir(disk);
  const mounted = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", disk]);
  if (mounted.exitCode !== 0) return; // in a container without the right to
  try {
    const project = openProject(disk);
    await project.write({ ...ROUTE, "package.json": '{ "type": "module" }' });
    // All but one page.
    await writeFile(path.join(disk, "fill"), "x".repeat(1_000_000)).catch(() => undefined);
    await truncate(path.join(disk, "fill"), (await lstat(path.join(disk, "fill"))).size - 4096);
    const { exitCode, diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
    expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([1, ["BBX4002"]]);
  } finally {
    Bun.spawnSync(["umount", disk]);
  }
});

describe("a cache folder", () => {
  test.each(["build", "check"])(
    "that is a link is refused, and its target is not touched: %s",
    async (command) => {
      await using project = await createProject(ROUTE);
      await using other = await createProject({ "thesis.txt": "thesis" });
      await leave(other.root, "check", runOf(await endedProcess()));
      await age(path.join(other.root, "thesis.txt"));
      const before = await readdir(other.root);
      await symlink(other.root, path.join(project.root, ".bunbox"));
      expect(await refusalOf(project, command)).toBe(
        "The cache folder .bunbox is a link; bunbox writes only into a folder of its own",
      );
      expect(await readdir(other.root)).toEqual(before);
      expect(existsSync(path.join(project.root, "dist"))).toBe(false);
    },
  );

  test.each(["build", "check"])("that is a link to nowhere, or a file, is refused: %s", async (command) => {
    await using project = await createProject(ROUTE);
    const cache = path.join(project.root, ".bunbox");
    await symlink("nowhere", cache);
    expect(await refusalOf(project, command)).toContain("is a link");
    expect(existsSync(path.join(project.root, "nowhere"))).toBe(false);
    await rm(cache);
    await writeFile(cache, "mine");
    expect(await refusalOf(project, command)).toContain("is not a folder");
    expect(await readFile(cache, "utf8")).toBe("mine");
  });

  test("that is new ignores itself in git", async () => {
    await using project = await createProject(ROUTE);
    await project.build("--no-typecheck");
    const cache = path.join(project.root, ".bunbox");
    expect(await readdir(cache)).toEqual([".gitignore"]);
    expect(await readFile(path.join(cache, ".gitignore"), "utf8")).toBe("*\n");
  });

  test("that holds files of others keeps them as they are", async () => {
    await using project = await createProject({
      ...ROUTE,
      ".bunbox/notes.txt": "notes",
      ".bunbox/check-notes/notes.txt": "notes",
      ".bunbox/server-1-2.js": "mine",
    });
    const cache = path.join(project.root, ".bunbox");
    const names = await readdir(cache);
    for (const name of names) await age(path.join(cache, name));
    await project.build();
    expect(await readdir(cache)).toEqual(names);
    await writeFile(path.join(cache, ".gitignore"), "# mine\n");
    await project.build();
    expect(await readFile(path.join(cache, ".gitignore"), "utf8")).toBe("# mine\n");
  });

  test("whose .gitignore is a link keeps it, and the file that it leads to", async () => {
    await using project = await createProject(ROUTE);
    const ignore = path.join(project.root, ".bunbox/.gitignore");
    await mkdir(path.dirname(ignore));
    await symlink("../ignored", ignore);
    await project.build("--no-typecheck");
    expect(await readlink(ignore)).toBe("../ignored");
    expect(existsSync(path.join(project.root, "ignored"))).toBe(false);
  });

  test("loses what ended runs left, and nothing else", async () => {
    await using project = await createProject(ROUTE);
    await using other = await createProject({ "thesis.txt": "thesis" });
    const cache = path.join(project.root, ".bunbox");
    await project.build("--no-typecheck");
    const ended = await endedProcess();
    for (const [kind, ending] of [
      ["check", ""],
      ["config", ".mjs"],
      ["config", ".mjs.json"],
      ["output", ""],
      ["server", ".js"],
    ] as const)
      await leave(cache, kind, runOf(ended), ending, kind === "check");
    // Of another machine, and of version 0.1: bunbox cannot see from here whether they run.
    await leave(cache, "check", `${process.pid}-01234567`);
    await leave(cache, "check", `${process.pid}`);
    const kept = [
      await leave(cache, "check", runOf(process.pid)),
      await leave(cache, "server", runOf(process.pid), ".js"),
      await leave(cache, "check", `${ended}-01234567`, "", true),
      await leave(cache, "notes", runOf(ended)),
      `check-${runOf(ended)}-${randomUUID()}`,
    ];
    await symlink(other.root, path.join(cache, kept[4] ?? ""));
    await project.build("--no-typecheck");
    expect((await readdir(cache)).toSorted()).toEqual([".gitignore", ...kept].toSorted());
    expect((await lstat(path.join(cache, kept[4] ?? ""))).isSymbolicLink()).toBe(true);
    expect(await readFile(path.join(other.root, "thesis.txt"), "utf8")).toBe("thesis");
  });
});
