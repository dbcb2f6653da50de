// What bunbox reads from the project's tsconfig.
import { describe, expect, test } from "bun:test";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import {
  isStrict,
  type ProjectConfig,
  readProjectConfig,
  showProjectConfig,
} from "../../../compiler/types/tsconfig.ts";
import { findTypeScript, type TypeScript } from "../../../compiler/types/typescript.ts";
import { createProject, REPOSITORY, type TestProject } from "../../support/project.ts";
import { FOREVER } from "./check-types.ts";

const SEVEN = typeScript();
const SIX: TypeScript = { ...SEVEN, version: "6.0.3" };
const FIVE: TypeScript = {
  version: "5.4.5",
  command: "node",
  args: [path.join(REPOSITORY, "node_modules/typescript-5.4/lib/tsc.js")],
  until: FOREVER,
};

function typeScript(): TypeScript {
  const found = findTypeScript("/", FOREVER);
  if (found === null) throw new Error("bunbox has no TypeScript");
  return found;
}

/** What TypeScript says of a project's tsconfig. */
async function read(
  project: TestProject,
  { folder = ".", typescript = SEVEN }: { readonly folder?: string; readonly typescript?: TypeScript } = {},
): Promise<ProjectConfig> {
  const root = path.join(project.root, folder);
  const shown = await showProjectConfig(typescript, root);
  return readProjectConfig(typescript, root, shown, [
    path.join(root, "app/a.ts"),
    path.join(root, "app/b.ts"),
  ]);
}

const APP = { "app/a.ts": "", "app/b.ts": "" };

describe("a project's tsconfig", () => {
  test("is read with what it extends, and names its files", async () => {
    await using project = await createProject({
      ...APP,
      "base.json": '{ "compilerOptions": { "noUnusedLocals": true } }',
      "tsconfig.json": '{ "extends": "./base.json", "include": ["app"] }',
    });
    expect(await read(project)).toEqual({
      file: path.join(project.root, "tsconfig.json"),
      files: [path.join(project.root, "app/a.ts"), path.join(project.root, "app/b.ts")],
      compilerOptions: { noUnusedLocals: true },
      errors: [],
    });
  });

  test("may name files outside of its folder", async () => {
    await using project = await createProject({
      "shared/c.ts": "",
      "inner/app/a.ts": "",
      "inner/tsconfig.json": '{ "include": ["app", "../shared"] }',
    });
    const { files } = await read(project, { folder: "inner" });
    expect(files.map((file) => path.relative(project.root, file)).toSorted()).toEqual([
      "inner/app/a.ts",
      "shared/c.ts",
    ]);
  });

  test("is the nearest one upwards", async () => {
    await using project = await createProject({
      "tsconfig.json": '{ "compilerOptions": { "strict": true } }',
    });
    await mkdir(path.join(project.root, "packages/inner"), { recursive: true });
    await project.write({ "packages/inner/app/a.ts": "" });
    const config = await read(project, { folder: "packages/inner" });
    expect(config.file).toBe(path.join(project.root, "tsconfig.json"));
    expect(config.compilerOptions).toEqual({ strict: true });
  });

  test("need not be there", async () => {
    await using project = await createProject(APP);
    await rm(path.join(project.root, "tsconfig.json"));
    expect(await showProjectConfig(SEVEN, project.root)).toBeNull();
    expect(await read(project)).toEqual({
      file: null,
      files: [],
      compilerOptions: { strict: true },
      errors: [],
    });
  });

  for (const typescript of [FIVE, SEVEN]) {
    test(`may match no file, says ${typescript.version}`, async () => {
      await using project = await createProject({ "tsconfig.json": '{ "include": ["nothing"] }' });
      expect(await read(project, { typescript })).toEqual({
        file: path.join(project.root, "tsconfig.json"),
        files: [],
        compilerOptions: {},
        errors: [],
      });
    });
  }

  test("may be wrong, which TypeScript 7 says only when it checks", async () => {
    await using project = await createProject({ ...APP, "tsconfig.json": '{ "extends": "./missing.json" }' });
    const { file, files, errors } = await read(project, { typescript: FIVE });
    expect(file).toBe(path.join(project.root, "tsconfig.json"));
    expect(files).toEqual([]);
    expect(errors.map(({ code }) => code)).toEqual(["TS5083"]);
    expect((await read(project)).errors).toEqual([]);
  });
});

describe("a tsconfig that refers to others", () => {
  const files = {
    ...APP,
    "lib/a.ts": "",
    "lib.json": '{ "include": ["lib"], "compilerOptions": { "strict": false } }',
    "app/tsconfig.json": '{ "include": ["a.ts"], "compilerOptions": { "strict": true } }',
  };
  const REFERENCES = [{ path: "./missing" }, { path: "./lib.json" }, { path: "./app" }];

  test("stands for the one that has a route", async () => {
    const tsconfig = JSON.stringify({ files: [], references: REFERENCES });
    await using project = await createProject({ ...files, "tsconfig.json": tsconfig });
    expect(await read(project)).toMatchObject({
      file: path.join(project.root, "app/tsconfig.json"),
      files: [path.join(project.root, "app/a.ts")],
      compilerOptions: { strict: true },
    });
  });

  test("stands for itself if it has files, or if no other has a route", async () => {
    const own = JSON.stringify({ files: ["lib/a.ts"], references: REFERENCES });
    await using project = await createProject({ ...files, "tsconfig.json": own });
    expect(await read(project)).toMatchObject({
      file: path.join(project.root, "tsconfig.json"),
      files: [path.join(project.root, "lib/a.ts")],
    });
    const others = JSON.stringify({ files: [], references: REFERENCES.slice(0, 2) });
    await project.write({ "tsconfig.json": others });
    expect(await read(project)).toMatchObject({ file: path.join(project.root, "tsconfig.json"), files: [] });
  });
});

/** A tsconfig with these options. */
function configWith(
  compilerOptions: ProjectConfig["compilerOptions"],
  file: string | null = "/p/tsconfig.json",
): ProjectConfig {
  return { file, files: [], compilerOptions, errors: [] };
}

describe("an option of strict", () => {
  const cases: readonly (readonly [ProjectConfig["compilerOptions"], TypeScript, boolean])[] = [
    [{ strict: true }, FIVE, true],
    [{ strict: false }, SEVEN, false],
    [{ strict: true, strictNullChecks: false }, SEVEN, false],
    [{ strict: false, strictNullChecks: true }, SEVEN, true],
    [{ strictFunctionTypes: true }, FIVE, false],
    // TypeScript 6 made it the default.
    [{}, FIVE, false],
    [{}, SIX, true],
  ];
  for (const [options, typescript, expected] of cases) {
    test(`is ${expected ? "on" : "off"} with ${JSON.stringify(options)} in ${typescript.version}`, () => {
      expect(isStrict(configWith(options), "strictNullChecks", typescript)).toBe(expected);
    });
  }
});
