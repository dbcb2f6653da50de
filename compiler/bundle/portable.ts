// esbuild's output in, the edits out that make it the same bytes on any machine, and ASCII throughout.
//
// Bun reads a file that begins with `// @bun` as latin-1, and esbuild's ASCII mode leaves comments, regular expressions
// and tagged templates as they are. The path of a file outside the project, or in node_modules, depends on where that
// lies; esbuild writes it into comments, into the keys of CommonJS wrappers and into the source map.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Edit } from "./source-map.ts";

/**
 * The name of every bundled file whose path depends on the machine: `PACKAGE/path`, by the nearest package.json that
 * has a name.
 *
 * @param files as esbuild names them, relative to `root`
 * @returns only the files whose name changes
 */
export function portableNames(root: string, files: readonly string[]): ReadonlyMap<string, string> {
  const packages = new Map<string, string | null>();
  const names = new Map<string, string>();
  for (const file of files) {
    if (!file.startsWith("../") && !file.includes("node_modules/")) continue;
    const absolute = path.resolve(root, file);
    const folder = namedFolder(path.dirname(absolute), packages);
    if (folder === null) {
      // No package.json up to the root has a name: what comes behind node_modules will do.
      const [, inPackages] = /.*node_modules\/(.*)/.exec(file) ?? [];
      if (inPackages !== undefined) names.set(file, inPackages);
      continue;
    }
    names.set(file, `${packages.get(folder)}/${path.relative(folder, absolute).split(path.sep).join("/")}`);
  }
  return names;
}

function namedFolder(from: string, packages: Map<string, string | null>): string | null {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (!packages.has(folder)) packages.set(folder, packageName(folder));
    if (packages.get(folder) !== null) return folder;
    // Above node_modules is the project that uses the package, and not the package.
    if (path.basename(folder) === "node_modules" || folder === path.dirname(folder)) return null;
  }
}

function packageName(folder: string): string | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const named = typeof manifest === "object" && manifest !== null && "name" in manifest;
    return named && typeof manifest.name === "string" && manifest.name !== "" ? manifest.name : null;
  } catch {
    return null; // most folders have none
  }
}

const FOREIGN = /[\u0080-\uffff]/;

// A line that may name a file: most cannot, and there are many.
const MAY_NAME = /^\/\/ |"\((?:exports|\))/;

// A path comment, and the key of a wrapper: `var require_x = __commonJS({ "path"(exports, module) {`.
const COMMENT = /^\/\/ (.+)$/;
const WRAPPER_KEY = /"((?:[^"\\]|\\.)*)"\((?:exports(?:, ?module)?)?\) ?\{/g;

/** The edits that give files their portable names, and escape what is not ASCII. */
export function portableEdits(code: string, names: ReadonlyMap<string, string>): readonly Edit[] {
  const foreign = FOREIGN.test(code);
  return code.split("\n").flatMap((line, number) => {
    const renamed = MAY_NAME.test(line) ? renames(line, number, names) : [];
    if (renamed.length > 0) return renamed;
    return foreign ? escapes(line, number) : [];
  });
}

function renames(line: string, number: number, names: ReadonlyMap<string, string>): readonly Edit[] {
  const comment = COMMENT.exec(line)?.[1];
  const name = comment === undefined ? undefined : names.get(comment);
  if (comment !== undefined && name !== undefined) {
    return [{ line: number, column: 3, removed: comment.length, text: ascii(name) }];
  }
  const edits: Edit[] = [];
  for (const match of line.matchAll(WRAPPER_KEY)) {
    const key = names.get(unquote(match[1] ?? ""));
    if (key === undefined) continue;
    edits.push({
      line: number,
      column: match.index + 1,
      removed: (match[1] ?? "").length,
      text: ascii(JSON.stringify(key).slice(1, -1)),
    });
  }
  const taken = (column: number): boolean =>
    edits.some((edit) => column >= edit.column && column < edit.column + edit.removed);
  return edits.length === 0
    ? []
    : [...edits, ...escapes(line, number).filter((edit) => !taken(edit.column))].toSorted(
        (a, b) => a.column - b.column,
      );
}

function unquote(text: string): string {
  return text.includes("\\") ? String(JSON.parse(`"${text}"`)) : text;
}

/** In a regular expression an escape may itself be escaped, and then loses its backslash: `\é` is `é`. */
function escapes(line: string, number: number): readonly Edit[] {
  return [...line.matchAll(/[\u0080-\uffff]/g)].map(({ 0: unit, index }) => {
    const backslashes = /\\*$/.exec(line.slice(0, index))?.[0].length ?? 0;
    const removed = backslashes % 2 === 1 ? 2 : 1;
    return { line: number, column: index + 1 - removed, removed, text: ascii(unit) };
  });
}

/** Escapes every UTF-16 unit that is not ASCII, in a form that strings and regular expressions share. */
function ascii(text: string): string {
  return text.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Whether code, and not only comments, has what is not ASCII: a regular expression, or a tagged template. */
export function hasForeignCode(code: string): boolean {
  return (
    FOREIGN.test(code) &&
    code.split("\n").some((line) => FOREIGN.test(line) && !/^(?:\/\/|\/\*| \*)/.test(line))
  );
}
