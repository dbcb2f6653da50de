// Lists handlers that exist when the module runs, but are not functions whose body runs when they are called.
import { type Form, type Kind, forms, from } from "../form.ts";

const VALUE: Kind = { bun: "value", bunbox: "wrong" };
const VALUE_TS: Kind = { ...VALUE, language: "ts" };
const CLASS: Kind = { bun: "class", bunbox: "wrong" };
const GENERATOR: Kind = { bun: "generator", bunbox: "wrong" };
/** Routes in JavaScript are not type-checked, so such a mistake is asked for in TypeScript only. */
const MISTYPED: Kind = { bun: "value", bunbox: "mistyped", language: "ts" };

const VALUES = [
  ...forms(VALUE, {
    number: (s) => `export const ${s.name} = 3;`,
    object: (s) => `export const ${s.name} = { run${s.body} };`,
    array: (s) => `export const ${s.name} = [${s.arrow}];`,
    string: (s) => `export const ${s.name} = "function ${s.name}() {}";`,
    template: (s) => `export const ${s.name} = \`() => {}\`;`,
    null: (s) => `export const ${s.name} = null;`,
    undefined: (s) => `export const ${s.name} = undefined;`,
    "regular expression": (s) => `export const ${s.name} = /=> {}/;`,
    "second declarator": (s) => `export const ${s.id}_f = ${s.arrow}, ${s.name} = 3;`,
    "object in a list": (s) => `const ${s.id}_o = { run${s.body} };\nexport { ${s.id}_o as ${s.name} };`,
    "object by a string name": (s) =>
      `const ${s.id}_o = { run${s.body} };\nexport { ${s.id}_o as "${s.name}" };`,
    "object with an escape": (s) =>
      `export const \\u00${s.name.charCodeAt(0).toString(16)}${s.name.slice(1)} = { a: 1 };`,
    "exported namespace of a file": (s) =>
      from(s, (p) => `export * as ${s.name} from "${p}";`, `export function run${s.ts.body}`),
    "exported namespace by a string name": (s) =>
      from(s, (p) => `export * as "${s.name}" from "${p}";`, `export function run${s.ts.body}`),
    "imported namespace in a list": (s) =>
      from(
        s,
        (p) => `import * as ${s.id}_ns from "${p}";\nexport { ${s.id}_ns as ${s.name} };`,
        `export function run${s.ts.body}`,
      ),
    "re-export of an object": (s) =>
      from(s, (p) => `export { ${s.name} } from "${p}";`, `export const ${s.name} = { run${s.ts.body} };`),
    "star of an object": (s) =>
      from(s, (p) => `export * from "${p}";`, `export const ${s.name} = { run${s.ts.body} };`),
    "default that is an object": (s) =>
      from(s, (p) => `export { default as ${s.name} } from "${p}";`, `export default { run${s.ts.body} };`),
    "own object before a star's function": (s) =>
      from(
        s,
        (p) => `export * from "${p}";\nexport const ${s.name} = { a: 1 };`,
        `export function ${s.name}${s.ts.other}`,
      ),
  }),
  ...forms(VALUE_TS, {
    enum: (s) => `export enum ${s.name} { A, B }`,
    "enum in a list": (s) => `enum ${s.id}_E { A }\nexport { ${s.id}_E as ${s.name} };`,
    namespace: (s) => `export namespace ${s.name} { export const limit = 3 }`,
    "namespace and interface": (s) =>
      `export interface ${s.name} { a: 1 }\nexport namespace ${s.name} { export function run${s.body} }`,
    "const enum": (s) => `export const enum ${s.name} { A }`,
    "object with as const": (s) => `export const ${s.name} = { a: 1 } as const;`,
    "star of an enum": (s) => from(s, (p) => `export * from "${p}";`, `export enum ${s.name} { A }`),
  }),
];

const CLASSES = [
  ...forms(CLASS, {
    class: (s) => `export class ${s.name} { run${s.body} }`,
    "class expression": (s) => `export const ${s.name} = class { run${s.body} };`,
    "class in a list": (s) => `class ${s.id}_C { run${s.body} }\nexport { ${s.id}_C as ${s.name} };`,
    "re-export of a class": (s) =>
      from(s, (p) => `export { ${s.name} } from "${p}";`, `export class ${s.name} { run${s.ts.body} }`),
  }),
  ...forms(
    { ...CLASS, language: "ts" },
    {
      "abstract class": (s) => `export abstract class ${s.name} { abstract run(): void }`,
      "class with a namespace": (s) =>
        `export class ${s.name} { a = 1 }\nexport namespace ${s.name} { export const b = 2 }`,
    },
  ),
];

const GENERATORS = forms(GENERATOR, {
  generator: (s) => `export function* ${s.name}${s.body}`,
  "generator with the star at the name": (s) => `export function *${s.name}${s.body}`,
  "async generator": (s) => `export async function* ${s.name}${s.body}`,
  "generator after comments": (s) => `export function /* not */ * /* a star */ ${s.name}${s.body}`,
  "generator expression": (s) => `export const ${s.name} = function* ${s.body};`,
  "generator in a list": (s) => `function* ${s.id}_g${s.body}\nexport { ${s.id}_g as ${s.name} };`,
  "generator expression in a list": (s) =>
    `const ${s.id}_g = function* ${s.body};\nexport { ${s.id}_g as ${s.name} };`,
  "generator as second declarator": (s) =>
    `export const ${s.id}_limit = 3, ${s.name} = async function* ${s.body};`,
  "constant of a generator": (s) => `function* ${s.id}_g${s.body}\nexport const ${s.name} = ${s.id}_g;`,
  "re-export of a generator": (s) =>
    from(s, (p) => `export { g as ${s.name} } from "${p}";`, `export function* g${s.ts.body}`),
  "re-export of an async generator's constant": (s) =>
    from(
      s,
      (p) => `export { ${s.name} } from "${p}";`,
      `export const ${s.name} = async function* ${s.ts.body};`,
    ),
  "star of a generator": (s) =>
    from(s, (p) => `export * from "${p}";`, `export function* ${s.name}${s.ts.body}`),
  "import of a generator, in a list": (s) =>
    from(
      s,
      (p) => `import { g as ${s.id}_g } from "${p}";\nexport { ${s.id}_g as ${s.name} };`,
      `export function* g${s.ts.body}`,
    ),
});

const GENERATORS_BY_TYPE = forms(
  { ...GENERATOR, bunbox: "mistyped", language: "ts" },
  {
    "generator method of a class": (s) =>
      `class ${s.id}_C { *run${s.body} }\nexport const ${s.name} = new ${s.id}_C().run;`,
    "static async generator method": (s) =>
      `class ${s.id}_C { static async *run${s.body} }\nexport const ${s.name} = ${s.id}_C.run;`,
    "generator of an object": (s) => `export const ${s.name} = { *run${s.body} }.run;`,
    "generator in an object pattern": (s) => `export const { ${s.name} } = { *${s.name}${s.body} };`,
    "generator made by a call": (s) =>
      `const ${s.id}_make = () => function* ${s.body};\nexport const ${s.name} = ${s.id}_make();`,
    "bound generator": (s) => `function* ${s.id}_g${s.body}\nexport const ${s.name} = ${s.id}_g.bind(null);`,
    "generator of a namespace import": (s) =>
      from(
        s,
        (p) => `import * as ${s.id}_ns from "${p}";\nexport const ${s.name} = ${s.id}_ns.g;`,
        `export function* g${s.ts.body}`,
      ),
  },
);

const BY_TYPE = forms(MISTYPED, {
  "object made by a call": (s) =>
    `const ${s.id}_make = () => ({ run${s.body} });\nexport const ${s.name} = ${s.id}_make();`,
  "called at once": (s) => `export const ${s.name} = (() => { return 3; })();`,
  "nothing returned": (s) => `function ${s.id}_make() {}\nexport const ${s.name} = ${s.id}_make();`,
  "new Map": (s) => `export const ${s.name} = new Map<string, ${s.type}>();`,
  "wrong member of a pattern": (s) => `export const { limit: ${s.name} } = { f: ${s.arrow}, limit: 3 };`,
  "wrong element of a pattern": (s) => `export const [${s.name}] = [3, ${s.arrow}];`,
  "wrong member of a namespace import": (s) =>
    from(
      s,
      (p) => `import * as ${s.id}_ns from "${p}";\nexport const ${s.name} = ${s.id}_ns.limit;`,
      `export const limit = 3;`,
    ),
  "promise of a function": (s) => `export const ${s.name} = Promise.resolve(${s.arrow});`,
  "optional and never assigned": (s) => `export let ${s.name}: ${s.type} | undefined;`,
});

const LATE = forms(
  { bun: "value", bunbox: "late", language: "ts" },
  {
    "never assigned": (s) => `export let ${s.name}: ${s.type};`,
    // TypeScript accepts what JSON.parse returns, so only the start of the server can refuse it.
    "read from JSON": (s) => `export const ${s.name} = JSON.parse("3");`,
  },
);

export const NOT_FUNCTIONS: readonly Form[] = [
  ...VALUES,
  ...CLASSES,
  ...GENERATORS,
  ...GENERATORS_BY_TYPE,
  ...BY_TYPE,
  ...LATE,
];
