// Imports that mean one file to the bundler, and another to Bun or TypeScript.
import { describe, expect, test } from "bun:test";
import { type Given, hintsOfProject, mapsOf, saidOfProject } from "./project.ts";

const othersOf = (specifier: string, target: string, others: readonly string[], importer = "app/a.ts") =>
  saidOfProject({
    files: {
      [importer]: `import ${JSON.stringify(specifier)};`,
      ...Object.fromEntries([target, ...others].map((file) => [file, "// a file"])),
    },
    imports: { [importer]: { [specifier]: target } },
  }).map((text) => text.replace(/^.* but /, ""));

const withScript = (specifier: string): Given => ({
  files: { "app/a.ts": "", "app/lib.js": "", "app/lib.ts": "" },
  imports: { "app/a.ts": { [specifier]: "app/lib.js", "node:fs": null } },
});

const resolved = (bundled: string | null, checked: string): readonly string[] =>
  saidOfProject({
    files: { "app/a.ts": 'import "lib";' },
    imports: { "app/a.ts": { lib: bundled } },
    typed: { resolved: mapsOf({ "app/a.ts": { lib: checked, other: "other.ts" } }) },
  });

describe("an import that means two files", () => {
  test("is reported if Bun tries another extension first", () => {
    expect(othersOf("./lib", "app/lib.ts", ["app/lib.mts"])).toEqual([
      "`bun run` resolves it to app/lib.mts",
    ]);
    expect(othersOf("./lib", "app/lib.json", ["app/lib.cjs"])).toEqual([
      "`bun run` resolves it to app/lib.cjs",
    ]);
  });

  test("is reported if TypeScript tries another extension first", () => {
    expect(othersOf("./lib", "app/lib.tsx", ["app/lib.ts"])).toEqual([
      "TypeScript resolves it to app/lib.ts",
    ]);
  });

  test("is reported if a file and a folder have its name", () => {
    expect(othersOf("./lib", "app/lib/index.js", ["app/lib.json"])).toEqual([
      "`bun run` resolves it to app/lib.json",
    ]);
    expect(othersOf("./lib/", "app/lib/index.js", ["app/lib.json", "app/lib/index.jsx"])).toEqual([
      "`bun run` resolves it to app/lib/index.jsx",
    ]);
    expect(othersOf(".", "app/index.ts", ["app/index.tsx"])).toEqual([
      "`bun run` resolves it to app/index.tsx",
    ]);
    expect(othersOf("..", "index.ts", ["index.tsx"])).toEqual(["`bun run` resolves it to index.tsx"]);
  });

  test("is reported if a compiled file is beside its source", () => {
    expect(othersOf("./lib.js", "app/lib.js", ["app/lib.ts"])).toEqual([
      "TypeScript resolves it to app/lib.ts",
    ]);
    expect(othersOf("./lib.js", "app/lib.js", ["app/lib.tsx"])).toEqual([
      "TypeScript resolves it to app/lib.tsx",
    ]);
    expect(othersOf("../lib.jsx", "lib.jsx", ["lib.tsx", "lib.ts"])).toEqual([
      "TypeScript resolves it to lib.tsx",
    ]);
    expect(othersOf("./lib.jsx", "app/lib.jsx", ["app/lib.ts"])).toEqual([
      "TypeScript resolves it to app/lib.ts",
    ]);
    expect(othersOf("./lib.mjs", "app/lib.mjs", ["app/lib.mts"])).toEqual([
      "TypeScript resolves it to app/lib.mts",
    ]);
  });

  test.each([
    ["the only file of its name", "./lib", "app/lib.ts", []],
    ["the first file that every tool tries", "./lib", "app/lib.tsx", ["app/lib.js"]],
    ["a file with its extension", "./lib.ts", "app/lib.ts", ["app/lib.tsx"]],
    ["a script without a source beside it", "./lib.js", "app/lib.js", ["app/lib.mts"]],
    ["the source of a script", "./lib.js", "app/lib.ts", ["app/lib.tsx"]],
    ["a package", "lib", "node_modules/lib/index.js", ["node_modules/lib/index.ts"]],
    ["a script of a package", "lib/a.js", "node_modules/lib/a.js", ["node_modules/lib/a.ts"]],
    ["a style sheet", "./lib", "app/lib.css", ["app/lib.ts"]],
  ] as const)("is not reported if it is %s", (_what, specifier, target, others) => {
    expect(othersOf(specifier, target, others)).toEqual([]);
  });

  test("is not reported in a package", () => {
    expect(
      othersOf("./lib", "node_modules/a/lib.ts", ["node_modules/a/lib.tsx"], "node_modules/a/a.ts"),
    ).toEqual([]);
  });

  test("has a hint of its own if it has an extension", () => {
    expect(hintsOfProject(withScript("./lib.js"))).toEqual([
      "Delete the file that you do not need, or import the other one.",
    ]);
    expect(hintsOfProject(withScript("./lib"))).toEqual([
      "Write the extension or the path of the file, or rename one of the two files.",
    ]);
  });

  describe("by the tsconfig", () => {
    test("is reported", () => {
      expect(resolved("lib/a.ts", "lib/b.ts")).toEqual([
        "BBX4011 app/a.ts:1:8 The bundler resolves `lib` to lib/a.ts, but TypeScript resolves it to lib/b.ts",
      ]);
    });

    test("is not reported if both agree, or the bundler or TypeScript has no file to compare", () => {
      expect(resolved("lib/a.ts", "lib/a.ts")).toEqual([]);
      expect(resolved(null, "lib/b.ts")).toEqual([]);
      expect(resolved("lib/a.js", "lib/a.d.ts")).toEqual([]);
      expect(resolved("lib/a.css", "lib/a.d.css.ts")).toEqual([]);
    });
  });
});
