// Tests that what a module declares has no value before its declaration has run, in the output as in Bun.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject, type TestProject } from "../../support/project.ts";

/** Declarations at the top of a module, and what reads each. */
const DECLARATIONS: Readonly<Record<string, string>> = {
  A: "export const A = 1;",
  B: "export let B = 2, C = 3;",
  C: "",
  D: "export var D = 4;",
  E: "export class E { static own = E.name; }",
  F: "export abstract class F {}",
  G: "export function G() {}",
  H: "export const { H, more: [I] } = { H: 1, more: [2] };",
  I: "",
  J: "export const [J] = [1];",
  K: "const here = 1; export { here as K };",
  L: "export const L = () => 1;",
  M: "export const {\n  M,\n} = { M: 1 };",
  N: "export /* a comment */ const /* another */ N = 1;",
  O: "export const O = {\n  deep: 1,\n};",
  P: "export const P = await Promise.resolve(1);",
  Q: "@known export class Q { @known method() {} }",
  R: "export class R {}\nexport namespace R { export const inner = 1; }",
  S: "export enum S { one }",
  T: "export namespace T { export const inner = 1; }",
  U: "export const U = {};",
  V: "export const V = class {};",
  W: "export const W = `\nvar W = 2;\nvar X = 3;\n`;",
  X: "export let X: number;\nX = 1;",
  Y: 'export const Y = "\u2028\u2029";\r\nexport const Y1 = 1;\rexport const Y2 = 2;',
  Y1: "",
  Y2: "",
};

const NAMES = Object.keys(DECLARATIONS);

/** Default exports, each of a module of its own. */
const DEFAULTS = [
  "export default [1];",
  "export default class Named {}",
  "export default class {}",
  "export default abstract class Abstract {}",
  "@known export default class Known {}",
  "export default /* a comment */ () => 1;",
  "export default function named() {}",
  "const here = 1; export default here;",
  "export { here as default }; const here = 1;",
];

/** Reads each name, and notes whether it has a value, none yet, or is undefined. */
const READER = `
export const seen: string[] = [];
export function look(when: string, names: Record<string, () => unknown>) {
  const found = Object.entries(names).map(([name, read]) => {
    try { return name + (read() === undefined ? " undefined" : " there"); } catch (error) { return name + " " + (error as Error).name; }
  });
  seen.push(when + ": " + found.join(", "));
}
export const known = (..._all: unknown[]): void => {};
`;

const ALL = `{ ${NAMES.map((name) => `${name}: () => ${name}`).join(", ")} }`;

const FILES: Readonly<Record<string, string>> = {
  "tsconfig.json": '{ "compilerOptions": { "experimentalDecorators": true, "module": "preserve" } }',
  "package.json": '{ "type": "module" }',
  "app/reader.ts": READER,
  // It runs before what it imports, because that imports it.
  "app/early.ts": `
    import { look } from "./reader.ts";
    ${DEFAULTS.map((_, at) => `import d${at} from "./default${at}.ts";`).join(" ")}
    import { ${NAMES.join(", ")} } from "./late.ts";
    export const again = () => look("later", ${ALL});
    look("early", ${ALL});
    look("defaults", { ${DEFAULTS.map((_, at) => `d${at}: () => d${at}`).join(", ")} });
    look("same file, early", { own: () => own, fn: () => hoisted() });
    const own = 1;
    function hoisted() { return own; }
    look("same file, later", { own: () => own, fn: () => hoisted() });
  `,
  "app/late.ts": `\uFEFFimport "./early.ts";\nimport { known } from "./reader.ts";\n${Object.values(DECLARATIONS).join("\n")}\n`,
  // Each is being loaded when the next one is, so all of them run after early.ts.
  ...Object.fromEntries(
    DEFAULTS.map((text, at) => [
      `app/default${at}.ts`,
      `import "./${at + 1 < DEFAULTS.length ? `default${at + 1}` : "late"}.ts";\nimport { known } from "./reader.ts";\n${text}\n`,
    ]),
  ),
  "app/ws/circle/route.ts": answering(
    'seen.join("\\n")',
    'import "../../default0.ts"; import { again } from "../../early.ts"; import { seen } from "../../reader.ts"; again();',
  ),
  // A package is compiled, and says what it was: its \`var\` stays one.
  "node_modules/mapped/package.json": '{ "name": "mapped", "type": "module", "exports": "./index.js" }',
  "node_modules/mapped/index.js": `import { value } from "./other.js";\nvar first = 1;\nexport { first, value };\n//# sourceMappingURL=data:application/json,${encodeURIComponent('{"version":3,"sources":["index.ts"],"sourcesContent":["import { value } from \\"./other.ts\\";\\nconst first = 1;\\nexport { first, value };\\n"],"names":[],"mappings":"AAAA;AACA;AACA"}')}\n`,
  "node_modules/mapped/other.js":
    'import { first } from "./index.js";\nexport const value = String(first);\n',
  "app/ws/mapped/route.ts": answering("value", 'import { value } from "mapped";'),
  "app/ws/text/route.ts": answering(
    "text + notes",
    `const text = \`\nvar \${class {}.name || 1} = 2;\nvar a = 3;\n\`;
    const notes: string[] = [];
    const note = (text: string) => (_: unknown) => void notes.push(text);
    @note(\`\nvar b = 4;\n\`) class Noted {}
    void Noted;`,
  ),
  // What is loaded late has a wrapper, whose names are declared before.
  "app/loaded.ts": "const hidden = 1;\nexport let open = hidden + 1;\nexport const set = () => (open = 5);\n",
  "app/ws/loaded/route.ts": answering(
    'await import("../../loaded.ts").then((all) => [all.open, all.set(), all.open].join())',
  ),
};

const ROUTES = ["circle", "mapped", "text", "loaded"];
let project: TestProject;

beforeAll(async () => {
  project = await createProject(FILES);
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

for (const args of [[], ["--sourcemap", "none"], ["--sourcemap", "linked"]])
  test(`the output reads what Bun reads: build ${args.join(" ")}`, async () => {
    await project.build("--no-typecheck", ...args);
    const answers = await askAlone(project, ROUTES);
    expect(answers).toEqual(await askSource(project, ROUTES));
    expect(answers["circle"]).toContain(
      "early: A ReferenceError, B ReferenceError, C ReferenceError, D undefined",
    );
    expect(answers["circle"]).toContain("defaults: d0 ReferenceError, d1 ReferenceError");
    expect(answers["circle"]).toContain("d6 there, d7 ReferenceError");
    expect(answers["circle"]).toContain("same file, early: own ReferenceError, fn ReferenceError");
    expect(answers["mapped"]).toBe("undefined");
  });
