// Lists right handlers that come out of a pattern, a call, a class or another expression in the route file.
import { type Form, forms, RIGHT, RIGHT_TS } from "../form.ts";
import type { Slot } from "../slot.ts";

const PATTERNS = forms(RIGHT, {
  "object pattern": (s) => `export const { ${s.name} } = { ${s.name}${s.body} };`,
  "renamed in an object pattern": (s) => `export const { a: ${s.name} } = { a${s.body} };`,
  "object pattern with a string key": (s) => `export const { "a-b": ${s.name} } = { "a-b": ${s.arrow} };`,
  "object pattern with a computed key": (s) =>
    `const ${s.id}_key = "a";\nexport const { [${s.id}_key]: ${s.name} } = { a: ${s.arrow} };`,
  "nested object pattern": (s) => `export const { a: { b: ${s.name} } } = { a: { b: ${s.arrow} } };`,
  "array pattern": (s) => `export const [${s.name}] = [${s.arrow}];`,
  "array pattern with a hole": (s) =>
    `export const [, ${s.name}] = ${s.id}_tuple(1, ${s.arrow});\n${tuple(s)}`,
  "array in object pattern": (s) => `export const { list: [${s.name}] } = { list: [${s.arrow}] };`,
  "object pattern with other names": (s) =>
    `export const { ${s.id}_a, ${s.name}, ...${s.id}_rest } = { ${s.id}_a: 1, b: 2, ${s.name}${s.body} };`,
  "object pattern as second declarator": (s) =>
    `export const ${s.id}_a = 1, { f: ${s.name} } = { f: ${s.arrow} };`,
  "let object pattern": (s) => `export let { ${s.name} } = { ${s.name}: function ${s.body} };`,
  "unused default in an object pattern": (s) =>
    `const ${s.id}_all = { f: ${s.arrow} };\nexport const { f: ${s.name} = ${s.id}_all.f } = ${s.id}_all;`,
  "pattern and list": (s) => `const { f: ${s.id}_f } = { f${s.body} };\nexport { ${s.id}_f as ${s.name} };`,
});

const DEFAULTS = forms(RIGHT_TS, {
  "default in an object pattern": (s) =>
    `const ${s.id}_all: { f?: ${s.type} } = {};\nexport const { f: ${s.name} = ${s.arrow} } = ${s.id}_all;`,
  "default in an array pattern": (s) =>
    `const ${s.id}_all: ${s.type}[] = [];\nexport const [${s.name} = ${s.arrow}] = ${s.id}_all;`,
  "nested default": (s) =>
    `const ${s.id}_all: { a?: { f: ${s.type} } } = {};\nexport const { a: { f: ${s.name} } = { f: ${s.arrow} } } = ${s.id}_all;`,
});

const CALLS = forms(RIGHT, {
  "made by a call": (s) =>
    `function ${s.id}_make() { return ${s.arrow}; }\nexport const ${s.name} = ${s.id}_make();`,
  "made by an arrow": (s) =>
    `const ${s.id}_make = () => ${s.arrow};\nexport const ${s.name} = ${s.id}_make();`,
  "made by a call and in a list": (s) =>
    `const ${s.id}_make = () => ${s.arrow};\nconst ${s.id}_f = ${s.id}_make();\nexport { ${s.id}_f as ${s.name} };`,
  "called at once": (s) => `export const ${s.name} = (() => ${s.arrow})();`,
  "bound function": (s) => `function ${s.id}_f${s.body}\nexport const ${s.name} = ${s.id}_f.bind(null);`,
  "bound method": (s) =>
    `class ${s.id}_C { run${s.body} }\nconst ${s.id}_c = new ${s.id}_C();\nexport const ${s.name} = ${s.id}_c.run.bind(${s.id}_c);`,
  "method of an instance": (s) =>
    `class ${s.id}_C { run${s.body} }\nexport const ${s.name} = new ${s.id}_C().run;`,
  "static method": (s) => `class ${s.id}_C { static run${s.body} }\nexport const ${s.name} = ${s.id}_C.run;`,
  "field of a class": (s) =>
    `class ${s.id}_C { run = ${s.arrow}; }\nexport const { run: ${s.name} } = new ${s.id}_C();`,
  "getter of a class": (s) =>
    `class ${s.id}_C { get run() { return ${s.arrow}; } }\nexport const ${s.name} = new ${s.id}_C().run;`,
  "static getter": (s) =>
    `class ${s.id}_C { static get run() { return ${s.arrow}; } }\nexport const { run: ${s.name} } = ${s.id}_C;`,
  "method of an object": (s) =>
    `const ${s.id}_o = { ${s.name}${s.body} };\nexport const ${s.name} = ${s.id}_o.${s.name};`,
  "async method of an object": (s) => `export const ${s.name} = { async run${s.body} }.run;`,
  "element of an object": (s) =>
    `const ${s.id}_o = { f: ${s.arrow} };\nexport const ${s.name} = ${s.id}_o["f"];`,
  "Object.assign": (s) => `export const ${s.name} = Object.assign(${s.arrow}, { limit: 3 });`,
  "new Proxy": (s) => `export const ${s.name} = new Proxy(${s.arrow}, {});`,
  "awaited promise": (s) => `export const ${s.name} = await Promise.resolve(${s.arrow});`,
  "comma expression": (s) =>
    `const ${s.id}_f = ${s.arrow};\nexport const ${s.name} = (Math.random(), ${s.id}_f);`,
  conditional: (s) =>
    `const ${s.id}_yes = Date.now() > 0;\nexport const ${s.name} = ${s.id}_yes ? ${s.arrow} : ${s.arrow};`,
  "another constant": (s) => `const ${s.id}_f = ${s.arrow};\nexport const ${s.name} = ${s.id}_f;`,
  "enclosing closure": (s) =>
    `export const ${s.name} = (() => { function ${s.name}${s.body} return ${s.name}; })();`,
});

const MERGED = [
  ...forms(RIGHT_TS, {
    "function and interface": (s) =>
      `export interface ${s.name} { a: 1 }\nexport function ${s.name}${s.body}`,
    "constant and type": (s) => `export type ${s.name} = string;\nexport const ${s.name} = ${s.arrow};`,
    "function and namespace of types": (s) =>
      `export function ${s.name}${s.body}\nexport namespace ${s.name} { export type Limit = number }`,
    "function and namespace of values": (s) =>
      `export function ${s.name}${s.body}\nexport namespace ${s.name} { export const limit = 3 }`,
    "member of a namespace": (s) =>
      `namespace ${s.id}_N { export function run${s.body} }\nexport const ${s.name} = ${s.id}_N.run;`,
    "import of a namespace's member": (s) =>
      `namespace ${s.id}_N { export function run${s.body} }\nexport import ${s.name} = ${s.id}_N.run;`,
    "type and value in one list": (s) =>
      `function ${s.id}_f${s.body}\ninterface ${s.id}_T { a: 1 }\nexport { type ${s.id}_T, ${s.id}_f as ${s.name} };`,
    "private method behind a public one": (s) =>
      `class ${s.id}_C { #run = ${s.arrow}; public get run() { return this.#run; } }\nexport const ${s.name} = new ${s.id}_C().run;`,
    "optional chain": (s) =>
      `const ${s.id}_o: { f?: ${s.type} } = { f: ${s.arrow} };\nexport const ${s.name} = ${s.id}_o?.f ?? (${s.arrow});`,
    "instantiation expression": (s) =>
      `function ${s.id}_f<_T>${s.body}\nexport const ${s.name} = ${s.id}_f<string>;`,
  }),
];

/** A function that keeps the types of an array's elements apart. */
function tuple({ id, typed }: Slot): string {
  return typed
    ? `function ${id}_tuple<A, B>(a: A, b: B): [A, B] { return [a, b]; }`
    : `function ${id}_tuple(a, b) { return [a, b]; }`;
}

export const TAKEN_APART: readonly Form[] = [...PATTERNS, ...DEFAULTS, ...CALLS, ...MERGED];
