// BBX2033: `upgrade` returns `true` on one path and data on another.
import type { Node } from "oxc-parser";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { property } from "../syntax/constants.ts";
import { placeOf } from "../syntax/source.ts";
import { unwrap } from "../syntax/tree.ts";
import { resultsOf } from "./results.ts";
import { handlerNamed, type RouteRule } from "./subject.ts";

export const trueBesideData: RouteRule = ({ modules, handlers }) => {
  const upgrade = handlerNamed(handlers, "upgrade");
  const results = upgrade === undefined ? [] : resultsOf(modules, upgrade);
  if (!results.some(({ node }) => isGiven(property(node, "data")))) return [];
  return results
    .filter(({ node }) => node.type === "Literal" && node.value === true)
    .map(({ at }) =>
      diagnostic("BBX2033", placeOf(at), "`true` accepts without the data that another path returns", {
        hint: "Return `{ data: … }` here too.",
      }),
    );
};

/** `{ data: undefined }` accepts without data, as `true` does. */
function isGiven(data: Node | undefined): boolean {
  const value = data === undefined ? undefined : unwrap(data);
  if (value?.type === "UnaryExpression") return value.operator !== "void";
  return value !== undefined && !(value.type === "Identifier" && value.name === "undefined");
}
