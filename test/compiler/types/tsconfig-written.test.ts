// What the contract takes from the project's tsconfig, and what it sets itself.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { contractConfig, type ProjectConfig } from "../../../compiler/types/tsconfig.ts";
import type { TypeScript } from "../../../compiler/types/typescript.ts";
import { createProject } from "../../support/project.ts";
import { FOREVER } from "./check-types.ts";

const FIVE: TypeScript = { version: "5.4.5", command: "tsc", args: [], until: FOREVER };
const SEVEN: TypeScript = { ...FIVE, version: "7.0.2" };

/** A tsconfig with these options. */
function configWith(
  compilerOptions: ProjectConfig["compilerOptions"],
  file: string | null = "/p/tsconfig.json",
): ProjectConfig {
  return { file, files: [], compilerOptions, errors: [] };
}

/** The contract's tsconfig, as data. */
function contractOf(
  project: ProjectConfig,
  typescript = SEVEN,
  overlaid: readonly string[] = [],
): { readonly compilerOptions: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>> {
  return JSON.parse(contractConfig(project, ["/p/a.ts"], typescript, overlaid));
}

describe("the contract's tsconfig", () => {
  test("extends the project's, and names every file", () => {
    expect(contractOf(configWith({ strict: false }))).toMatchObject({
      extends: "/p/tsconfig.json",
      files: ["/p/a.ts"],
      include: [],
      references: [],
      compilerOptions: { noEmit: true, allowJs: true, outDir: null },
    });
    expect(contractOf(configWith({ strict: false })).compilerOptions).not.toHaveProperty("strict");
  });

  test("has Bun's defaults without one", () => {
    const contract = contractOf(configWith({}, null));
    expect(contract).not.toHaveProperty("extends");
    expect(contract.compilerOptions).toMatchObject({ strict: true, module: "preserve", jsx: "react-jsx" });
  });

  test("has a jsx for routes that are .tsx, if the project has none", () => {
    expect(contractOf(configWith({})).compilerOptions["jsx"]).toBe("preserve");
    expect(contractOf(configWith({ jsx: "react" })).compilerOptions).not.toHaveProperty("jsx");
  });

  test("sets back only what the project has set, and what its TypeScript knows", () => {
    const contract = contractOf(configWith({ noCheck: true, moduleSuffixes: [".ios", ""] }));
    expect(contract.compilerOptions).toMatchObject({ noCheck: false, moduleSuffixes: [""] });
    expect(contract.compilerOptions).not.toHaveProperty("noResolve");
    expect(contract.compilerOptions["isolatedDeclarations"]).toBe(false);
    const old = contractOf(configWith({}), FIVE).compilerOptions;
    expect(old).not.toHaveProperty("isolatedDeclarations");
    expect(old).not.toHaveProperty("noCheck");
  });

  test("adds the folders that TypeScript treats as one to those of the project", () => {
    const overlaid = ["/", "/links"];
    const rootDirsOf = (options: ProjectConfig["compilerOptions"], file?: null): unknown =>
      contractOf(configWith(options, file), SEVEN, overlaid).compilerOptions["rootDirs"];
    expect(rootDirsOf({ rootDirs: ["./app", "/made"] })).toEqual(["/p/app", "/made", ...overlaid]);
    expect(rootDirsOf({})).toEqual(overlaid);
    expect(rootDirsOf({}, null)).toEqual(overlaid);
    expect(contractOf(configWith({ rootDirs: ["./app"] })).compilerOptions).not.toHaveProperty("rootDirs");
  });
});

/** The options of the contract that depend on a folder. */
async function optionsOf(base: string, shown: ProjectConfig["compilerOptions"]): Promise<object> {
  await using project = await createProject({
    "tsconfig.json": '{ "extends": "./config/base.json" }',
    "config/base.json": base,
  });
  const file = path.join(project.root, "tsconfig.json");
  const { compilerOptions } = contractOf(configWith(shown, file));
  const chosen = ["baseUrl", "rootDirs", "typeRoots", "paths"].flatMap((name) =>
    compilerOptions[name] === undefined ? [] : [[name, compilerOptions[name]]],
  );
  return JSON.parse(JSON.stringify(Object.fromEntries(chosen)).replaceAll(project.root, "ROOT"));
}

describe("an option with ${configDir}, which TypeScript shows relative to the tsconfig", () => {
  const PATHS = { "@/*": ["./app/*"], "/abs": ["/elsewhere"] };

  test("is written out, as are the others", async () => {
    const base = '{ "compilerOptions": { "rootDirs": ["${configDir}/app"] } }';
    expect(await optionsOf(base, { rootDirs: ["./app", "./made"], baseUrl: "./src" })).toEqual({
      baseUrl: "ROOT/src",
      rootDirs: ["ROOT/app", "ROOT/made"],
    });
    expect(await optionsOf(base, { typeRoots: ["./types"], paths: PATHS })).toEqual({
      typeRoots: ["ROOT/types"],
      paths: { "@/*": ["ROOT/app/*"], "/abs": ["/elsewhere"] },
    });
    expect(await optionsOf(base, { rootDirs: null, paths: null })).toEqual({ rootDirs: null });
  });

  test("is written out from the file that sets `paths`", async () => {
    const base = '{ "compilerOptions": { "paths": {}, "typeRoots": ["${configDir}/types"] } }';
    expect(await optionsOf(base, { paths: PATHS })).toEqual({
      paths: { "@/*": ["ROOT/config/app/*"], "/abs": ["/elsewhere"] },
    });
  });

  test("is needed: otherwise the contract inherits all of them", async () => {
    expect(await optionsOf("{}", { rootDirs: ["./app"], paths: PATHS })).toEqual({});
  });
});
