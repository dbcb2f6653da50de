// Lists handlers that the source re-exports, but that no file, or more than one file, provides.
import { type Form, at, beside, forms, from } from "../form.ts";
import { declared, type Slot } from "../slot.ts";

function value(slot: Slot): string {
  return `export function ${slot.name}${slot.ts.body}`;
}

const AMBIGUOUS = forms(
  { bun: "absent", bunbox: "wrong" },
  {
    "same name from two stars": (s) => ({
      text: `export * from "${at(s, "a.ts")}";\nexport * from "${at(s, "b.ts")}";`,
      files: {
        ...beside(s, "a.ts", value(s)),
        ...beside(s, "b.ts", `export const ${s.name} = ${s.ts.otherArrow};`),
      },
    }),
    "same name from two stars, one file on": (s) => ({
      text: `export * from "${at(s, "c.ts")}";`,
      files: {
        ...beside(s, "a.ts", value(s)),
        ...beside(s, "b.ts", `export const ${s.name} = ${s.ts.otherArrow};`),
        ...beside(s, "c.ts", `export * from "${at(s, "a.ts")}";\nexport * from "${at(s, "b.ts")}";`),
      },
    }),
    "same name from two stars of JavaScript": (s) => ({
      text: `export * from "${at(s, "a.js")}";\nexport * from "${at(s, "b.js")}";`,
      files: {
        ...beside(s, "a.js", `export function ${s.name}${s.js.body}`),
        ...beside(s, "a.d.ts", declared(s, s.name)),
        ...beside(s, "b.js", `export function ${s.name}${s.js.other}`),
        ...beside(s, "b.d.ts", declared(s, s.name)),
      },
    }),
  },
);

const MISSING = [
  ...forms(
    { bun: "fails", bunbox: "wrong" },
    {
      "re-export of what is missing": (s) =>
        from(s, (p) => `export { ${s.name} } from "${p}";`, "export const f = 1;"),
      "re-export of an ambiguous name": (s) => ({
        text: `export { ${s.name} } from "${at(s, "c.ts")}";`,
        files: {
          ...beside(s, "a.ts", value(s)),
          ...beside(s, "b.ts", `export const ${s.name} = ${s.ts.otherArrow};`),
          ...beside(s, "c.ts", `export * from "${at(s, "a.ts")}";\nexport * from "${at(s, "b.ts")}";`),
        },
      }),
      "re-export of what JavaScript lacks": (s) => ({
        text: `export { ${s.name} } from "${at(s, "a.js")}";`,
        files: {
          ...beside(s, "a.js", "export const f = 1;"),
          ...beside(s, "a.d.ts", declared(s, s.name)),
        },
      }),
    },
  ),
  ...forms(
    { bun: "absent", bunbox: "mistyped", language: "ts" },
    {
      "star of what JavaScript lacks": (s) => ({
        text: `export * from "${at(s, "a.js")}";`,
        files: {
          ...beside(s, "a.js", "export const f = 1;"),
          ...beside(s, "a.d.ts", declared(s, s.name)),
        },
      }),
    },
  ),
];

export const NOT_PROVIDED: readonly Form[] = [...AMBIGUOUS, ...MISSING];
