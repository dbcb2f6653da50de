// BBX4011: an import without an extension means one file to the bundler, and another to Bun or TypeScript.
import path from "node:path";
import type { Rule } from "../rule.ts";

/** In the order in which Bun 1.4 looks for them. */
const BUN: readonly string[] = [".tsx", ".jsx", ".mts", ".ts", ".mjs", ".js", ".cts", ".cjs", ".json"];

/** TypeScript takes declarations too; they describe a file of another extension. */
const TOOLS = [
  ["`bun run`", BUN],
  ["TypeScript", [".ts", ".tsx"]],
] as const;

export const twoFiles = {
  code: "BBX4011",
  severity: "error",
  name: "two-files",
  label: "means two files",
  meaning:
    "An import without an extension means one file to the bundler, and another to `bun run` or TypeScript, which try extensions in another order. The server would not run what you check and test.",
  remedy: "Write the extension, or rename one of the two files.",
  inProject: ({ graph, exists, placeOfImport }) =>
    [...graph.imports].flatMap(([importer, targets]) => {
      if (importer.includes("node_modules/")) return [];
      return [...targets].flatMap(([specifier, target]) => {
        const bases = target === null ? [] : basesOf(importer, specifier, target);
        const other = otherChoice(bases, target, exists);
        if (other === undefined) return [];
        return {
          place: placeOfImport(importer, specifier),
          message: `The bundler resolves \`${specifier}\` to ${target}, but ${other.tool} resolves it to ${other.file}`,
        };
      });
    }),
} as const satisfies Rule;

/** The paths that an extension is appended to: the import's own, then `index` in it. None if it has its extension. */
function basesOf(importer: string, specifier: string, target: string): readonly string[] {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return [];
  const named = path.posix.join(path.posix.dirname(importer), specifier).replace(/\/$/, "");
  const index = path.posix.join(named, "index");
  // `.` and `./lib/` can only be folders.
  const bases = /(?:^|\/)\.{0,2}$/.test(specifier) ? [index] : [named, index];
  const extension = path.posix.extname(target);
  const lacked = BUN.includes(extension) && bases.some((base) => target === `${base}${extension}`);
  return lacked ? bases : [];
}

/** The file that another tool resolves the import to. */
function otherChoice(
  bases: readonly string[],
  target: string | null,
  exists: (file: string) => boolean,
): { readonly file: string; readonly tool: string } | undefined {
  for (const [tool, extensions] of TOOLS) {
    const files = bases.flatMap((base) => extensions.map((extension) => `${base}${extension}`));
    const file = files.find(exists);
    if (file !== undefined && file !== target) return { file, tool };
  }
  return undefined;
}
