// Lists text that looks like a handler or like its export, and changes nothing.

/** The place of a decoy. */
export interface DecoyPlace {
  /** Unique in the project, and valid in identifiers. */
  readonly id: string;
  /** Another handler's name, which the route may export as well. */
  readonly name: string;
  /** A handler's name that the route does not export. */
  readonly absent: string;
}

/** One decoy; `language` as in a form. */
export interface Decoy {
  readonly title: string;
  readonly language?: "ts" | "js";
  /** Whether it needs a file that takes JSX. */
  readonly jsx?: boolean;
  write(place: DecoyPlace): string;
}

type Table = Readonly<Record<string, Decoy["write"]>>;

function decoys(table: Table, kind: Pick<Decoy, "language" | "jsx"> = {}): readonly Decoy[] {
  return Object.entries(table).map(([title, write]) => ({ title, ...kind, write }));
}

const COMMENTS = decoys({
  "line comment": (d) => `// export function ${d.name}() {}`,
  "line comment of a star": () => `// export * from "./nowhere.ts";`,
  "block comment": (d) => `/* export const ${d.absent} = 3; */`,
  "comment on lines": (d) => `/*\nexport function* ${d.name}() {}\nexport type ${d.absent} = 1;\n*/`,
  "doc comment": (d) =>
    `/**\n * @example\n * export function ${d.absent}() {}\n * export default ${d.name}\n */`,
  "comment in a comment": (d) => `// /* export\nconst ${d.id} = 1; // */ export class ${d.absent} {}`,
  "setting in a comment": () => `// export const ordered = 1; export function subscribe() {}`,
  "default in a comment": (d) => `// export default function ${d.absent}() {}`,
  "comment with a quote": (d) => `// don't export { x as ${d.absent} }`,
});

const TEXTS = decoys({
  string: (d) => `const ${d.id} = "export function ${d.absent}() {}";`,
  "string with a quote": (d) => `const ${d.id} = 'it\\'s // not a comment, export const ${d.absent} = 1';`,
  "string with U+2028": (d) => `const ${d.id} = "\u2028export const ${d.absent} = 1;";`,
  "string over two lines": (d) => `const ${d.id} = "a\\\nexport function ${d.absent}() {}";`,
  template: (d) => `const ${d.id} = \`\nexport function ${d.absent}() {}\nexport * from "./nowhere.ts";\n\`;`,
  "template with code": (d) =>
    `const ${d.id} = \`a \${[1, 2].map((x) => \`\${x}\nexport const ${d.absent} = 1;\n\`).join("}")}\nexport default ${d.absent};\n\`;`,
  "tagged template": (d) => `const ${d.id} = String.raw\`\\u{export}\nexport function ${d.absent}() {}\n\`;`,
  "regular expression": (d) => `const ${d.id} = /export function ${d.absent}\\(\\) \\{\\}["'\`]/;`,
  "regular expression with a slash": (d) => `const ${d.id} = /[/]\\/* export [{] ${d.absent}/u;`,
  "division that is not a regular expression": (d) =>
    `const ${d.id} = 4 / 2; const ${d.id}_b = 1 / ${d.id}; // export /`,
});

const SCOPES = decoys({
  "local function": (d) => `function ${d.id}() { function ${d.absent}() {} return ${d.absent}; }`,
  "local constant": (d) => `const ${d.id} = () => { const ${d.absent} = () => 1; return ${d.absent}; };`,
  "setting in a block": () => `{ const subscribe = Date.now(), ordered = 1; void [subscribe, ordered]; }`,
  "setting as a parameter": (d) =>
    `function ${d.id}(subscribe = 1, ordered = 2) { return [subscribe, ordered]; }`,
  "constant of the name": (d) => `const ${d.absent} = { ${d.name}: 1 };`,
  "function in a block": (d) => `{ function ${d.absent}() {} ${d.absent}(); }`,
  "generator in a block": (d) => `if (Date.now() > 0) { const ${d.name} = function* () {}; ${d.name}(); }`,
  "object keys": (d) => `const ${d.id} = { ${d.absent}() {}, ${d.name}: 1, async *open() {} };`,
  "object method with a default": (d) => `const ${d.id} = { default: { ${d.absent}: () => {} }, export: 1 };`,
  "members of a class": (d) =>
    `class ${d.id} { ${d.absent}() {} static ${d.name} = 3; *message() {} get open() { return 1; } }`,
  "private members": (d) =>
    `class ${d.id} { #${d.absent} = 1; read() { return this.#${d.absent}; } static { const ${d.absent} = 1; void ${d.absent}; } }`,
  label: (d) => `${d.absent}: for (;;) break ${d.absent};`,
  "parameter of a catch": (d) => `try { Date.now(); } catch (${d.absent}) { throw ${d.absent}; }`,
  "loop variable": (d) => `for (const ${d.absent} of [1]) void ${d.absent};`,
  "names with a dollar": (d) => `const ${d.absent}$ = () => {}, $${d.absent} = function () {};`,
  "names that are not ASCII": (d) => `const ${d.id}_é = 1, ünd_${d.id} = () => {}, 名前_${d.id} = 2;`,
  "name of an inner function expression": (d) => `const ${d.id} = function ${d.absent}() {};`,
  "name of an inner class expression": (d) => `const ${d.id} = class ${d.absent} {};`,
  using: (d) => `{ using ${d.id} = { [Symbol.dispose]() {} }; void ${d.id}; }`,
  "semicolons left out": (d) => `let ${d.id} = 1\n;[1].map(String)\n${d.id}\n++\n${d.id}\nvoid \`x\``,
  "thousands of operators": (d) => `const ${d.id} = 0${" + 1".repeat(3200)};`,
  "html comment in a string": (d) => `const ${d.id} = "<!-- export const ${d.absent} = 1 -->";`,
});

const EXPORTS = decoys({
  "exported constant": (d) => `export const ${d.id} = { ${d.absent}: true };`,
  "exported helper": (d) => `export function ${d.id}_help() { return "${d.absent}"; }`,
  "exported class": (d) => `export class ${d.id}_C { ${d.absent}() {} }`,
  "exported generator": (d) => `export function* ${d.id}_all() { yield 1; }`,
  "exported function of an ordinary name": () => "export function upload() {}",
  "exported flag of a near name": () => "export const open = true;",
  "handler name on the right of as": (d) =>
    `const ${d.id} = 1;\nexport { ${d.id} as "export const ${d.absent}" };`,
  "empty export": () => "export {};",
  "exported pattern that only reads the name": (d) =>
    `export const { ${d.absent}: ${d.id} } = { ${d.absent}: () => {} };`,
});

const TYPES = decoys(
  {
    "type of the name": (d) => `type ${d.absent} = () => void;`,
    "interface of the name": (d) => `interface ${d.absent} { ${d.name}(): void }`,
    "exported types": (d) =>
      `export type ${d.id}_T = { ${d.absent}: () => void };\nexport interface ${d.id}_I { ${d.name}(): void }`,
    "declared namespace": (d) =>
      `declare namespace ${d.id} { export function ${d.absent}(): void; export const ${d.name}: 1; }`,
    "namespace with exports": (d) =>
      `namespace ${d.id} { export function ${d.absent}() {} export const open = () => {}; export function* ${d.name}() {} }`,
    "exported namespace": (d) =>
      `export namespace ${d.id} {\nexport function ${d.absent}() {}\nexport class ${d.name} {}\n}`,
    "nested namespace": (d) => `namespace ${d.id}.Inner {\nexport const ${d.absent} = 1;\n}`,
    "enum with the name": (d) => `enum ${d.id} { ${d.absent}, ${d.name} }`,
    "declared variable": (d) => `declare const ${d.id}: { ${d.absent}: () => void };`,
    "template type": (d) => `type ${d.id} = \`export \${"${d.absent}"}\`;`,
    "type with a function": (d) => `type ${d.id} = (${d.absent}: () => void) => { ${d.name}(): void };`,
    "decorated class": (d) =>
      `function ${d.id}_d(value: unknown, _context: unknown) { void value; }\n@${d.id}_d class ${d.id}_C { @${d.id}_d ${d.absent}() {} }`,
    "exported decorated class": (d) =>
      `function ${d.id}_d(value: unknown, _context: unknown) { void value; }\n@${d.id}_d\nexport class ${d.id}_C { ${d.absent}() {} }`,
    "generic call that looks like JSX": (d) =>
      `const ${d.id} = new Map<string, () => void>([["${d.absent}", () => {}]]);`,
    "assertion in a condition": (d) =>
      `const ${d.id}: unknown = 1; if ((${d.id} as number) < 2) { const ${d.absent} = 1; void ${d.absent}; }`,
    "import of types": () => `import type { OnDrain as upgradeType } from "@ademattos/bunbox";`,
  },
  { language: "ts" },
);

const ELEMENTS = decoys(
  {
    "text of an element": (d) =>
      `const ${d.id} = <p>export const {"${d.absent}"} = 1; // it's "text" /* </p>;`,
    "element over lines": (d) =>
      `const ${d.id} = (\n<p title="export default">\nexport function {" "}\n${d.absent}\n{/* export const ${d.absent} = 1 */}\n</p>\n);`,
    fragment: (d) => `const ${d.id} = <>export * from "./nowhere.ts"; {[1].map(() => <b>\`</b>)}</>;`,
  },
  { jsx: true },
);

export const DECOYS: readonly Decoy[] = [...COMMENTS, ...TEXTS, ...SCOPES, ...EXPORTS, ...TYPES, ...ELEMENTS];
