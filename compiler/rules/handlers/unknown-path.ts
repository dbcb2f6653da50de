// BBX2028: `publishTo` gets a path that no route has.
import type { Node } from "oxc-parser";
import { didYouMean } from "../../did-you-mean.ts";
import type { Diagnostic, Place, Route } from "../../model.ts";
import { constantsOf, UNKNOWN_PART } from "../../syntax/constants.ts";
import { placeOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { unwrap } from "../../syntax/tree.ts";
import { isOwnName } from "../own-types.ts";
import { argumentOf, valuesOf } from "../questions.ts";
import { type Finding, report, type Rule } from "../rule.ts";

/** What is asked of a route. */
type Known = Pick<Route, "path" | "topic">;

export const unknownPath = {
  code: "BBX2028",
  severity: "error",
  name: "unknown-path",
  label: "no route has this path",
  meaning:
    "`publishTo` gets a path that no route has, or a text that may be any. It takes the path as `bunbox routes` prints it, `/ws/rooms/[room]`, and throws for any other.",
  remedy: "Write the path of a route, as `bunbox routes` prints it.",
  mayApply: ({ code }) => code.includes("publishTo"),
  inFile: ({ source, modules, routes }) =>
    indexOf(source.program)
      .of("CallExpression")
      .flatMap((call) => {
        const path = isOwnName(unwrap(call.callee), "publishTo") ? argumentOf(call, 0) : undefined;
        if (path === undefined) return [];
        return valuesOf(modules, path).flatMap(({ value, node }) =>
          typeof value !== "string" ||
          value.includes(UNKNOWN_PART) ||
          routes.some((route) => route.path === value)
            ? []
            : findingFor(value, placeOf(node), routes),
        );
      }),
} as const satisfies Rule;

/** The diagnostic that takes the place of an error of TypeScript about the path of a `publishTo`. */
export function reportPath(path: Node, place: Place, routes: readonly Known[]): Diagnostic {
  const given = constantsOf(path).find(({ value }) => !routes.some((route) => route.path === value));
  const { message, ...details } = findingFor(String(given?.value ?? UNKNOWN_PART), place, routes);
  return report(unknownPath, place, message, details);
}

function findingFor(given: string, place: Place, routes: readonly Known[]): Finding {
  const known = routes.map(({ path }) => path);
  const filled = known.find((path) => path.includes("[") && isFilled(given, path));
  const meant = routes.find(({ topic }) => topic === given)?.path ?? didYouMean(given, known);
  const message = given.includes(UNKNOWN_PART)
    ? "`publishTo` takes the path of a route, and this may be any text"
    : `No route is at ${JSON.stringify(given)}`;
  if (filled !== undefined)
    return {
      place,
      message,
      hint: `Write \`${JSON.stringify(filled)}\`, and give its parameters as the next argument.`,
    };
  return meant === undefined
    ? { place, message }
    : { place, message, hint: `Did you mean \`${JSON.stringify(meant)}\`?` };
}

/** Whether a text is the path with values in place of its parameters. */
function isFilled(given: string, path: string): boolean {
  const parts = path.split("/");
  const values = given.split("/");
  return (
    parts.length === values.length &&
    parts.every(
      (part, index) =>
        part === values[index] || (part.startsWith("[") && values[index]?.startsWith("[") === false),
    )
  );
}
