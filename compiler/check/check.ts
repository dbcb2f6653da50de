// Turns all that the phases have found into the diagnostics of the run: each mistake once, in the order of the files.
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Misfit, Place, RouteFacts, Typed } from "../model.ts";
import type { Source } from "../syntax/source.ts";
import { checkHandlers } from "./handlers.ts";
import { checkPresence } from "./presence.ts";
import { describeFallback, describeMisfit } from "./signatures.ts";

/** The mistakes in the exports of the routes, and in their signatures. */
export function checkRoutes(facts: readonly RouteFacts[], typed: Typed): readonly Diagnostic[] {
  return facts.flatMap((each) => {
    const handlers = checkHandlers(each, typed.uncallable.get(each.route.file) ?? new Set());
    const own = typed.misfits.filter(({ route }) => route.file === each.route.file);
    const signatures = own.map((misfit) => describeMisfit(misfit, each));
    // One mistake is reported once: a generator fails its signature as well, and TypeScript explains what is not a function.
    const named = handlers.filter(
      ({ code, place }) => code !== "BBX2005" || withoutTold([{ place }], signatures).length > 0,
    );
    const presence = checkPresence(each, typed.known.get(each.route.file), named);
    return [...named, ...presence, ...withoutTold(signatures, named)];
  });
}

/** A file that the parser cannot read and esbuild can: its handlers are known, and what they do is not examined. */
export function checkReadable(source: Source, faults: readonly Diagnostic[]): readonly Diagnostic[] {
  const { file, failure } = source;
  if (failure === null || faults.some(({ place }) => place?.file === file)) return [];
  const hint = "Split the file, or move generated data into one of its own.";
  return [
    diagnostic("BBX4010", source.placeOf(failure.range), `${file} cannot be examined: ${failure.message}`, {
      hint,
    }),
  ];
}

/**
 * The mistakes in the module of the option `fallback`.
 *
 * @param hasDefault whether it has a default export at run time
 */
export function checkFallback(
  file: string,
  hasDefault: boolean,
  misfits: readonly Misfit[],
): readonly Diagnostic[] {
  if (!hasDefault) return [describeFallback(file, "It has no default export.")];
  return misfits
    .filter(({ handler }) => handler === "fallback")
    .map(({ reason }) => describeFallback(file, reason));
}

/**
 * What has not been told already: at the same place, or, where `satisfies` compares with a handler's type (TS1360), on the
 * same line.
 */
export function withoutTold<T extends Pick<Diagnostic, "place">>(
  some: readonly T[],
  told: readonly Diagnostic[],
): readonly T[] {
  return some.filter(
    ({ place }) =>
      !told.some(
        (other) =>
          samePlace(place, other.place) ||
          (other.code === "TS1360" && other.place?.file === place?.file && other.place?.line === place?.line),
      ),
  );
}

/** What esbuild says again after tsc: an import that leads nowhere, a file that does not parse. */
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

/** Sorts by file, place and code, and drops what is told twice. */
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

function samePlace(a: Place | null, b: Place | null): boolean {
  return a !== null && b !== null && a.file === b.file && a.line === b.line && a.column === b.column;
}
