// Builds the URL of the handshake from a route's pattern and what a person typed, or finds what is wrong with a field.

/** A parameter of a pattern, which is a field of the form. */
export interface PathParameter {
  readonly kind: "param" | "optionalParam" | "rest" | "optionalRest";
  readonly name: string;
  /** As the pattern has it: `[room]`, `[...path]`. */
  readonly label: string;
}

/** The URL, and what is wrong with the fields. */
export interface Address {
  readonly url: string;
  /** What is wrong, by the name of the parameter. */
  readonly problems: ReadonlyMap<string, string>;
}

/** The parameters of a pattern, from the left. */
export function parametersOf(pattern: string): readonly PathParameter[] {
  return pattern.split("/").flatMap((segment) => parameterOf(segment) ?? []);
}

/**
 * Fills in a pattern.
 *
 * @param origin of the page: `http://localhost:3000`
 * @param values by the name of the parameter
 * @param query with or without its question mark
 */
export function addressOf(
  origin: string,
  pattern: string,
  values: ReadonlyMap<string, string>,
  query: string,
): Address {
  const problems = new Map<string, string>();
  const segments = pattern
    .split("/")
    .slice(1)
    .flatMap((segment) => {
      const parameter = parameterOf(segment);
      if (parameter === undefined) return [encodeURIComponent(segment)];
      const parts = partsOf(parameter, values.get(parameter.name) ?? "");
      const problem = problemOf(parameter, parts);
      if (problem === undefined) return parts.map(encodeURIComponent);
      problems.set(parameter.name, problem);
      return [parameter.label];
    });
  // A `#` would end the query; the browser encodes everything else that it must.
  const search = query.trim().replace(/^\?/, "").replaceAll("#", "%23");
  const text = `/${segments.join("/")}${search === "" ? "" : `?${search}`}`;
  return { url: origin.replace(/^http/, "ws") + text, problems };
}

function parameterOf(segment: string): PathParameter | undefined {
  const [label, optional, several, name = ""] = /^\[(\[?)(\.{3})?([^\]]+)\]{1,2}$/.exec(segment) ?? [];
  if (label === undefined) return undefined;
  const kind =
    several === undefined
      ? optional === ""
        ? "param"
        : "optionalParam"
      : optional === ""
        ? "rest"
        : "optionalRest";
  return { kind, name, label };
}

function partsOf({ kind }: PathParameter, value: string): readonly string[] {
  if (kind === "param") return [value];
  if (kind === "optionalParam") return value === "" ? [] : [value];
  return value === "" ? [] : value.split("/");
}

/** Why the parts of a parameter cannot be segments of a URL. */
function problemOf({ kind, name }: PathParameter, parts: readonly string[]): string | undefined {
  if (kind === "rest" && parts.length === 0) return `${name} needs at least one segment.`;
  if (kind === "param" && parts[0] === "") return `${name} needs a value.`;
  if (parts.includes("")) return "A segment between slashes is empty, which no route matches.";
  // A URL resolves these, even if they are percent-encoded: the request would be for another path.
  const dots = parts.find((part) => part === "." || part === "..");
  if (dots !== undefined) return `A URL cannot have the segment "${dots}", because it means another path.`;
  if (!parts.every((part) => part.isWellFormed()))
    return "The text has half of a surrogate pair, which cannot be encoded.";
  return undefined;
}
