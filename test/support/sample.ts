// Chooses which cases of a long list are tried: all with CI=true, and some otherwise, so that the tests end soon.

/** Whether everything is tried. */
export const IN_FULL = process.env["CI"] === "true";

/** Arguments of a build or a check in a test that is not about types: they are checked with CI=true. */
export const TYPES_IN_CI: readonly string[] = IN_FULL ? [] : ["--no-typecheck"];

/** All cases with CI=true; otherwise one of every so many, from the first. */
export function some<T>(cases: readonly T[], every: number): readonly T[] {
  return IN_FULL ? cases : cases.filter((_, index) => index % every === 0);
}
