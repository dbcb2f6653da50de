// Compares the handlers that a route's module has when it runs with those that TypeScript sees in it.
import { diagnostic, fileStart } from "../diagnostics/diagnostic.ts";
import { type Diagnostic, HANDLERS, type Place, type RouteFacts } from "../model.ts";

/** What says already that the two do not agree. */
const REPORTED = new Set(["BBX2007", "BBX2015"]);

/**
 * A handler that only one of the two has. What the syntax has shown already is not reported again.
 *
 * @param known the handlers that TypeScript sees; `undefined` if it has not checked the route
 * @param reported what is wrong with the route's exports otherwise
 */
export function checkPresence(
  { route, names, exports }: RouteFacts,
  known: ReadonlySet<string> | undefined,
  reported: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (known === undefined || reported.some(({ code }) => REPORTED.has(code))) return [];
  return HANDLERS.flatMap((handler) => {
    if (known.has(handler) === names.includes(handler)) return [];
    const fact = exports.find(({ name }) => name === handler);
    const place: Place = fact?.exportedAt ?? fact?.via ?? fact?.place ?? fileStart(route.file);
    if (known.has(handler)) {
      const hint = `Export a function with a body: \`export function ${handler}(…) { … }\`.`;
      return diagnostic(
        "BBX2007",
        place,
        `\`${handler}\` is exported as a type, and does not exist when the server runs`,
        { hint },
      );
    }
    const reason = `TypeScript sees no \`${handler}\` in ${route.file}.`;
    const hint = `Export it by name: \`export { ${handler} } from …\`.`;
    return diagnostic("BBX2013", place, `The signature of \`${handler}\` cannot be checked`, {
      reason,
      hint,
    });
  });
}
