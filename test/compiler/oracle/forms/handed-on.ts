// Lists right handlers that are written in another file, which the route names one by one.
import { type Form, forms, from, RIGHT } from "../form.ts";

const NAMED = forms(RIGHT, {
  "re-export": (s) =>
    from(s, (p) => `export { ${s.name} } from "${p}";`, `export function ${s.name}${s.ts.body}`),
  "renamed re-export": (s) =>
    from(s, (p) => `export { f as ${s.name} } from "${p}";`, `export const f = ${s.ts.arrow};`),
  "re-export with comments": (s) =>
    from(
      s,
      (p) => `export /* { x } */ { // from "./b"\n f /* as g */ as ${s.name} } /* from */ from "${p}";`,
      `export const f = ${s.ts.arrow};`,
    ),
  "re-export by a string": (s) =>
    from(s, (p) => `export { "f" as "${s.name}" } from '${p}'`, `export const f = ${s.ts.arrow};`),
  "re-export of a string name": (s) =>
    from(
      s,
      (p) => `export { "a-b" as ${s.name} } from "${p}";`,
      `const f = ${s.ts.arrow};\nexport { f as "a-b" };`,
    ),
  "re-export with an escaped path": (s) =>
    from(s, (p) => `export { f as ${s.name} } from "\\x2e${p.slice(1)}";`, `export const f = ${s.ts.arrow};`),
  "re-export of a second declarator": (s) =>
    from(s, (p) => `export { ${s.name} } from "${p}";`, `export const limit = 3, ${s.name} = ${s.ts.arrow};`),
  "re-export of a default": (s) =>
    from(s, (p) => `export { default as ${s.name} } from "${p}";`, `export default function ${s.ts.body}`),
  "re-export of a default by its name": (s) =>
    from(
      s,
      (p) => `export { default as ${s.name} } from "${p}";`,
      `function f${s.ts.body}\nexport { f as default };`,
    ),
  "import, then list": (s) =>
    from(
      s,
      (p) => `import { f } from "${p}";\nexport { f as ${s.name} };`.replaceAll(/\bf\b/g, `${s.id}_f`),
      `export function ${s.id}_f${s.ts.body}`,
    ),
  "list, then import": (s) =>
    from(
      s,
      (p) => `export { ${s.name} };\nimport { f as ${s.name} } from "${p}";`,
      `export function f${s.ts.body}`,
    ),
  "default import, then list": (s) =>
    from(
      s,
      (p) => `import ${s.id}_f from "${p}";\nexport { ${s.id}_f as ${s.name} };`,
      `export default ${s.ts.arrow};`,
    ),
  "import, then constant": (s) =>
    from(
      s,
      (p) => `import { f as ${s.id}_f } from "${p}";\nexport const ${s.name} = ${s.id}_f;`,
      `export const f = ${s.ts.arrow};`,
    ),
  "import of a string name": (s) =>
    from(
      s,
      (p) => `import { "f" as ${s.id}_f } from "${p}";\nexport { ${s.id}_f as ${s.name} };`,
      `export const f = ${s.ts.arrow};`,
    ),
  "member of a namespace import": (s) =>
    from(
      s,
      (p) => `import * as ${s.id}_ns from "${p}";\nexport const ${s.name} = ${s.id}_ns.guard;`,
      `export function guard${s.ts.body}`,
    ),
  "pattern of a namespace import": (s) =>
    from(
      s,
      (p) => `import * as ${s.id}_ns from "${p}";\nexport const { guard: ${s.name} } = ${s.id}_ns;`,
      `export const guard = ${s.ts.arrow};`,
    ),
  "maker from another file": (s) =>
    from(
      s,
      (p) => `import { make as ${s.id}_make } from "${p}";\nexport const ${s.name} = ${s.id}_make();`,
      `export const make = () => ${s.ts.arrow};`,
    ),
  "default object of another file": (s) =>
    from(
      s,
      (p) => `import ${s.id}_o from "${p}";\nexport const { f: ${s.name} } = ${s.id}_o;`,
      `export default { f: ${s.ts.arrow} };`,
    ),
});

export const HANDED_ON: readonly Form[] = NAMED;
