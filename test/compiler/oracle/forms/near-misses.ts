// Lists functions that were meant as handlers: a wrong name, a default export, or no export.
import { type Form, type Kind, type Written, forms, from } from "../form.ts";
import type { Slot } from "../slot.ts";

const MISNAMED: Kind = { bun: "absent", bunbox: "wrong" };
const BY_TYPE: Kind = { bun: "absent", bunbox: "mistyped", language: "ts" };
const UNEXPORTED: Kind = { bun: "absent", bunbox: "wrong", company: "alone" };

/** A form that exports a function under the name that is nearly right. */
function named(write: (slot: Slot) => Written | string): (slot: Slot) => Written {
  return (slot) => {
    const written = write(slot);
    return { ...(typeof written === "string" ? { text: written } : written), near: slot.near };
  };
}

const BY_SYNTAX: Readonly<Record<string, Form["write"]>> = {
  "misnamed function": named((s) => `export function ${s.near}${s.body}`),
  "misnamed async function": named((s) => `export async function ${s.near}${s.body}`),
  "misnamed arrow": named((s) => `export const ${s.near} = ${s.arrow};`),
  "misnamed arrow in parentheses": named((s) => `export const ${s.near} = (${s.arrow});`),
  "misnamed second declarator": named(
    (s) => `export const ${s.id}_limit = 3, ${s.near} = function ${s.body};`,
  ),
  "misnamed in a list": named((s) => `function ${s.id}_f${s.body}\nexport { ${s.id}_f as ${s.near} };`),
  "misnamed by a string": named((s) => `function ${s.id}_f${s.body}\nexport { ${s.id}_f as "${s.near}" };`),
  "misnamed with an escape": named(
    (s) => `export function \\u00${s.near.charCodeAt(0).toString(16)}${s.near.slice(1)}${s.body}`,
  ),
  "misnamed constant of a function": named(
    (s) => `function ${s.id}_f${s.body}\nexport const ${s.near} = ${s.id}_f;`,
  ),
  "misnamed re-export": named((s) =>
    from(s, (p) => `export { f as ${s.near} } from "${p}";`, `export function f${s.ts.body}`),
  ),
  "misnamed in a star": named((s) =>
    from(s, (p) => `export * from "${p}";`, `export function ${s.near}${s.ts.body}`),
  ),
  "misnamed re-export of a default": named((s) =>
    from(s, (p) => `export { default as ${s.near} } from "${p}";`, `export default ${s.ts.arrow};`),
  ),
};

const NEEDING_TYPES: Readonly<Record<string, Form["write"]>> = {
  "misnamed and made by a call": named(
    (s) => `const ${s.id}_make = () => ${s.arrow};\nexport const ${s.near} = ${s.id}_make();`,
  ),
  "misnamed in a pattern": named((s) => `export const { f: ${s.near} } = { f: ${s.arrow} };`),
  "misnamed member of a namespace import": named((s) =>
    from(
      s,
      (p) => `import * as ${s.id}_ns from "${p}";\nexport const ${s.near} = ${s.id}_ns.f;`,
      `export function f${s.ts.body}`,
    ),
  ),
  "misnamed bound method": named(
    (s) => `class ${s.id}_C { run${s.body} }\nexport const ${s.near} = new ${s.id}_C().run.bind(null);`,
  ),
  "misnamed and from a package": named((s) => {
    const name = `${s.id.toLowerCase()}-pkg`;
    return {
      text: `export { f as ${s.near} } from "${name}";`,
      files: {
        [`${name}/package.json`]: JSON.stringify({
          name,
          type: "module",
          main: "index.js",
          types: "index.d.ts",
        }),
        [`${name}/index.js`]: `export const f = ${s.js.arrow};`,
        [`${name}/index.d.ts`]: "export declare const f: (...args: any[]) => any;",
      },
    };
  }),
};

/** Names that are nearly right, of values that only TypeScript knows. */
const NOT_CALLABLE = forms(
  { bun: "absent", bunbox: "harmless", language: "ts", company: "beside" },
  {
    "near name of a number": (s) => `export const ${s.near} = [1].length;`,
    "near name of an object made by a call": (s) => `export const ${s.near} = Object.freeze({ a: 1 });`,
    "near name of another file's object": (s) =>
      from(
        s,
        (p) => `import * as ${s.id}_ns from "${p}";\nexport const ${s.near} = ${s.id}_ns.all.a;`,
        "export const all = { a: { b: 1 } };",
      ),
  },
);

const DEFAULTS = forms(MISNAMED, {
  "default function": (s) => `export default function ${s.name}${s.body}`,
  "default async function": (s) => `export default async function ${s.name}${s.body}`,
  "default of a function": (s) => `function ${s.name}${s.body}\nexport default ${s.name};`,
  "default in parentheses": (s) => `function ${s.name}${s.body}\nexport default (${s.name});`,
  "default of a constant": (s) => `const ${s.name} = ${s.arrow};\nexport default ${s.name};`,
  "default in a list": (s) => `function ${s.name}${s.body}\nexport { ${s.name} as default };`,
  "default by a string": (s) => `const ${s.name} = ${s.arrow};\nexport { ${s.name} as "default" };`,
  "default with comments": (s) =>
    `function ${s.name}${s.body}\nexport /* a */ default /* b */ ${s.name} /* c */;`,
});

const NOT_EXPORTED: Readonly<Record<string, Form["write"]>> = {
  "function without export": (s) => `function ${s.name}${s.body}`,
  "async function without export": (s) => `async function ${s.name}${s.body}`,
  "arrow without export": (s) => `const ${s.name} = ${s.arrow};`,
  "function expression without export": (s) => `const ${s.name} = function ${s.body};`,
  "second declarator without export": (s) => `const ${s.id}_limit = 3, ${s.name} = ${s.arrow};`,
  "function below a comment that exports": (s) => `// export\nfunction ${s.name}${s.body}`,
  "arrow in parentheses without export": (s) => `const ${s.name} = (${s.arrow});`,
};

export const NEAR_MISSES: readonly Form[] = [
  ...forms(MISNAMED, BY_SYNTAX),
  ...forms(BY_TYPE, NEEDING_TYPES),
  ...forms({ bun: "function", bunbox: "warned", company: "same" }, BY_SYNTAX),
  ...NOT_CALLABLE,
  ...DEFAULTS,
  ...forms(UNEXPORTED, NOT_EXPORTED),
  ...forms({ ...UNEXPORTED, bunbox: "warned", company: "beside" }, NOT_EXPORTED),
];
