// BBX4011: an import without an extension means one file to the bundler, and another to Bun or TypeScript.
import path from "node:path";
import type { Finding, ProjectSubject, Rule } from "../rule.ts";

/** Extensions in the order in which Bun 1.4 tries them. */
const BUN: readonly string[] = [".tsx", ".jsx", ".mts", ".ts", ".mjs", ".js", ".cts", ".cjs", ".json"];

/** TypeScript also resolves to declarations; they describe a file of another extension. */
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
    "An import means one file to the bundler, and another to `bun run` or TypeScript: they try extensions in another order, or a tsconfig leads them elsewhere (`paths`, `customConditions`). The server would not run what you check and test.",
  remedy: "Write the extension or the path of the file, or rename one of the two files.",
  inProject: (subject) => [...byExtension(subject), ...byResolution(subject)],
} as const satisfies Rule;

/** Imports whose extension is missing, or is that of a compiled file beside its source. */
function byExtension({ graph, exists, placeOfImport }: ProjectSubject): readonly Finding[] {
  return [...graph.imports].flatMap(([importer, targets]) => {
    if (importer.includes("node_modules/")) return [];
    return [...targets].flatMap(([specifier, target]) => {
      // Bun and Node have no file for their modules.
      if (target === null) return [];
      const bases = basesOf(importer, specifier, target);
      const other = otherChoice(bases, target, exists) ?? sourceBeside(specifier, target, exists);
      if (other === undefined) return [];
      return {
        place: placeOfImport(importer, specifier),
        message: `The bundler resolves \`${specifier}\` to ${target}, but ${other.tool} resolves it to ${other.file}`,
        ...(bases.length > 0
          ? {}
          : { hint: "Delete the file that you do not need, or import the other one." }),
      };
    });
  });
}

/** Imports that `paths`, `customConditions` and the like lead elsewhere in TypeScript. */
function byResolution({ graph, typed, placeOfImport }: ProjectSubject): readonly Finding[] {
  return [...typed.resolved].flatMap(([importer, targets]) =>
    [...targets].flatMap(([specifier, checked]) => {
      const bundled = graph.imports.get(importer)?.get(specifier) ?? null;
      // A declaration file describes a file of another name.
      if (bundled === null || bundled === checked || /\.d(?:\.\w+)?\.[cm]?ts$/.test(checked)) return [];
      return {
        place: placeOfImport(importer, specifier),
        message: `The bundler resolves \`${specifier}\` to ${bundled}, but TypeScript resolves it to ${checked}`,
        hint: "Import the file by its path, or make tsconfig.json and the package agree.",
      };
    }),
  );
}

/** The paths to append an extension to: the import's own, then `index` in it. Empty if the import has its extension. */
function basesOf(importer: string, specifier: string, target: string): readonly string[] {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return [];
  const named = path.posix.join(path.posix.dirname(importer), specifier).replace(/\/$/, "");
  if (named === target) return [];
  const index = path.posix.join(named, "index");
  // `.` and `./lib/` can only be folders.
  const bases = /(?:^|\/)\.{0,2}$/.test(specifier) ? [index] : [named, index];
  const extension = path.posix.extname(target);
  const lacked = BUN.includes(extension) && bases.some((base) => target === `${base}${extension}`);
  return lacked ? bases : [];
}

/** TypeScript resolves `./guard.js` to `guard.ts` if both exist, for example if you compile in place. */
function sourceBeside(
  specifier: string,
  target: string,
  exists: (file: string) => boolean,
): { readonly file: string; readonly tool: string } | undefined {
  const [, ending] = /^\.{1,2}\/.*\.([cm]?js|jsx)$/s.exec(specifier) ?? [];
  if (ending === undefined || !target.endsWith(`.${ending}`)) return undefined;
  const stem = target.slice(0, -ending.length);
  const sources =
    ending === "js" ? ["ts", "tsx"] : ending === "jsx" ? ["tsx", "ts"] : [ending.replace("j", "t")];
  const file = sources.map((each) => `${stem}${each}`).find(exists);
  return file === undefined ? undefined : { file, tool: "TypeScript" };
}

/** The file that another tool resolves the import to. */
function otherChoice(
  bases: readonly string[],
  target: string,
  exists: (file: string) => boolean,
): { readonly file: string; readonly tool: string } | undefined {
  for (const [tool, extensions] of TOOLS) {
    const files = bases.flatMap((base) => extensions.map((extension) => `${base}${extension}`));
    const file = files.find(exists);
    if (file !== undefined && file !== target) return { file, tool };
  }
  return undefined;
}
