// Lists right handlers from packages in node_modules.
import { type Form, forms, type Kind, RIGHT, RIGHT_TS, type Written } from "../form.ts";
import { arrowType, declared, type Slot } from "../slot.ts";

/** The route text, and a package with one JavaScript file and its types. */
function installed(
  slot: Slot,
  text: (name: string) => string,
  js: string,
  types: string,
  type = "module",
): Written {
  const name = `${slot.id.toLowerCase()}-pkg`;
  return {
    text: text(name),
    files: {
      [`${name}/package.json`]: JSON.stringify({
        name,
        version: "1.0.0",
        type,
        main: "index.js",
        types: "index.d.ts",
      }),
      [`${name}/index.js`]: js,
      [`${name}/index.d.ts`]: types,
    },
  };
}

const RE_EXPORTS = forms(RIGHT, {
  "re-export from a package": (s) =>
    installed(
      s,
      (p) => `export { ${s.name} } from "${p}";`,
      `export function ${s.name}${s.js.body}`,
      declared(s, s.name),
    ),
  "star from a package": (s) =>
    installed(
      s,
      (p) => `export * from "${p}";`,
      `export const ${s.name} = ${s.js.arrow};`,
      declared(s, s.name),
    ),
  "default of a package": (s) =>
    installed(
      s,
      (p) => `export { default as ${s.name} } from "${p}";`,
      `export default ${s.js.arrow};`,
      `declare const f: ${arrowType(s)};\nexport default f;`,
    ),
  "import from a package": (s) =>
    installed(
      s,
      (p) => `import { make as ${s.id}_make } from "${p}";\nexport const ${s.name} = ${s.id}_make();`,
      `export const make = () => ${s.js.arrow};`,
      `export declare function make(): ${arrowType(s)};`,
    ),
  "re-export from a CommonJS package": (s) =>
    installed(
      s,
      (p) => `export { ${s.name} } from "${p}";`,
      `exports.${s.name} = ${s.js.arrow};`,
      declared(s, s.name),
      "commonjs",
    ),
  "import from a CommonJS package": (s) =>
    installed(
      s,
      (p) => `import { f as ${s.id}_f } from "${p}";\nexport { ${s.id}_f as ${s.name} };`,
      `module.exports = { f: ${s.js.arrow} };`,
      declared(s, "f"),
      "commonjs",
    ),
  "member of a CommonJS namespace": (s) =>
    installed(
      s,
      (p) => `import * as ${s.id}_ns from "${p}";\nexport const ${s.name} = ${s.id}_ns.f;`,
      `exports.f = ${s.js.arrow};`,
      declared(s, "f"),
      "commonjs",
    ),
  "default of a CommonJS package that was an ES module": (s) =>
    installed(
      s,
      (p) => `export { default as ${s.name} } from "${p}";`,
      `exports.__esModule = true;\nexports.default = ${s.js.arrow};`,
      `declare const f: ${arrowType(s)};\nexport default f;`,
      "commonjs",
    ),
  "default import of a CommonJS package that was an ES module": (s) =>
    installed(
      s,
      (p) => `import ${s.id}_f from "${p}";\nexport const ${s.name} = ${s.id}_f;`,
      `exports.__esModule = true;\nexports.default = ${s.js.arrow};`,
      `declare const f: ${arrowType(s)};\nexport default f;`,
      "commonjs",
    ),
  "default of a CommonJS package": (s) =>
    installed(
      s,
      (p) => `import ${s.id}_f from "${p}";\nexport const ${s.name} = ${s.id}_f;`,
      `module.exports = ${s.js.arrow};`,
      `declare const f: ${arrowType(s)};\nexport = f;`,
      "commonjs",
    ),
});

/** Which names a CommonJS module exports is known only when it runs. */
const COMMONJS: Kind = { bun: "function", bunbox: "either" };
const UNKNOWN_NAMES = forms(COMMONJS, {
  "star from a CommonJS package": (s) =>
    installed(
      s,
      (p) => `export * from "${p}";`,
      `exports.${s.name} = ${s.js.arrow};`,
      declared(s, s.name),
      "commonjs",
    ),
});

const REQUIRED = forms(RIGHT_TS, {
  "import = require of a package": (s) =>
    installed(
      s,
      (p) => `import ${s.id}_m = require("${p}");\nexport const ${s.name} = ${s.id}_m;`,
      `module.exports = ${s.js.arrow};`,
      `declare const f: ${arrowType(s)};\nexport = f;`,
      "commonjs",
    ),
});

export const PACKAGES: readonly Form[] = [...RE_EXPORTS, ...UNKNOWN_NAMES, ...REQUIRED];
