// Lists right handlers from files beside the route that are not `.ts`, or are found under another name.
import { at, beside, type Form, forms, RIGHT, RIGHT_TS, type Written } from "../form.ts";
import { declared, type Slot } from "../slot.ts";

/** The route text, and a JavaScript file beside it with its types. */
function typedFile(
  slot: Slot,
  ending: "js" | "mjs" | "cjs" | "jsx",
  text: (path: string) => string,
  js: string,
  declarations: string,
): Written {
  const types = { js: "d.ts", mjs: "d.mts", cjs: "d.cts", jsx: "d.ts" }[ending];
  return {
    text: text(at(slot, `a.${ending}`)),
    files: { ...beside(slot, `a.${ending}`, js), ...beside(slot, `a.${types}`, declarations) },
  };
}

function tsFile(slot: Slot, name: string, text: (path: string) => string): Written {
  return {
    text: text(at(slot, name)),
    files: beside(slot, name, `export function ${slot.name}${slot.ts.body}`),
  };
}

const ENDINGS = forms(RIGHT, {
  "re-export from .js": (s) =>
    typedFile(
      s,
      "js",
      (p) => `export { ${s.name} } from "${p}";`,
      `export function ${s.name}${s.js.body}`,
      declared(s, s.name),
    ),
  "star from .js": (s) =>
    typedFile(
      s,
      "js",
      (p) => `export * from "${p}";`,
      `export const ${s.name} = ${s.js.arrow};`,
      declared(s, s.name),
    ),
  "re-export from .mjs": (s) =>
    typedFile(
      s,
      "mjs",
      (p) => `export { f as ${s.name} } from "${p}";`,
      `export const limit = 3, f = ${s.js.arrow};`,
      declared(s, "f"),
    ),
  "star from .mjs": (s) =>
    typedFile(
      s,
      "mjs",
      (p) => `export * from "${p}";`,
      `export function ${s.name}${s.js.body}`,
      declared(s, s.name),
    ),
  "re-export from .cjs": (s) =>
    typedFile(
      s,
      "cjs",
      (p) => `export { f as ${s.name} } from "${p}";`,
      `exports.f = ${s.js.arrow};`,
      declared(s, "f"),
    ),
  "re-export from .jsx": (s) =>
    typedFile(
      s,
      "jsx",
      (p) => `export { ${s.name} } from "${p}";`,
      `export function ${s.name}${s.js.body}`,
      declared(s, s.name),
    ),
  "re-export from .mts": (s) => tsFile(s, "a.mts", (p) => `export { ${s.name} } from "${p}";`),
  "star from .mts": (s) => tsFile(s, "a.mts", (p) => `export * from "${p}";`),
  "star from .tsx": (s) => tsFile(s, "a.tsx", (p) => `export * from "${p}";`),
  "re-export from .tsx": (s) => tsFile(s, "b.tsx", (p) => `export { ${s.name} } from "${p}";`),
  "star without an ending": (s) => tsFile(s, "b.ts", (p) => `export * from "${p.replace(/\.ts$/, "")}";`),
  "star of .js that is .ts": (s) => tsFile(s, "b.ts", (p) => `export * from "${p.replace(/\.ts$/, ".js")}";`),
});

const SUFFIXES = forms(RIGHT, {
  "re-export beside a file with a suffix": (s) => ({
    text: `export { f as ${s.name} } from "${at(s, "a.ts")}";`,
    files: {
      ...beside(s, "a.ts", `export const f = ${s.ts.arrow};`),
      ...beside(s, "a.web.ts", "export const f = 3;"),
    },
  }),
});

const UNKNOWN_NAMES = forms(
  { bun: "function", bunbox: "either" },
  {
    "star from a CommonJS file": (s) =>
      typedFile(
        s,
        "cjs",
        (p) => `export * from "${p}";`,
        `module.exports = { ${s.name}: ${s.js.arrow} };`,
        declared(s, s.name),
      ),
  },
);

const REQUIRED = forms(RIGHT_TS, {
  "import = require of .cjs": (s) =>
    typedFile(
      s,
      "cjs",
      (p) => `import ${s.id}_m = require("${p}");\nexport const ${s.name} = ${s.id}_m.f;`,
      `exports.f = ${s.js.arrow};`,
      declared(s, "f"),
    ),
});

export const FILES: readonly Form[] = [...ENDINGS, ...SUFFIXES, ...UNKNOWN_NAMES, ...REQUIRED];
