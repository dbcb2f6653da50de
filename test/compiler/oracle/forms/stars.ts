// Lists right handlers that come through `export *`, or over several files.
import { at, beside, type Form, forms, from, RIGHT, RIGHT_TS } from "../form.ts";

const WHOLE = forms(RIGHT, {
  star: (s) => from(s, (p) => `export * from "${p}";`, `export function ${s.name}${s.ts.body}`),
  "star with a comment": (s) =>
    from(s, (p) => `export /* c */ * from "${p}";`, `export function ${s.name}${s.ts.body}`),
  "star with a line comment": (s) =>
    from(s, (p) => `export // c\n*\nfrom\n"${p}"`, `export const ${s.name} = ${s.ts.arrow};`),
  "star without spaces": (s) =>
    from(s, (p) => `export*from"${p}"`, `export const ${s.name} = ${s.ts.arrow};`),
  "star of a list with an escape": (s) =>
    from(
      s,
      (p) => `export * from "${p}";`,
      `function f${s.ts.body}\nexport { f as "\\x${s.name.charCodeAt(0).toString(16)}${s.name.slice(1)}" };`,
    ),
  "star of a pattern": (s) =>
    from(s, (p) => `export * from "${p}";`, `export const { a: ${s.name} } = { a: ${s.ts.arrow} };`),
  "own export before a star's": (s) =>
    from(
      s,
      (p) => `export * from "${p}";\nexport function ${s.name}${s.body}`,
      `export function ${s.name}${s.ts.other}`,
    ),
  "list before a star's": (s) =>
    from(
      s,
      (p) => `export * from "${p}";\nconst ${s.id}_f = ${s.arrow};\nexport { ${s.id}_f as ${s.name} };`,
      `export const ${s.name} = ${s.ts.otherArrow};`,
    ),
  "own export before a star's generator": (s) =>
    from(
      s,
      (p) => `export function ${s.name}${s.body}\nexport * from "${p}";`,
      `export function* ${s.name}${s.ts.other}`,
    ),
  "re-export before a star's": (s) => ({
    text: `export * from "${at(s, "a.ts")}";\nexport { f as ${s.name} } from "${at(s, "b.ts")}";`,
    files: {
      ...beside(s, "a.ts", `export const ${s.name} = ${s.ts.otherArrow};`),
      ...beside(s, "b.ts", `export const f = ${s.ts.arrow};`),
    },
  }),
});

const CHAINS = forms(RIGHT, {
  "chain of three stars": (s) => ({
    text: `export * from "${at(s, "a.ts")}";`,
    files: {
      ...beside(s, "a.ts", `export * from "${at(s, "b.ts")}";`),
      ...beside(s, "b.ts", `export * from "${at(s, "c.ts")}";\nexport const ${s.id}_limit = 3;`),
      ...beside(s, "c.ts", `export function ${s.name}${s.ts.body}`),
    },
  }),
  "chain of renames": (s) => ({
    text: `export { b as ${s.name} } from "${at(s, "a.ts")}";`,
    files: {
      ...beside(s, "a.ts", `export { c as b } from "${at(s, "b.ts")}";`),
      ...beside(s, "b.ts", `import { d } from "${at(s, "c.ts")}";\nexport { d as c };`),
      ...beside(s, "c.ts", `export const d = ${s.ts.arrow};`),
    },
  }),
  "cycle of stars": (s) => ({
    text: `export * from "${at(s, "a.ts")}";`,
    files: {
      ...beside(s, "a.ts", `export * from "${at(s, "b.ts")}";\nexport const ${s.id}_limit = 3;`),
      ...beside(s, "b.ts", `export * from "${at(s, "a.ts")}";\nexport function ${s.name}${s.ts.body}`),
    },
  }),
  "two ways to one function": (s) => ({
    text: `export * from "${at(s, "a.ts")}";\nexport * from "${at(s, "b.ts")}";`,
    files: {
      ...beside(s, "a.ts", `export { ${s.name} } from "${at(s, "c.ts")}";`),
      ...beside(s, "b.ts", `export * from "${at(s, "c.ts")}";`),
      ...beside(s, "c.ts", `export function ${s.name}${s.ts.body}`),
    },
  }),
  "member of an exported namespace": (s) => ({
    text: `import { ns as ${s.id}_ns } from "${at(s, "a.ts")}";\nexport const ${s.name} = ${s.id}_ns.f;`,
    files: {
      ...beside(s, "a.ts", `export * as ns from "${at(s, "b.ts")}";`),
      ...beside(s, "b.ts", `export const f = ${s.ts.arrow};`),
    },
  }),
});

const TYPES_BESIDE = forms(RIGHT_TS, {
  "value beside a type in one list": (s) =>
    from(
      s,
      (p) => `export { type T as ${s.id}_T, f as ${s.name} } from "${p}";`,
      `export type T = 1;\nexport const f = ${s.ts.arrow};`,
    ),
  "value from one star, types from another": (s) =>
    from(
      s,
      (p) => `export type * from "${p}";\nexport * from "${p}";`,
      `export interface ${s.id}_T { a: 1 }\nexport function ${s.name}${s.ts.body}`,
    ),
  "import with a type beside it": (s) =>
    from(
      s,
      (p) =>
        `import { type T as ${s.id}_T, f as ${s.id}_f } from "${p}";\nexport { ${s.id}_f as ${s.name} };\nexport type { ${s.id}_T };`,
      `export type T = 1;\nexport const f = ${s.ts.arrow};`,
    ),
});

export const STARS: readonly Form[] = [...WHOLE, ...CHAINS, ...TYPES_BESIDE];
