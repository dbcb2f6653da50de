// Gives imports and requires the values that Bun gives them.
import type { Edit } from "./source-map.ts";

/** The condition in esbuild's helper under which `default` is the whole `module.exports`. */
const NODE = /isNodeMode ?\|\| ?!mod ?\|\| ?!mod\.__esModule/;

/** What esbuild's helper returns to a `require` of an ES module. */
const NAMESPACE =
  /(?<=\b__toCommonJS ?= ?\(?mod\)? ?=> ?)__copyProps\(__defProp\(\{\}, ?"__esModule", ?\{ ?value: ?(?:true|!0) ?\}\), ?mod\)/;

/**
 * In Bun, the default import of a CommonJS module with `__esModule` is its `exports.default`, if it has one, for every
 * importer. In esbuild, as in Node, importers in a `"type": "module"` package get the whole `module.exports`. A `require` of an ES
 * module that exports a value as `"module.exports"` returns that value (Bun 1.4, Node 23), which esbuild 0.28 does not know.
 *
 * @param code esbuild's output, which begins with its helpers
 */
export function interopEdits(code: string): readonly Edit[] {
  const imported = code.includes("__toESM") ? NODE.exec(code) : null;
  const required = code.includes('"module.exports"') ? NAMESPACE.exec(code) : null;
  return [
    ...replaced(imported, '!mod || !mod.__esModule || !("default" in mod)'),
    ...replaced(required, `"module.exports" in mod ? mod["module.exports"] : ${required?.[0]}`),
  ];
}

function replaced(found: RegExpExecArray | null, text: string): readonly Edit[] {
  return found === null ? [] : [{ start: found.index, end: found.index + found[0].length, text }];
}
