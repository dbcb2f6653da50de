// All that the phases have found in, the diagnostics of the run out: each mistake once, in the order of the files.
import { diagnostic, fileStart } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Hazard, Misfit, Place, Route, RouteFacts } from "../model.ts";
import { checkHazard } from "./hazards.ts";
import { checkHandlers } from "./handlers.ts";
import { describeFallback, describeMisfit } from "./signatures.ts";

/** The mistakes in the exports of the routes whose facts are known, and in their signatures. */
export function checkRoutes(
  facts: readonly RouteFacts[],
  misfits: readonly Misfit[],
  routes: readonly Route[],
): readonly Diagnostic[] {
  return facts.flatMap((each) => {
    const handlers = checkHandlers(each);
    const own = misfits.filter(({ route }) => route.file === each.route.file);
    const signatures = own.map((misfit) => describeMisfit(misfit, each));
    const others = routes.filter(({ file }) => file !== each.route.file);
    const hazards = each.hazards.flatMap((hazard) => checkHazard(hazard, each.route, others) ?? []);
    // One mistake is told once: a generator fails its signature as well, and what is no function TypeScript explains.
    const named = handlers.filter(
      ({ code, place }) => code !== "BBX2005" || withoutTold([{ place }], signatures).length > 0,
    );
    return [...named, ...hazards, ...withoutTold(signatures, named)];
  });
}

/**
 * The mistakes in the module of the option `fallback`.
 *
 * @param names what it exports; `undefined` where it does not parse, which has been told
 */
export function checkFallback(
  file: string,
  names: readonly string[] | undefined,
  misfits: readonly Misfit[],
): readonly Diagnostic[] {
  if (names !== undefined && !names.includes("default"))
    return [describeFallback(file, "It has no default export.")];
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

/** What of a reached file means something else once it is bundled. */
export function checkFile(hazards: readonly Hazard[]): readonly Diagnostic[] {
  return hazards.flatMap((hazard) => checkHazard(hazard, null, []) ?? []);
}

/** The native add-ons that the server will look for, each once. */
export function checkAddons(addons: Graph["addons"]): readonly Diagnostic[] {
  return addons.map(({ addon, importer }) =>
    diagnostic("BBX4007", fileStart(importer), `${addon} is a native add-on, and is not in the output`, {
      hint: "Deploy it with the server, at the same place relative to it.",
    }),
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
