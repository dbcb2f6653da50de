// Tests which default imports are all of `module.exports`, and how an output says so; commonjs.test.ts asks Bun.
import { describe, expect, test } from "bun:test";
import type { Metafile } from "esbuild";
import { interopEdits } from "../../../compiler/graph/interop.ts";
import { editText } from "../../../compiler/graph/source-map.ts";
import { importedWhole, importsOf } from "../../../compiler/graph/whole-defaults.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { createProject } from "../../support/project.ts";
import { projectOf } from "../types/check-types.ts";

type Kind = Metafile["inputs"][string]["imports"][number]["kind"];

const leafOf = (format: "cjs" | "esm"): Metafile["inputs"][string] => ({ bytes: 1, imports: [], format });

/** What esbuild says of an ES module that imports CommonJS files. */
function metafileOf(files: readonly string[], kind: Kind = "import-statement"): Metafile {
  const imports = [...files, "esm.js", "outside"].map((path) => ({ path, kind }));
  return {
    inputs: {
      ...Object.fromEntries(files.map((file) => [file, leafOf("cjs")])),
      "esm.js": leafOf("esm"),
      "main.js": { bytes: 1, imports, format: "esm" },
    },
    outputs: {},
  };
}

describe("the package.json that says whether a CommonJS file is imported whole", () => {
  const FILES = ["x.cjs", "a/x.cjs", "a/b/x.cjs"];
  const whole: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
    [{ "package.json": '{ "name": "p", "type": "module" }' }, FILES],
    [{ "package.json": '{ "type": "module" }' }, ["x.cjs"]],
    [{ "package.json": '{ "name": "", "type": "module" }' }, ["x.cjs"]],
    [{ "package.json": '{ "name": 1, "type": "module" }' }, ["x.cjs"]],
    [
      { "package.json": '{ "name": "p", "type": "commonjs" }', "a/package.json": '{ "type": "module" }' },
      ["a/x.cjs"],
    ],
    [
      { "package.json": '{ "name": "p" }', "a/package.json": '{ "name": "a", "type": "module" }' },
      FILES.slice(1),
    ],
    [{ "package.json": '{ "name": "p", "type": "module" }', "a/package.json": '{ "name": "a" }' }, ["x.cjs"]],
    [{ "package.json": '{ "name": "p", "type": "module" }', "a/package.json": "{}" }, ["x.cjs", "a/b/x.cjs"]],
    [{ "package.json": '{ "name": "p", "type": "module" }', "a/package.json": "broken" }, FILES],
    [{ "package.json": '{ "name": "p", "type": "module" }', "a/package.json": "null" }, FILES],
    [{}, []],
  ];
  for (const [files, expected] of whole) {
    test(JSON.stringify(files), async () => {
      await using project = await createProject(files);
      expect(importedWhole(projectOf(project), metafileOf(FILES))).toEqual([...expected]);
      expect(importedWhole(projectOf(project), metafileOf(FILES, "dynamic-import"))).toEqual([...expected]);
      expect(importedWhole(projectOf(project), metafileOf(FILES, "require-call"))).toEqual([]);
    });
  }
});

const HELPER = `var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
`;
const MARK = "bunboxRuntime_begin;\n";
const WRAPPED = `var require_a = __commonJS({
  "a.cjs"(exports) {}
});
var require_b = __commonJS({
  "b.cjs"(exports) {}
});
`;
const USES = `var a = __toESM(require_a(), 1);
var again = __toESM(require_a());
var b = __toESM(require_b(), 1);
var other = __toEsm(require_a(), 1), third = __toESM(require_c(), 1), fourth = __toESM(require_a, 1), fifth = __toESM((0, require_a)(), 1);
function inner(require_a) { return __toESM(require_a(), 1); }
`;
const CONDITION = '!mod || !mod.__esModule || !("default" in mod) ?';

function edited(code: string, whole: readonly string[]): string {
  return editText(
    code,
    interopEdits(parse("server.js", code), whole).toSorted((a, b) => a.start - b.start),
  );
}

describe("an output", () => {
  test("marks the imports of these files, and of no others", () => {
    const source = parse("server.js", `${WRAPPED}${USES}`);
    const texts = (files: readonly string[]): readonly string[] =>
      importsOf(source, files).map(({ start, end }) => source.text.slice(start, end));
    expect(texts(["a.cjs"])).toEqual(["__toESM(require_a(), 1)", "__toESM(require_a())"]);
    expect(texts(["a.cjs", "b.cjs"])).toHaveLength(3);
    expect(texts(["c.cjs"])).toEqual([]);
  });

  test("asks for the mark if there is one", () => {
    const code = `${HELPER}${MARK}${WRAPPED}${USES}`;
    const plain = code
      .replace("isNodeMode || !mod || !mod.__esModule ?", CONDITION)
      .replace("__getProtoOf(mod)", "null");
    expect(edited(code, [])).toBe(plain);
    expect(edited(code, ["c.cjs"])).toBe(plain);
    expect(edited(code, ["b.cjs"])).toBe(
      plain
        .replace(CONDITION, `isNodeMode === 2 || ${CONDITION}`)
        .replace("require_b(), 1", "require_b(), 2"),
    );
    expect(edited(code, ["a.cjs"])).toContain("var again = __toESM(require_a(), 2);");
  });

  test("stays as it is without a helper", () => {
    expect(edited(WRAPPED, ["a.cjs"])).toBe(WRAPPED);
    expect(() => edited(`var __toESM = (mod) => mod;\n${MARK}`, [])).toThrow(
      "in another way than bunbox knows",
    );
    expect(() => edited(`var __toESM = () => (1 ? 2 : 3);\n${MARK}`, [])).toThrow(
      "in another way than bunbox knows",
    );
    expect(() => edited(`var __export = (target, all) => copy(target, all);\n${MARK}`, [])).toThrow(
      "in another way than bunbox knows",
    );
  });
});
