// Which files of a routes folder may be meant as guards, in which order.
import { expect, test } from "bun:test";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findFiles } from "../../../compiler/routes/files.ts";

const exec = promisify(execFile);

/** The files below `app/ws` that may be meant as guards. */
async function nearIn(...files: readonly string[]): Promise<readonly string[]> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-files-")));
  try {
    for (const file of ["chat/route.ts", ...files]) {
      await mkdir(path.dirname(path.join(root, "app/ws", file)), { recursive: true });
      await writeFile(path.join(root, "app/ws", file), "");
    }
    const { near } = (await findFiles(root, "app/ws")).value;
    return near.map(({ file, why }) => `${why}: ${file}`);
  } finally {
    await rm(root, { recursive: true });
  }
}

test("a route or a guard that is a pipe is reported, and not waited for; a link to one too", async () => {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-files-")));
  try {
    for (const folder of ["a", "b", "c"]) await mkdir(path.join(root, "app/ws", folder), { recursive: true });
    await exec("mkfifo", [path.join(root, "app/ws/a/route.ts"), path.join(root, "app/ws/b/_guard.ts")]);
    await symlink("../a/route.ts", path.join(root, "app/ws/b/route.ts"));
    await symlink("/dev/null", path.join(root, "app/ws/c/route.ts"));
    const { value, diagnostics } = await findFiles(root, "app/ws");
    expect(value).toMatchObject({ routes: [], guards: [] });
    expect(diagnostics.map(({ message }) => message)).toEqual(
      ["a/route.ts", "b/route.ts", "c/route.ts", "b/_guard.ts"].map(
        (file) => `app/ws/${file} cannot be read: it is a pipe, a socket or a device`,
      ),
    );
  } finally {
    await rm(root, { recursive: true });
  }
});

test("a folder whose name is not UTF-8 is reported", async () => {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-files-")));
  try {
    for (const name of ["caf\xe9", "_caf\xe9"]) {
      const folder = Buffer.concat([Buffer.from(`${root}/app/ws/`), Buffer.from(name, "latin1")]);
      await mkdir(folder, { recursive: true });
      await writeFile(Buffer.concat([folder, Buffer.from("/route.ts")]), "");
    }
    await mkdir(path.join(root, "app/ws/\ufffd"));
    await writeFile(path.join(root, "app/ws/\ufffd/route.ts"), "");
    const { value, diagnostics } = await findFiles(root, "app/ws");
    expect(value.routes.map(({ relative }) => relative)).toEqual(["\ufffd/route.ts"]);
    expect(diagnostics).toMatchObject([
      { code: "BBX1008", message: "app/ws/caf\ufffd cannot be read: its name is not UTF-8" },
    ]);
  } finally {
    await rm(root, { recursive: true });
  }
});

test("the index of a folder that is named like a guard is near, and no other", async () => {
  expect(
    await nearIn("_guard/index.ts", "_guard/main.ts", "chat/guards/index.mjs", "chat/index.ts", "index.js"),
  ).toEqual(["name: _guard/index.ts", "name: chat/guards/index.mjs"]);
  expect(await nearIn("_lib/guard/index.ts", "chat/_lib/guard.ts", ".x/_guard/index.ts")).toEqual([]);
});

test("files that are near are in the order of their names", async () => {
  expect(await nearIn("chat/middleware.ts", "chat/admin.guard.ts", "a/guard.ts", "b/guard.ts")).toEqual([
    "name: a/guard.ts",
    "name: b/guard.ts",
    "word: chat/admin.guard.ts",
    "name: chat/middleware.ts",
  ]);
});

test("a name that differs from another in case alone is not near as well", async () => {
  expect(await nearIn("_guard.ts", "_Guard.ts", "a/_Guard.ts", "b/x.ts", "b/X.ts")).toEqual([
    "name: a/_Guard.ts",
  ]);
});
