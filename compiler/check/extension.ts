// Reports imports without an extension that mean one file to the bundler, and another one to Bun or TypeScript.
import path from "node:path";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Place } from "../model.ts";

/** In the order in which Bun 1.4 looks for them. */
const BUN: readonly string[] = [".tsx", ".jsx", ".mts", ".ts", ".mjs", ".js", ".cts", ".cjs", ".json"];

/** TypeScript takes declarations too; they describe a file of another extension. */
const TOOLS = [
  ["`bun run`", BUN],
  ["TypeScript", [".ts", ".tsx"]],
] as const;

/**
 * The bundler's order is another one: `./guard` is `guard.js` to it, and `guard.mts` to Bun.
 *
 * @param exists whether a file exists, by its path relative to the project
 * @param placeOf where a file first mentions a module
 */
export function checkExtensions(
  { imports }: Pick<Graph, "imports">,
  exists: (file: string) => boolean,
  placeOf: (file: string, specifier: string) => Place,
): readonly Diagnostic[] {
  return [...imports].flatMap(([importer, targets]) => {
    if (importer.includes("node_modules/")) return [];
    return [...targets].flatMap(([specifier, target]) => {
      const bases = target === null ? [] : basesOf(importer, specifier, target);
      const other = otherChoice(bases, target, exists) ?? sourceBeside(specifier, target, exists);
      if (other === undefined) return [];
      const message = `\`${specifier}\` is ${target} here, and ${other.file} to ${other.tool}`;
      const hint =
        bases.length > 0
          ? "Write the extension, or rename one of the two files."
          : "Delete the file that is not meant, or name the other one.";
      return [diagnostic("BBX4011", placeOf(importer, specifier), message, { hint })];
    });
  });
}

/** What an extension is put behind: the path itself, then `index` in it. None, if the import has its extension. */
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

/** TypeScript takes `./guard.js` for `guard.ts` where both lie, for example because somebody has compiled in place. */
function sourceBeside(
  specifier: string,
  target: string | null,
  exists: (file: string) => boolean,
): { readonly file: string; readonly tool: string } | undefined {
  const [, ending = ""] = /^\.{1,2}\/.*\.([cm]?js|jsx)$/s.exec(specifier) ?? [];
  if (target === null || ending === "" || !target.endsWith(`.${ending}`)) return undefined;
  const stem = target.slice(0, -ending.length);
  const sources =
    ending === "js" ? ["ts", "tsx"] : ending === "jsx" ? ["tsx", "ts"] : [ending.replace("j", "t")];
  const file = sources.map((each) => `${stem}${each}`).find(exists);
  return file === undefined ? undefined : { file, tool: "TypeScript" };
}

/** The file that somebody else takes in the target's place. */
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
