// BBX2064: `upgrade` or `guard` returns a `Response` that is made once, for all clients.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { placeOf } from "../../syntax/source.ts";
import { functionAround, unwrap } from "../../syntax/tree.ts";
import { decides, decidingHandler, shortText } from "../questions.ts";
import { resultsOf } from "../results.ts";
import type { Rule } from "../rule.ts";
import { makesResponse, type Making } from "../uncaught.ts";

export const usedResponse = {
  code: "BBX2064",
  severity: "error",
  name: "used-response",
  label: "made once",
  meaning:
    "`upgrade` or `guard` returns a `Response` that the module makes once. The body of a response can be sent once: the first client that is refused gets it, and all others get 500.",
  remedy: "Make a new `Response` each time, in a function.",
  mayApply: ({ names }) => names.some(decides),
  inHandlers({ modules, handlers }) {
    const deciding = decidingHandler(handlers);
    if (deciding === undefined) return [];
    const made = resultsOf(modules, deciding)
      .map(({ node }) => node)
      .filter(makesResponse)
      .filter((node) => functionAround(node) === undefined && hasBody(node));
    return [...new Set(made)].map((node) => ({
      place: placeOf(node),
      message: "This `Response` is made once, but can be sent only once: the second client gets 500",
      hint: hintFor(node),
    }));
  },
} as const satisfies Rule;

function hasBody(made: Making): boolean {
  if (made.type === "CallExpression") {
    const callee = unwrap(made.callee);
    return callee.type === "MemberExpression" && keyOf(callee) === "json";
  }
  const [body] = made.arguments;
  if (body === undefined) return false;
  const node = unwrap(body);
  const isNothing = node.type === "Identifier" && node.name === "undefined";
  return !isNothing && (node.type !== "Literal" || (node.value !== null && node.value !== ""));
}

function hintFor(made: Node): string {
  const { parent } = made;
  const text = shortText(made, "new Response(…)", 80);
  if (parent?.type !== "VariableDeclarator" || parent.id.type !== "Identifier")
    return `Make it in a function: \`() => ${text}\`.`;
  const { name } = parent.id;
  return `Write \`const ${name} = () => ${text};\`, and return \`${name}()\`.`;
}
