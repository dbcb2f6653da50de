// Lists handlers that TypeScript sees, but that do not exist when the module runs.
import { type Form, type Kind, type Written, at, beside, forms, from } from "../form.ts";
import { declared, type Slot } from "../slot.ts";

/** A form that only a TypeScript route can have. */
const ABSENT: Kind = { bun: "absent", bunbox: "wrong", language: "ts" };
/** Bun does not load a module that hands on a name which the other module lacks. */
const FAILS: Kind = { ...ABSENT, bun: "fails" };

/** The route, a file that it reads from, and a file that this one reads from. */
function chain(slot: Slot, route: (path: string) => string, a: (path: string) => string, b: string): Written {
  return {
    text: route(at(slot, "a.ts")),
    files: { ...beside(slot, "a.ts", a(at(slot, "b.ts"))), ...beside(slot, "b.ts", b) },
  };
}

function value(slot: Slot, name: string = slot.name): string {
  return `export function ${name}${slot.ts.body}`;
}

const HERE = forms(ABSENT, {
  "exported type": (s) => `export type ${s.name} = ${s.type};`,
  "exported type of another name": (s) =>
    `type ${s.id}_T = ${s.type};\nexport type { ${s.id}_T as ${s.name} };`,
  "exported interface": (s) => `export interface ${s.name} { (...args: unknown[]): unknown }`,
  "interface in a list": (s) => `interface ${s.id}_T { a: 1 }\nexport { type ${s.id}_T as ${s.name} };`,
  "declared function": (s) => declared(s, s.name),
  "declared constant": (s) => `export declare const ${s.name}: ${s.type};`,
  "declared let after a constant": (s) =>
    `export const ${s.id}_limit = 3;\nexport declare let ${s.name}: ${s.type};`,
  "declared class": (s) => `export declare class ${s.name} { a: number }`,
  "declared namespace": (s) => `export declare namespace ${s.name} { const a: number; }`,
  "namespace of types": (s) => `export namespace ${s.name} { export type Limit = number }`,
  "function in export type": (s) => `function ${s.id}_f${s.body}\nexport type { ${s.id}_f as ${s.name} };`,
  "function marked as type": (s) => `function ${s.id}_f${s.body}\nexport { type ${s.id}_f as ${s.name} };`,
  "function marked as type, with comments": (s) =>
    `function ${s.id}_f${s.body}\nexport { /* a */ type /* b */ ${s.id}_f /* c */ as ${s.name} };`,
  "function in export type of its own name": (s) => `function ${s.name}${s.body}\nexport type { ${s.name} };`,
});

const TYPE_REEXPORTS = forms(ABSENT, {
  "export type from": (s) => from(s, (p) => `export type { ${s.name} } from "${p}";`, value(s)),
  "type in a list from": (s) => from(s, (p) => `export { type f as ${s.name} } from "${p}";`, value(s, "f")),
  "type star": (s) => from(s, (p) => `export type * from "${p}";`, value(s)),
  "type star as a namespace": (s) => from(s, (p) => `export type * as ${s.name} from "${p}";`, value(s)),
  "imported type, handed on as type": (s) =>
    from(
      s,
      (p) => `import type { f as ${s.id}_f } from "${p}";\nexport type { ${s.id}_f as ${s.name} };`,
      value(s, "f"),
    ),
  "star of a type": (s) => from(s, (p) => `export * from "${p}";`, `export type ${s.name} = ${s.type};`),
  "star of an interface": (s) =>
    from(s, (p) => `export * from "${p}";`, `export interface ${s.name} { a: 1 }`),
  "star of a declared function": (s) => from(s, (p) => `export * from "${p}";`, declared(s, s.name)),
  "star of a function marked as type": (s) =>
    from(s, (p) => `export * from "${p}";`, `function f${s.ts.body}\nexport { type f as ${s.name} };`),
  "type star two files on": (s) =>
    chain(
      s,
      (p) => `export * from "${p}";`,
      (p) => `export type * from "${p}";`,
      value(s),
    ),
  "star, then export type": (s) =>
    chain(
      s,
      (p) => `export * from "${p}";`,
      (p) => `export type { ${s.name} } from "${p}";`,
      value(s),
    ),
  "star of a type two files on": (s) =>
    chain(
      s,
      (p) => `export * from "${p}";`,
      (p) => `export * from "${p}";`,
      `export type ${s.name} = ${s.type};`,
    ),
});

const TYPE_IMPORTS = forms(ABSENT, {
  "imported type, handed on": (s) =>
    from(
      s,
      (p) => `import type { f as ${s.id}_f } from "${p}";\nexport { ${s.id}_f as ${s.name} };`,
      value(s, "f"),
    ),
  "imported with the word type, handed on": (s) =>
    from(
      s,
      (p) => `import { type f as ${s.id}_f } from "${p}";\nexport { ${s.id}_f as ${s.name} };`,
      value(s, "f"),
    ),
  "default imported as type, handed on": (s) =>
    from(
      s,
      (p) => `import type ${s.id}_f from "${p}";\nexport { ${s.id}_f as ${s.name} };`,
      `export default function f${s.ts.body}`,
    ),
  "namespace imported as type, handed on": (s) =>
    from(
      s,
      (p) => `import type * as ${s.id}_f from "${p}";\nexport { ${s.id}_f as ${s.name} };`,
      value(s, "f"),
    ),
  "star, then an imported type handed on": (s) =>
    chain(
      s,
      (p) => `export * from "${p}";`,
      (p) => `import type { f } from "${p}";\nexport { f as ${s.name} };`,
      value(s, "f"),
    ),
});

const VALUE_REEXPORTS = forms(FAILS, {
  "re-export of a type": (s) =>
    from(s, (p) => `export { ${s.name} } from "${p}";`, `export type ${s.name} = ${s.type};`),
  "re-export of a declared function": (s) =>
    from(s, (p) => `export { ${s.name} } from "${p}";`, declared(s, s.name)),
  "re-export of a function marked as type": (s) =>
    from(
      s,
      (p) => `export { ${s.name} } from "${p}";`,
      `function f${s.ts.body}\nexport type { f as ${s.name} };`,
    ),
  "imported type handed on two files on": (s) =>
    chain(
      s,
      (p) => `export { g as ${s.name} } from "${p}";`,
      (p) => `import type { f } from "${p}";\nexport { f as g };`,
      value(s, "f"),
    ),
  "re-export through a type star": (s) =>
    chain(
      s,
      (p) => `export { ${s.name} } from "${p}";`,
      (p) => `export type * from "${p}";`,
      value(s),
    ),
});

export const TYPES_ALONE: readonly Form[] = [...HERE, ...TYPE_REEXPORTS, ...TYPE_IMPORTS, ...VALUE_REEXPORTS];
