// What is reported about modules that read a value of another one before it is there.
import { describe, expect, test } from "bun:test";
import { findInProject, type Given, hintsOfProject, saidOfProject } from "./project.ts";

/** Where the imports of a file in `app` lead. */
function importsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/"\.\/([^"]+)"/g)].map(([, name = ""]) => [`./${name}`, `app/${name}`]),
  );
}

/** The files run in their order. Each imports those that its text names with `./`. */
function projectOf(files: Readonly<Record<string, string>>): Given {
  return {
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`app/${name}`, text])),
    imports: Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`app/${name}`, importsOf(text)]),
    ),
  };
}

/** What is reported if `b.ts` runs before `a.ts`, which imports it. */
function said(b: string, a = ""): readonly string[] {
  return saidOfProject(projectOf({ "b.ts": b, "a.ts": `import "./b.ts";\n${a}` }));
}

const A = `
export const A = { deep: 1 };
export let L = 2;
export var V = 3;
export class K {}
export function f() {}
export type T = string;
export default [A];
`;

/** The name that is reported, and where. */
const reported = (name: string, place: string): readonly string[] => [
  `BBX4042 app/b.ts:${place} \`${name}\` has no value when app/b.ts runs, because that is before app/a.ts`,
];

describe("a read of a value that is not there yet", () => {
  test.each([
    ["of a constant", 'import { A } from "./a.ts";\nexport const x = A;', "A", "2:18"],
    ["of a variable", 'import { L } from "./a.ts";\nexport const x = L;', "L", "2:18"],
    ["of a class", 'import { K } from "./a.ts";\nexport const x = new K();', "K", "2:22"],
    ["of a default export", 'import d from "./a.ts";\nexport const x = d;', "d", "2:18"],
    ["of a property", 'import { A } from "./a.ts";\nexport const x = A.deep;', "A", "2:18"],
    ["under another name", 'import { A as B } from "./a.ts";\nexport const x = B;', "B", "2:18"],
    ["through the namespace", 'import * as all from "./a.ts";\nexport const x = all.A;', "all.A", "2:18"],
    ["as a key", 'import { A } from "./a.ts";\nexport const x = {}[A];', "A", "2:21"],
  ])("is reported: %s", (_what, text, name, place) => {
    expect(said(text, A)).toEqual(reported(name, place));
  });

  test("is reported once for each name, with the place where it gets its value", () => {
    const b = 'import { A, L } from "./a.ts";\nexport const x = [A, L, A];';
    const project = projectOf({ "b.ts": b, "a.ts": 'import "./b.ts";\nexport const A = 1, L = 2;' });
    expect(saidOfProject(project)).toEqual([...reported("A", "2:19"), ...reported("L", "2:22")]);
    expect(hintsOfProject(project)[0]).toBe(
      "The two files import each other, directly or not. Read it in a function that is called later, or move it into a third file.",
    );
    expect(findInProject(project)[0]?.related).toEqual([
      {
        message: "it gets its value here",
        place: { file: "app/a.ts", line: 2, column: 14, endLine: 2, endColumn: 15 },
      },
    ]);
  });

  test.each([
    ["a function", 'import { f } from "./a.ts";\nexport const x = f();'],
    ["a `var`", 'import { V } from "./a.ts";\nexport const x = V;'],
    ["the namespace itself", 'import * as all from "./a.ts";\nexport const x = [all];'],
    ["a function of the namespace", 'import * as all from "./a.ts";\nexport const x = all.f;'],
    [
      "a key of an object of its own",
      'import * as A from "./a.ts";\nconst y = { A: 1 };\nexport const x = y.A;',
    ],
    ["a type", 'import type { T } from "./a.ts";\nexport const x: T = "";'],
    ["a namespace of types", 'import type * as all from "./a.ts";\nexport const x = all.A;'],
    [
      "a parameter of the same name",
      'import { A } from "./a.ts";\nconst g = (A: number) => [A];\nexport const x = g(1), y = () => A;',
    ],
    ["what a function reads later", 'import { A } from "./a.ts";\nexport const x = () => A;'],
  ])("is not reported if it is %s", (_what, text) => {
    expect(said(text, A)).toEqual([]);
  });

  test.each(["function () {}", "async function* () {}", "function named() {}"])(
    "is not reported if the default export is a function: %s",
    (declaration) => {
      const b = 'import d from "./a.ts";\nexport const x = d;';
      expect(said(b, `export default ${declaration}`)).toEqual([]);
      expect(said(b, "export default () => 1;")).toEqual(reported("d", "2:18"));
    },
  );
});

const READER = 'import { A } from "./a.ts";\nexport const x = A;';

describe("the order of the modules", () => {
  test("decides: what runs before has its value", () => {
    const files = { "z.ts": "", "a.ts": "export const A = 1;", "b.ts": READER };
    expect(saidOfProject(projectOf(files))).toEqual([]);
    const b = 'import "./b.ts";\nexport const B = 1;';
    expect(saidOfProject(projectOf({ "z.ts": "", "b.ts": READER, "a.ts": `${b}\n${A}` }))).toEqual(
      reported("A", "2:18"),
    );
  });

  test("does not matter if nothing that is read runs later", () => {
    const files = {
      "values.ts": "export const C = 1;",
      "b.ts": 'import { C, A } from "./a.ts";\nexport const x = C, y = () => A;',
      "a.ts": 'import "./b.ts";\nexport { C } from "./values.ts";\nexport const A = 1;',
    };
    expect(saidOfProject(projectOf(files))).toEqual([]);
  });

  test("is that of a circle which another file closes", () => {
    const files = {
      "b.ts": 'import { A } from "./index.ts";\nexport const x = A;',
      "index.ts": 'export * from "./c.ts";',
      "c.ts": 'export * from "./a.ts";',
      "a.ts": 'import "./b.ts";\nexport const A = 1;',
    };
    expect(saidOfProject(projectOf(files))).toEqual(reported("A", "2:18"));
  });

  test("is looked at in each circle, whatever else a file imports", () => {
    const project = projectOf({ "b.ts": `import "lib";\n${READER}`, "a.ts": `import "./b.ts";\n${A}` });
    const library = "node_modules/lib/index.js";
    const given: Given = {
      files: { [library]: "", ...project.files },
      imports: { ...project.imports, "app/b.ts": { "node:fs": null, lib: library, "./a.ts": "app/a.ts" } },
    };
    expect(saidOfProject(given)).toEqual(reported("A", "3:18"));
  });

  test("does not say when a module that imports itself reads its own value", () => {
    expect(
      said('import { B } from "./b.ts";\nconst B1 = 1;\nexport { B1 as B };\nexport const x = B;'),
    ).toEqual([]);
  });

  test("does not matter to a package, or to CommonJS", () => {
    const b = `${READER}\nmodule.exports = x;`;
    const project = projectOf({ "b.ts": b, "a.ts": `import "./b.ts";\n${A}` });
    expect(saidOfProject({ ...project, graph: { commonjs: new Set(["app/b.ts"]) } })).toEqual([]);
    const library: Given = {
      files: {
        "node_modules/lib/b.js": 'import { A } from "./a.js";\nexport const x = A;',
        "node_modules/lib/a.js": 'import "./b.js";\nexport const A = 1;',
      },
      imports: {
        "node_modules/lib/b.js": { "./a.js": "node_modules/lib/a.js" },
        "node_modules/lib/a.js": { "./b.js": "node_modules/lib/b.js" },
      },
    };
    const circle = projectOf({ "d.ts": 'import "./c.ts";', "c.ts": 'import "./d.ts";' });
    expect(
      saidOfProject({
        files: { ...library.files, ...circle.files },
        imports: { ...library.imports, ...circle.imports },
      }),
    ).toEqual([]);
  });

  test("does not matter to a file that is gone, or that does not parse", () => {
    const { files = {}, imports = {} } = projectOf({ "b.ts": READER, "a.ts": `import "./b.ts";\n${A}` });
    const reached = ["app/b.ts", "app/a.ts"];
    expect(
      saidOfProject({ files: { "app/a.ts": files["app/a.ts"] ?? "" }, imports, graph: { reached } }),
    ).toEqual([]);
    expect(saidOfProject({ files: { ...files, "app/b.ts": `${READER}\nconst = ;` }, imports })).toEqual([]);
  });
});
