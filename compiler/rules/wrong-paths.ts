// Drops errors that a wrong path of `RouteOf` causes: one mistake is reported once.
import { SIGNATURES } from "../../runtime/facts.ts";
import type { Diagnostic, Misfit, Route } from "../model.ts";
import { isFunctionName } from "../syntax/export-facts.ts";
import type { Sources } from "../syntax/source.ts";
import { notThisRoute } from "./exports/not-this-route.ts";
import { unknownParameter } from "./handlers/unknown-parameter.ts";

/** Whether something else is the effect of a wrong path. */
export interface PathEffects {
  /** A handler whose context has the parameters of the wrong path. */
  readonly isMisfit: (misfit: Misfit) => boolean;
  /** A parameter that TypeScript or the route does not have. */
  readonly isError: (error: Diagnostic) => boolean;
}

/** @param broken broken rules in the sources */
export function effectsOfPaths(
  routes: readonly Route[],
  sources: Sources,
  broken: readonly Diagnostic[],
): PathEffects {
  const files = new Set(
    broken.flatMap(({ code, place }) => (code === notThisRoute.code && place !== null ? [place.file] : [])),
  );
  return {
    isMisfit: ({ route, handler, blame }) =>
      files.has(route.file) &&
      isFunctionName(handler) &&
      blame.kind === "parameter" &&
      Object.keys(SIGNATURES[handler])[blame.index] === "ctx",
    isError({ code, place }) {
      if (place === null || !files.has(place.file)) return false;
      // With the right path, TypeScript reports such a parameter.
      if (code === unknownParameter.code) return true;
      if (!ABSENT.has(code)) return false;
      const source = sources.get(place.file);
      if (source === undefined) return false;
      const start = source.offsetOf(place);
      const end = source.offsetOf({ ...place, line: place.endLine, column: place.endColumn });
      const missing = source.text.slice(start, end);
      const route = routes.find(({ file }) => file === place.file);
      return route?.segments.some(({ kind, name }) => kind !== "static" && name === missing) ?? false;
    },
  };
}

/** TypeScript's codes for a property that does not exist. */
const ABSENT: ReadonlySet<string> = new Set(["TS2339", "TS2551"]);
