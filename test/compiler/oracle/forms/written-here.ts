// Lists right handlers that are written in the route file: functions, variables and their names.
import { type Form, forms, from, RIGHT, RIGHT_JS, RIGHT_TS } from "../form.ts";

const FUNCTIONS = forms(RIGHT, {
  "function declaration": (s) => `export function ${s.name}${s.body}`,
  "async function declaration": (s) => `export async function ${s.name}${s.body}`,
  "function on three lines": (s) => `export\nfunction\n${s.name}${s.body}`,
  "function after comments": (s) =>
    `export /* function onNothing() {} */ function /* * */ ${s.name} /* = 1 */ ${s.body}`,
  "async function after comments": (s) => `export async /* * */ function ${s.name}${s.body}`,
  "line comment between the words": (s) => `export // const x = 1\nconst ${s.name} = ${s.arrow};`,
  "two statements on one line": (s) => `const ${s.id}_a = 1; export function ${s.name}${s.body}`,
  "after a comment on its line": (s) => `/* first */ export function ${s.name}${s.body}`,
  "after a block": (s) => `{ let ${s.id}_b = 1; ${s.id}_b += 1; } export function ${s.name}${s.body}`,
  "comment ended by U+2028": (s) => `// a comment\u2028export function ${s.name}${s.body}`,
});

const VARIABLES = forms(RIGHT, {
  "const arrow": (s) => `export const ${s.name} = ${s.arrow};`,
  "const async arrow": (s) => `export const ${s.name} = async ${s.arrow};`,
  "const function expression": (s) => `export const ${s.name} = function ${s.body};`,
  "const named function expression": (s) => `export const ${s.name} = function handle${s.body};`,
  "const async function expression": (s) => `export const ${s.name} = async function ${s.body};`,
  "const in parentheses": (s) => `export const ${s.name} = (((${s.arrow})));`,
  "let arrow": (s) => `export let ${s.name} = ${s.arrow};`,
  "var function expression": (s) => `export var ${s.name} = function ${s.body};`,
  "const without semicolon": (s) => `export const ${s.name} = ${s.arrow}\n`,
  "last of two declarators": (s) => `export const ${s.id}_limit = 3, ${s.name} = ${s.arrow};`,
  "first of two declarators": (s) => `export const ${s.name} = ${s.arrow}, ${s.id}_limit = 3;`,
  "middle of three declarators": (s) =>
    `export let ${s.id}_a = [1, 2], ${s.name} = function ${s.body}, ${s.id}_b = { a: 1, b: 2 };`,
  "declarator after an arrow with a comma": (s) =>
    `export const ${s.id}_sum = (a${s.t(": number")}, b = 2) => [a, b],\n  ${s.name} = ${s.arrow};`,
  "declarator after a template": (s) =>
    `export const ${s.id}_text = \`, onOpen = \${[1, 2].join(", ")}\`, ${s.name} = ${s.arrow};`,
  "declarator after a regular expression": (s) =>
    `export const ${s.id}_pattern = /[/"'\`,;]/, ${s.name} = ${s.arrow};`,
  "name on another line": (s) => `export const\n  ${s.name}\n  =\n  ${s.arrow};`,
});

const TYPED = forms(RIGHT_TS, {
  "const with a type": (s) => `export const ${s.name}: ${s.type} = ${s.arrow};`,
  "last declarator with a type": (s) =>
    `export const ${s.id}_limit: number = 3, ${s.name}: ${s.type} = ${s.arrow};`,
  "const as": (s) => `export const ${s.name} = (${s.arrow}) as ${s.type};`,
  "const satisfies": (s) => `export const ${s.name} = (${s.arrow}) satisfies ${s.type};`,
  "const angle brackets": (s) => `export const ${s.name} = <${s.type}>(${s.arrow});`,
  "const not null": (s) => `export const ${s.name} = (${s.arrow})!;`,
  "const with a function type": (s) => `export const ${s.name}: (...args: any[]) => any = ${s.arrow};`,
  "function with a this type": (s) => `export function ${s.name}${s.body.replace("(", "(this: void, ")}`,
  "generic function": (s) => `export function ${s.name}<_T>${s.body}`,
  overloads: (s) => {
    const head = s.body.slice(0, s.body.indexOf(" {"));
    return `export function ${s.name}${head}: any;\nexport function ${s.name}${s.body}`;
  },
});

const NAMES = forms(RIGHT, {
  "renamed list": (s) => `function ${s.id}_f${s.body}\nexport { ${s.id}_f as ${s.name} };`,
  "list of its own name": (s) => `export { ${s.name} };\nfunction ${s.name}${s.body}`,
  "list of a constant": (s) => `const ${s.name} = ${s.arrow};\nexport { ${s.name} };`,
  "list before the variable": (s) => `export { ${s.id}_f as ${s.name} };\nvar ${s.id}_f = ${s.arrow};`,
  "list with more and a trailing comma": (s) =>
    `function ${s.id}_f${s.body}\nconst ${s.id}_limit = 3;\nexport { ${s.id}_limit, ${s.id}_f as ${s.name}, };`,
  "list with comments": (s) =>
    `function ${s.id}_f${s.body}\nexport { ${s.id}_f /* as onNothing */ as // as onLine\n ${s.name} };`,
  "list on one line with a function": (s) => `function ${s.id}_f${s.body} export { ${s.id}_f as ${s.name} }`,
  "string name": (s) => `function ${s.id}_f${s.body}\nexport { ${s.id}_f as "${s.name}" };`,
  "string name in single quotes": (s) =>
    `const ${s.id}_f = ${s.arrow};\nexport { ${s.id}_f as '${s.name}' };`,
  "string name with \\x": (s) => `function ${s.id}_f${s.body}\nexport { ${s.id}_f as "${hex(s.name)}" };`,
  "string name with \\u": (s) => `function ${s.id}_f${s.body}\nexport { ${s.id}_f as "${escaped(s.name)}" };`,
  "list with an escape": (s) => `function ${s.id}_f${s.body}\nexport { ${s.id}_f as ${escaped(s.name)} };`,
  "function with an escape": (s) => `export function ${escaped(s.name)}${s.body}`,
  "function with a long escape": (s) => `export function ${long(s.name)}${s.body}`,
  "const with an escape": (s) => `export const ${escaped(s.name)} = ${s.arrow};`,
  "escape in a local name": (s) => `function ${escaped(s.name)}${s.body}\nexport { ${s.name} };`,
});

const LATER = [
  ...forms(RIGHT, {
    "const of a hoisted function": (s) => `export const ${s.name} = ${s.id}_f;\nfunction ${s.id}_f${s.body}`,
    "let assigned again": (s) =>
      `export let ${s.name}${s.t(`: ${s.type}`)} = ${s.otherArrow};\n${s.name} = ${s.arrow};`,
    "let assigned while it runs": (s) =>
      `export let ${s.name}${s.t(`: ${s.type}`)} = ${s.otherArrow};\nqueueMicrotask(() => { ${s.name} = ${s.arrow}; });`,
    "let assigned once it runs": (s) =>
      `export let ${s.name}${s.t(`: ${s.type}`)} = ${s.otherArrow};\nsetImmediate(() => { ${s.name} = ${s.arrow}; });`,
    "list of a let assigned once it runs": (s) =>
      `let ${s.id}_f${s.t(`: ${s.type}`)} = ${s.otherArrow};\nexport { ${s.id}_f as ${s.name} };\nsetImmediate(() => { ${s.id}_f = ${s.arrow}; });`,
    "let of another file, assigned once it runs": (s) =>
      from(
        s,
        (p) => `export { f as ${s.name} } from "${p}";`,
        `export let f: ${s.type} = ${s.ts.otherArrow};\nsetImmediate(() => { f = ${s.ts.arrow}; });`,
      ),
    "star of a let assigned once it runs": (s) =>
      from(
        s,
        (p) => `export * from "${p}";`,
        `export let ${s.name}: ${s.type} = ${s.ts.otherArrow};\nsetImmediate(() => { [${s.name}] = [${s.ts.arrow}]; });`,
      ),
    "list of a let assigned while it runs": (s) =>
      `let ${s.id}_f${s.t(`: ${s.type}`)} = ${s.otherArrow};\nexport { ${s.id}_f as ${s.name} };\nqueueMicrotask(() => { ${s.id}_f = ${s.arrow}; });`,
  }),
  ...forms(RIGHT_TS, {
    "let assigned later": (s) => `export let ${s.name}: ${s.type};\n${s.name} = ${s.arrow};`,
    "var assigned later": (s) => `export var ${s.name}: ${s.type};\n${s.name} = ${s.arrow};`,
    "let assigned in a block": (s) => `export let ${s.name}: ${s.type};\n{\n  ${s.name} = ${s.arrow};\n}`,
    "list of a let assigned later": (s) =>
      `let ${s.id}_f: ${s.type};\nexport { ${s.id}_f as ${s.name} };\n${s.id}_f = ${s.arrow};`,
  }),
  ...forms(RIGHT_JS, {
    "let assigned later in JavaScript": (s) => `export let ${s.name};\n${s.name} = ${s.arrow};`,
    "function assigned again": (s) => `export function ${s.name}${s.other}\n${s.name} = ${s.arrow};`,
    "function assigned once it runs": (s) =>
      `export function ${s.name}${s.other}\nsetImmediate(() => { ${s.name} = ${s.arrow}; });`,
    "function assigned while it runs": (s) =>
      `export function ${s.name}${s.other}\nqueueMicrotask(() => { ${s.name} = ${s.arrow}; });`,
    "var declared before": (s) => `var ${s.name};\nexport var ${s.name} = ${s.arrow};`,
  }),
  // Bun and esbuild skip types without recursion. The parser cannot read the file, so bunbox says what it has not looked for.
  ...forms(
    { ...RIGHT_TS, bunbox: "warned" },
    {
      "function beside a type that nests too deep": (s) =>
        `export function ${s.name}${s.body}\ntype ${s.id}_T = ${"[".repeat(9000)}${"]".repeat(9000)};`,
      "list beside a type that nests too deep": (s) =>
        `type ${s.id}_T = ${"[".repeat(9000)}${"]".repeat(9000)};\nconst ${s.id}_f = ${s.arrow};\nexport { ${s.id}_f as ${s.name} };`,
    },
  ),
  // Right for Bun; esbuild 0.28 drops the declaration, so the build must refuse what would not start.
  ...forms(
    { ...RIGHT_JS, bunbox: "wrong" },
    { "var twice": (s) => `export var ${s.name} = ${s.arrow};\nvar ${s.name};` },
  ),
];

function hex(name: string): string {
  return `\\x${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
}

function escaped(name: string): string {
  return `\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
}

function long(name: string): string {
  return `${name.slice(0, 2)}\\u{${name.charCodeAt(2).toString(16)}}${name.slice(3)}`;
}

export const WRITTEN_HERE: readonly Form[] = [...FUNCTIONS, ...VARIABLES, ...TYPED, ...NAMES, ...LATER];
