// Tests that a read of a value which is not there yet is reported if, and only if, Bun throws for it.
import { expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createProject } from "../../support/project.ts";

/** The module that runs last: it imports `b.ts`, which imports it. */
const A = `
  import "./b.ts";
  export const A = { deep: 1 };
  export let L = 2;
  export var V = 3;
  export class K { static make() { return new K(); } }
  export function f() { return "f"; }
  export type T = string;
  export default [A];
`;

/** What `b.ts` has. A case that begins with another file's name has more files. */
const WRONG: Readonly<Record<string, string>> = {
  constant: 'import { A } from "./a.ts";\nexport const x = A;',
  "by another name": 'import { A as other } from "./a.ts";\nexport const x = other.deep;',
  variable: 'import { L } from "./a.ts";\nexport const x = L + 1;',
  class: 'import { K } from "./a.ts";\nexport const x = new K();',
  "base class": 'import { K } from "./a.ts";\nexport class B extends K {}',
  "static method": 'import { K } from "./a.ts";\nexport const x = K.make();',
  default: 'import d from "./a.ts";\nexport const x = [d];',
  namespace: 'import * as all from "./a.ts";\nexport const x = all.A;',
  "quoted in a namespace": 'import * as all from "./a.ts";\nexport const x = all["A"];',
  "function in place": 'import { A } from "./a.ts";\nexport const x = (() => A)();',
  "function of the file":
    'import { A } from "./a.ts";\nfunction g() { return h(); }\nconst h = () => A;\nexport const x = g();',
  "function with a return within it":
    'import { A } from "./a.ts";\nfunction g() { const all = [1].map((each) => { return each; }); return [all, A]; }\nexport const x = g();',
  "static field": 'import { A } from "./a.ts";\nexport class B { static a = A; }',
  "static accessor": 'import { A } from "./a.ts";\nexport class B { static accessor a = A; }',
  "static block": 'import { A } from "./a.ts";\nexport class B { static { B.name + A; } }',
  template: 'import { A } from "./a.ts";\nexport const x = `${A}`;',
  object: 'import { A } from "./a.ts";\nexport const x = { a: 1, b: { A } };',
  spread: 'import { A } from "./a.ts";\nexport const x = { ...A };',
  argument: 'import { A } from "./a.ts";\nconsole.assert(A);',
  cast: 'import { A } from "./a.ts";\nexport const x = A as unknown;',
  certain: 'import { A } from "./a.ts";\nexport const x = A!;',
  condition: 'import { A } from "./a.ts";\nexport const x = A ? 1 : 2;',
  test: 'import { A } from "./a.ts";\nif (A) console.assert(true);',
  "left side": 'import { A } from "./a.ts";\nexport const x = A && 1;',
  "default export": 'import { A } from "./a.ts";\nexport default A;',
  assigned: 'import { A } from "./a.ts";\nexport let x;\nx = A;',
  typeof: 'import { A } from "./a.ts";\nexport const x = typeof A;',
};

const RIGHT: Readonly<Record<string, string>> = {
  "function that nothing calls":
    'import { A } from "./a.ts";\nexport const x = () => A;\nexport function y() { return A; }',
  method:
    'import { A } from "./a.ts";\nexport class B { field = A; get() { return A; } }\nexport const x = { get() { return A; } };',
  accessor: 'import { A } from "./a.ts";\nexport class B { accessor field = A.deep; }',
  "function that is hoisted": 'import { f } from "./a.ts";\nexport const x = f();',
  var: 'import { V } from "./a.ts";\nexport const x = V;',
  "function that ends before":
    'import { A } from "./a.ts";\nfunction g() { if (!process.env.NEVER) return 0; return A; }\nexport const x = g();',
  "function that may throw before":
    'import { A } from "./a.ts";\nfunction g() { if (!process.env.NEVER) throw new Error("x"); console.log(A); }\nexport let x;\ntry { g(); } catch { x = 1; }',
  "function that another one may not call":
    'import { A } from "./a.ts";\nfunction g() { console.log(A); }\nfunction h() { if (process.env.NEVER) g(); }\nh();',
  try: 'import { A } from "./a.ts";\nexport let x;\ntry { x = A; } catch { x = 0; }',
  branch:
    'import { A } from "./a.ts";\nexport const x = process.env.NEVER ? A : 0;\nif (process.env.NEVER) console.log(A);',
  "right side": 'import { A } from "./a.ts";\nexport const x = process.env.NEVER && A;',
  loop: 'import { A } from "./a.ts";\nfor (const each of []) console.log(each, A);',
  case: 'import { A } from "./a.ts";\nswitch (process.env.NEVER) { case "x": console.log(A); }',
  "optional chain":
    'import { A } from "./a.ts";\nconst none = globalThis.none;\nexport const x = none?.call(A);',
  type: 'import { A, type T } from "./a.ts";\nexport type X = typeof A | T;\nexport const x: X | 0 = 0;',
  "another name":
    'import { A } from "./a.ts";\nexport const x = [1].map((A) => A), y = { A: 1 }.A, z = () => A;',
  "re-export": 'export { A, default } from "./a.ts";\nexport * from "./a.ts";',
  "export of an import": 'import { A } from "./a.ts";\nexport { A as x };',
  "asynchronous function":
    'import { A } from "./a.ts";\nasync function g() { await 0; return A; }\nvoid g();',
  generator: 'import { A } from "./a.ts";\nfunction* g() { yield A; }\nexport const x = g();',
  "callback that is kept": 'import { A } from "./a.ts";\nexport const x = [() => A];',
  "default of a parameter":
    'import { A } from "./a.ts";\nfunction g(a = A) { return a; }\nexport const x = g({ deep: 2 });',
  "assignment that may not happen": 'import { A } from "./a.ts";\nexport let x = 1;\nx ??= A;',
};

/** Cases with other files, by their path. The route imports `a.ts`. */
const FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "behind an index": {
    "a.ts": 'import "./b.ts";\nexport const A = 1;',
    "index.ts": 'export * from "./a.ts";',
    "b.ts": 'import { A } from "./index.ts";\nexport const x = A;',
  },
  "a longer circle": {
    "a.ts": 'import "./b.ts";\nexport const A = 1;',
    "b.ts": 'import "./c.ts";\nexport const B = 2;',
    "c.ts":
      'import { A } from "./a.ts";\nimport { B } from "./b.ts";\nexport const x = () => B;\nexport const y = A;',
  },
  "the other way round": {
    "a.ts": 'import { B } from "./b.ts";\nexport const x = B;',
    "b.ts": 'import { x } from "./a.ts";\nexport const B = () => x;',
  },
  "a value that was there before": {
    "a.ts": 'import "./values.ts";\nimport "./b.ts";\nexport { C } from "./values.ts";\nexport const A = 1;',
    "values.ts": "export const C = 1;",
    "b.ts": 'import { C, A } from "./a.ts";\nexport const x = C;\nexport const y = () => A;',
  },
  "a function without a name": {
    "a.ts": 'import "./b.ts";\nexport default function () {}',
    "b.ts": 'import f from "./a.ts";\nexport const x = [f];',
  },
  "a circle that is loaded later": {
    "a.ts": 'export const A = 1;\nexport const later = () => import("./z.ts");',
    "z.ts": 'import { B } from "./b.ts";\nexport const x = B;',
    "b.ts": 'import { x } from "./z.ts";\nexport const B = () => x;',
  },
  "a module that is loaded later": {
    "a.ts": 'export const A = 1;\nexport const later = () => import("./b.ts");',
    "b.ts": 'import { A } from "./a.ts";\nexport const x = A;',
  },
};

const CASES = Object.entries({
  ...Object.fromEntries(
    Object.entries({ ...WRONG, ...RIGHT }).map(([name, text]) => [name, { "a.ts": A, "b.ts": text }]),
  ),
  ...FILES,
});

test("a read is reported if Bun throws for it, and otherwise is not", async () => {
  const files = CASES.flatMap(([, texts], at) => [
    [`app/ws/case${at}/route.ts`, `import "../../case${at}/a.ts";\nexport function onMessage() {}\n`],
    ...Object.entries(texts).map(([file, text]) => [`app/case${at}/${file}`, text]),
  ]);
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(files),
    "run.ts": `
      const threw = [];
      for (let at = 0; at < ${CASES.length}; at += 1) {
        try { await import(\`./app/ws/case\${at}/route.ts\`); } catch (error) { threw.push([at, error.name]); }
      }
      await Bun.write("threw.json", JSON.stringify(threw));
    `,
  });
  const child = Bun.spawn([process.execPath, "run.ts"], {
    cwd: project.root,
    stdout: "inherit",
    stderr: "inherit",
  });
  expect(await child.exited).toBe(0);
  const threw: readonly (readonly [number, string])[] = JSON.parse(
    await readFile(path.join(project.root, "threw.json"), "utf8"),
  );
  const nameOf = (at: number): string => CASES[at]?.[0] ?? "";
  const names = threw.map(([at, name]) => [nameOf(at), name]);
  const { diagnostics } = await project.json(["check", "--no-typecheck"]);
  const reported = diagnostics.flatMap(({ code, file }) =>
    code === "BBX4042" ? [nameOf(Number(/case(\d+)/.exec(file ?? "")?.[1]))] : [],
  );
  expect(names.map(([name]) => name)).toEqual([...Object.keys(WRONG), "behind an index", "a longer circle"]);
  expect(new Set(names.map(([, error]) => error))).toEqual(new Set(["ReferenceError"]));
  expect(reported.toSorted()).toEqual(names.map(([name = ""]) => name).toSorted());
});
