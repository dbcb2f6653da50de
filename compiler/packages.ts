// Reads the name of a package from a specifier or from the path of one of its files, and its package.json.
import { readFileSync } from "node:fs";
import path from "node:path";

/** The name of the package that a specifier asks for: `@scope/name/lib` asks for `@scope/name`. */
export function packageName(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

/** The names of the packages that some specifiers ask for, each once. */
export function packageNames(specifiers: readonly string[]): readonly string[] {
  return [...new Set(specifiers.filter((each) => !/^[./#]/.test(each)).map(packageName))];
}

/** The name of the package that a file belongs to; `null` for the project's own files. */
export function packageOf(file: string): string | null {
  const at = file.lastIndexOf("node_modules/");
  if (at < 0) return null;
  return /^((?:@[^/]+\/)?[^/]+)\//.exec(file.slice(at + "node_modules/".length))?.[1] ?? null;
}

/** The package.json of a folder; `null` if there is none, or if it is broken. */
export function manifestIn(folder: string): object | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    return typeof manifest === "object" ? manifest : null;
  } catch {
    return null; // Most folders do not have one.
  }
}

/** The same, empty if there is none. */
export function readManifest(folder: string): object {
  return manifestIn(folder) ?? {};
}
