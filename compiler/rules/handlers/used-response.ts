// BBX2064: `upgrade` or `guard` returns a `Response` that is made once, for all clients.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import { functionAround, isFunction, unwrap, within } from "../../syntax/tree.ts";
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
    const results = resultsOf(modules, deciding).map(({ node }) => node);
    const made = results.filter(makesResponse).filter((node) => functionAround(node) === undefined);
    const kept = results.flatMap(keptIn).filter(makesResponse);
    return [...new Set([...made, ...kept])].filter(hasBody).map((node) => ({
      place: placeOf(node),
      message: "This `Response` is made once, but can be sent only once: the second client gets 500",
      hint: hintFor(node),
    }));
  },
} as const satisfies Rule;

/** What a result is kept as for the next client: `new Response()` of `denied ??= new Response()`, or of what a module's `let` gets so. */
function keptIn(result: Node): readonly Node[] {
  if (result.type === "AssignmentExpression") return isOfModule(result.left) ? keptBy(result) : [];
  if (result.type !== "Identifier" || !isOfModule(result)) return [];
  const { name } = result;
  const id = bindingAt(result, name)?.id;
  return indexOf(sourceOf(result).program)
    .of("AssignmentExpression")
    .filter(
      ({ left }) => left.type === "Identifier" && left.name === name && bindingAt(left, name)?.id === id,
    )
    .flatMap(keptBy);
}

/** The value of an assignment that keeps the one before, if there is one. */
function keptBy(assignment: Extract<Node, { type: "AssignmentExpression" }>): readonly Node[] {
  const { left, operator } = assignment;
  const right = unwrap(assignment.right);
  if (operator === "??=" || operator === "||=") return [right];
  if (operator !== "=") return [];
  const isSame = (node: Node): boolean =>
    node.type === "Identifier" && left.type === "Identifier" && node.name === left.name;
  if (right.type === "LogicalExpression" && right.operator !== "&&")
    return isSame(unwrap(right.left)) ? [unwrap(right.right)] : [];
  // `if (denied === undefined) denied = new Response()`
  let around: Node | null | undefined = assignment.parent;
  while (around && !isFunction(around) && around.type !== "IfStatement") around = around.parent;
  return around?.type === "IfStatement" && within(around.test, ["Identifier"]).some(isSame) ? [right] : [];
}

/** Whether a value is a variable of the module, or a property of one. */
function isOfModule(target: Node): boolean {
  const node = unwrap(target);
  if (node.type === "MemberExpression") return isOfModule(node.object);
  const binding = node.type === "Identifier" ? bindingAt(node, node.name) : undefined;
  return (
    binding !== undefined && binding.kind !== "parameter" && functionAround(binding.declaration) === undefined
  );
}

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
  if (functionAround(made) !== undefined)
    return `Write \`return ${text};\`, which makes a new one each time.`;
  if (parent?.type !== "VariableDeclarator" || parent.id.type !== "Identifier")
    return `Make it in a function: \`() => ${text}\`.`;
  const { name } = parent.id;
  return `Write \`const ${name} = () => ${text};\`, and return \`${name}()\`.`;
}
