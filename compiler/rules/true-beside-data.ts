// BBX2033: `upgrade` returns `true` on one path and data on another.
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { property } from "../syntax/constants.ts";
import { placeOf } from "../syntax/source.ts";
import { resultsOf } from "./results.ts";
import { handlerNamed, type RouteRule } from "./subject.ts";

export const trueBesideData: RouteRule = ({ modules, handlers }) => {
  const upgrade = handlerNamed(handlers, "upgrade");
  const results = upgrade === undefined ? [] : resultsOf(modules, upgrade);
  if (!results.some(({ node }) => property(node, "data") !== undefined)) return [];
  return results
    .filter(({ node }) => node.type === "Literal" && node.value === true)
    .map(({ at }) =>
      diagnostic("BBX2033", placeOf(at), "`true` accepts without the data that another path returns", {
        hint: "Return `{ data: … }` here too.",
      }),
    );
};
