// Reports each mistake once, even if several tools have found it, in the order of the files.
import type { Diagnostic } from "../model.ts";
import { isSamePlace } from "../place.ts";

/**
 * Whether something is already reported at the same place, or, if `satisfies` compares with a handler's type (TS1360), on
 * the same line.
 */
export function reportedAlready(
  { place }: Pick<Diagnostic, "place">,
  reported: readonly Diagnostic[],
): boolean {
  return reported.some(
    (other) =>
      isSamePlace(place, other.place) ||
      (other.code === "TS1360" && other.place?.file === place?.file && other.place?.line === place?.line),
  );
}

/** Drops errors of esbuild that tsc has reported: an import that is not found, a file that does not parse. */
export function withoutEchoes(
  bundling: readonly Diagnostic[],
  types: readonly Diagnostic[],
): readonly Diagnostic[] {
  return bundling.filter(
    ({ place }) =>
      !types.some(
        (type) =>
          place !== null &&
          type.place?.file === place.file &&
          (type.place.line === place.line || /^TS1\d{3}$/.test(type.code)),
      ),
  );
}

/** Errors of TypeScript about a value that does not fit: its type, an unknown key, an argument. */
const MISFITS: ReadonlySet<string> = new Set([
  "TS2322",
  "TS2345",
  "TS2353",
  "TS2559",
  "TS2561",
  "TS2741",
  "TS2769",
]);

/** Drops TypeScript's errors about values in a configuration whose wrong options are already reported. */
export function withoutWrongOptions(
  diagnostics: readonly Diagnostic[],
  wrongOptions: readonly Diagnostic[],
): readonly Diagnostic[] {
  const files = new Set(wrongOptions.map(({ place }) => place?.file));
  return diagnostics.filter(({ code, place }) => !MISFITS.has(code) || !files.has(place?.file));
}

/** Sorts by file, place and code, and drops duplicates. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter((each) => {
      const key = JSON.stringify([each.code, each.message, each.place]);
      return !seen.has(key) && seen.add(key);
    })
    .toSorted(compare);
}

function compare(a: Diagnostic, b: Diagnostic): number {
  const order = compareText(a.place?.file ?? "", b.place?.file ?? "");
  if (order !== 0) return order;
  const lines = (a.place?.line ?? 0) - (b.place?.line ?? 0);
  if (lines !== 0) return lines;
  const columns = (a.place?.column ?? 0) - (b.place?.column ?? 0);
  return columns !== 0 ? columns : compareText(a.code, b.code);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
