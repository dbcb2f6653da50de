// Gives imports of CommonJS the values that Bun gives them.
import type { Edit } from "./source-map.ts";

/** The condition in esbuild's helper under which `default` is the whole `module.exports`. */
const NODE = /isNodeMode ?\|\| ?!mod ?\|\| ?!mod\.__esModule/;

/**
 * In Bun, the default import of a CommonJS module with `__esModule` is its `exports.default`, if it has one, for every
 * importer. In esbuild, as in Node, importers in a `"type": "module"` package get the whole `module.exports`.
 *
 * @param code esbuild's output, which begins with its helpers
 */
export function interopEdits(code: string): readonly Edit[] {
  const found = code.includes("__toESM") ? NODE.exec(code) : null;
  if (found === null) return [];
  const text = '!mod || !mod.__esModule || !("default" in mod)';
  return [{ start: found.index, end: found.index + found[0].length, text }];
}
