// Matches paths of routes with the patterns of the option `guarded`.

/**
 * Whether a pattern matches a route's path, as `bunbox routes` prints it, segment by segment: `*` is any one segment, `**` any
 * number of them, none included. A parameter's folder, such as `[id]`, is a segment like any other. Like the names of folders,
 * both are compared in Unicode's composed form.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  return matches(segmentsOf(pattern), segmentsOf(path));
}

function segmentsOf(path: string): readonly string[] {
  return path.normalize("NFC").split("/").slice(1);
}

function matches([first, ...others]: readonly string[], segments: readonly string[]): boolean {
  if (first === undefined) return segments.length === 0;
  const [segment, ...rest] = segments;
  if (first === "**")
    return matches(others, segments) || (segment !== undefined && matches([first, ...others], rest));
  return segment !== undefined && (first === "*" || first === segment) && matches(others, rest);
}
