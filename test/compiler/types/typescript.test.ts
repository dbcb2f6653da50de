// Which TypeScript checks a project: its own, or bunbox's.
import { describe, expect, test } from "bun:test";
import { realpath, symlink } from "node:fs/promises";
import path from "node:path";
import { findTypeScript, isAtLeast } from "../../../compiler/types/typescript.ts";
import { createProject, REPOSITORY, type TestProject } from "../../support/project.ts";
import { FOREVER } from "./check-types.ts";

const MODULES = path.join(REPOSITORY, "node_modules");
const NATIVE = `@typescript/typescript-${process.platform}-${process.arch}`;

async function withPackage(text: string): Promise<TestProject> {
  const project = await createProject({ "package.json": "{}" });
  await project.write({ "node_modules/typescript/package.json": text });
  return project;
}

describe("a version", () => {
  const versions: readonly (readonly [string, boolean])[] = [
    ["5.4.5", true],
    ["5.4.0-beta", true],
    ["5.10.1", true],
    ["5.3.3", false],
    ["6.0.3", true],
    ["4.9.5", false],
    ["6", true],
    ["5", false],
    ["undefined", false],
  ];
  for (const [version, expected] of versions) {
    test(`${version} is ${expected ? "at least 5.4" : "older than 5.4"}`, () => {
      expect(isAtLeast(version, 5, 4)).toBe(expected);
    });
  }
});

describe("the TypeScript of a project", () => {
  test("is bunbox's own if the project has none", async () => {
    await using project = await createProject({});
    const own = findTypeScript(project.root, FOREVER);
    expect(own?.version).toMatch(/^7\./);
    // Started directly, the executable saves the start of node.
    expect(own?.args).toEqual([]);
    expect(own?.command).toBe(path.join(await realpath(path.join(MODULES, NATIVE)), "lib/tsc"));
  });

  test("is the installed one from 5.4 on, which node runs", async () => {
    for (const name of ["typescript-5.4", "typescript-6.0"]) {
      await using project = await createProject({});
      await symlink(path.join(MODULES, name), path.join(project.root, "node_modules/typescript"));
      const tsc = path.join(await realpath(path.join(MODULES, name)), "lib/tsc.js");
      expect(findTypeScript(project.root, FOREVER)).toMatchObject({ command: process.execPath, args: [tsc] });
    }
  });

  const incomplete: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "has no package for this machine": {},
    "has no executable in it": { [`node_modules/${NATIVE}/package.json`]: "{}" },
  };
  for (const [what, files] of Object.entries(incomplete)) {
    test(`is run by node where it ${what}`, async () => {
      await using project = await withPackage('{ "version": "7.0.0" }');
      await project.write(files);
      const args = [path.join(project.root, "node_modules/typescript/lib/tsc.js")];
      expect(findTypeScript(project.root, FOREVER)).toEqual({
        version: "7.0.0",
        command: process.execPath,
        args,
        until: FOREVER,
      });
    });
  }

  test("is its own executable from 7 on", async () => {
    await using project = await withPackage('{ "version": "7.0.0" }');
    const executable = `node_modules/${NATIVE}/lib/tsc`;
    await project.write({ [`node_modules/${NATIVE}/package.json`]: "{}", [executable]: "" });
    const command = path.join(project.root, executable);
    expect(findTypeScript(project.root, FOREVER)).toEqual({
      version: "7.0.0",
      command,
      args: [],
      until: FOREVER,
    });
  });

  test("never is the executable of another installation", async () => {
    await using project = await withPackage('{ "version": "6.0.0" }');
    await project.write({
      [`node_modules/${NATIVE}/package.json`]: "{}",
      [`node_modules/${NATIVE}/lib/tsc`]: "",
    });
    expect(findTypeScript(project.root, FOREVER)?.command).toBe(process.execPath);
  });

  for (const [what, text] of [
    ["an older one", '{ "version": "5.3.3" }'],
    ["one without a version", "{}"],
    ["one that is not an object", "null"],
    ["one that does not parse", "{"],
  ] as const) {
    test(`is bunbox's own in place of ${what}`, async () => {
      await using project = await withPackage(text);
      expect(findTypeScript(project.root, FOREVER)?.version).toMatch(/^7\.0\.[1-9]/);
    });
  }
});
