// BBX2015: `export *` of a CommonJS module may bring handlers.
import { isCalledIn } from "../../syntax/export-facts.ts";
import type { Rule } from "../rule.ts";

export const unknownStar = {
  code: "BBX2015",
  severity: "error",
  name: "unknown-star",
  label: "known only at run time",
  meaning:
    "A route has `export *` of a CommonJS module. The exports of such a module are known only when it runs, so the build cannot say whether it brings a handler.",
  remedy: 'Name what the route needs: `export { onMessage } from "./handlers.cjs"`.',
  // One finding per star, however many handlers it may bring.
  inExports({ route, exports }) {
    const hidden = exports.filter(
      ({ name, form, star }) => isCalledIn(route, name) && form === "dynamic" && star === true,
    );
    return [...new Map(hidden.map(({ place }) => [JSON.stringify(place), place])).values()].map((place) => ({
      place,
      message: "The handlers that this `export *` brings are known only when the server runs",
      hint: "Name what the route needs: `export { onMessage } from …`.",
    }));
  },
} as const satisfies Rule;
