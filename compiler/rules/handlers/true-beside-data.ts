// BBX2033: `upgrade` returns `true` on one path and data on another.
import type { Node } from "oxc-parser";
import { property } from "../../syntax/constants.ts";
import { placeOf } from "../../syntax/source.ts";
import { unwrap } from "../../syntax/tree.ts";
import { resultsOf } from "../results.ts";
import type { Rule } from "../rule.ts";
import { handlerNamed } from "../questions.ts";

export const trueBesideData = {
  code: "BBX2033",
  severity: "warning",
  name: "true-beside-data",
  label: "accepts without data",
  meaning:
    "`upgrade` returns `true` in one branch and `data` in another, so `ws.data` can be `undefined` although its type does not say so.",
  remedy: "Return `{ data: … }` in every branch that accepts.",
  mayApply: ({ names }) => names.includes("upgrade"),
  inHandlers({ route, modules, handlers }) {
    // The guard of a folder gives it data.
    if (route.guards.length > 0) return [];
    const upgrade = handlerNamed(handlers, "upgrade");
    const results = upgrade === undefined ? [] : resultsOf(modules, upgrade);
    if (!results.some(({ node }) => isGiven(property(node, "data")))) return [];
    return results
      .filter(({ node }) => node.type === "Literal" && node.value === true)
      .map(({ at }) => ({
        place: placeOf(at),
        message: "Returning `true` leaves `ws.data` undefined; another branch returns `data`",
        hint: "Return `{ data: … }` here too.",
      }));
  },
} as const satisfies Rule;

/** `{ data: undefined }` accepts without data, as `true` does. */
function isGiven(data: Node | undefined): boolean {
  const value = data === undefined ? undefined : unwrap(data);
  if (value?.type === "UnaryExpression") return value.operator !== "void";
  return value !== undefined && !(value.type === "Identifier" && value.name === "undefined");
}
