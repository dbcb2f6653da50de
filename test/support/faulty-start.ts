// Tests that a server does not start while an export that must be a function is none, alone and in an app that imports it.
import { expect, test } from "bun:test";
import path from "node:path";
import { createProject } from "./project.ts";

/**
 * Adds both tests.
 *
 * @param files the project
 * @param messages what is wrong with it, one line each
 */
export function testFaultyStart(files: Readonly<Record<string, string>>, messages: readonly string[]): void {
  test("is one line each, and exit 1", async () => {
    await using project = await createProject(files);
    await project.build();
    const text = messages.map((message) => `bunbox error: ${message}\n`).join("");
    await expect(project.serve()).rejects.toThrow(`the server ended with 1:\n${text}`);
  });

  test("fails the start of an app that imports the server", async () => {
    await using project = await createProject({
      ...files,
      "app.ts":
        'await import("./dist/server.js").catch(({ message }) => console.log(message));\nprocess.exit(3);',
    });
    await project.build();
    const child = Bun.spawnSync([process.execPath, path.join(project.root, "app.ts")]);
    expect([child.exitCode, String(child.stderr), String(child.stdout)]).toEqual([
      3,
      "",
      `${messages.join("\n")}\n`,
    ]);
  });
}
