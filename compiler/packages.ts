// Reads the name of a package from a specifier or from the path of one of its files.

/** The name of the package that a specifier asks for: `@scope/name/lib` asks for `@scope/name`. */
export function packageName(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

/** The name of the package that a file belongs to; `null` for the project's own files. */
export function packageOf(file: string): string | null {
  const at = file.lastIndexOf("node_modules/");
  if (at < 0) return null;
  return /^((?:@[^/]+\/)?[^/]+)\//.exec(file.slice(at + "node_modules/".length))?.[1] ?? null;
}
