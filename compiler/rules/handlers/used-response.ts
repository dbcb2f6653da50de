// BBX2064: `upgrade` or `guard` returns a `Response` that is made once, for all clients.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import { writtenValue } from "../../syntax/written.ts";
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
    const made = results
      .filter(makesResponse)
      .filter((node) => functionAround(node) === undefined && !isOfInstance(node));
    const kept = results.flatMap(keptIn).filter(makesResponse);
    return [...new Set([...made, ...kept])]
      .filter((node) => hasBody(modules, node))
      .map((node) => ({
        place: placeOf(node),
        message: "This `Response` is made once, but can be sent only once: the second client gets 500",
        hint: hintFor(node),
      }));
  },
} as const satisfies Rule;

/** What a result is kept as for the next client: `new Response()` of `denied ??= new Response()`, or of what a module's `let` gets so. */
function keptIn(result: Node): readonly Node[] {
  const target = unwrap(result.type === "AssignmentExpression" ? result.left : result);
  if (!isOfModule(target)) return [];
  const assigned = indexOf(sourceOf(target).program)
    .of("AssignmentExpression")
    .filter(({ left }) => isSameTarget(unwrap(left), target));
  const kept = assigned.map(keptBy);
  // One that gets another value too may be a new one each time.
  return kept.some((values) => values.length === 0) ? [] : kept.flat();
}

function isSameTarget(one: Node, other: Node): boolean {
  if (one.type === "MemberExpression" && other.type === "MemberExpression")
    return keyOf(one) !== undefined && keyOf(one) === keyOf(other);
  if (one.type !== "Identifier") return false;
  if (other.type !== "Identifier") return false;
  return one.name === other.name && bindingAt(one, one.name)?.id === bindingAt(other, other.name)?.id;
}

/** Whether a value is that of a field, which each instance has its own of. */
function isOfInstance(node: Node): boolean {
  for (let at: Node | null | undefined = node; at; at = at.parent)
    if (at.type === "PropertyDefinition") return !at.static;
  return false;
}

/** The value of an assignment that keeps the one before, if there is one. */
function keptBy(assignment: Extract<Node, { type: "AssignmentExpression" }>): readonly Node[] {
  const { left, operator } = assignment;
  const right = unwrap(assignment.right);
  if (operator === "??=" || operator === "||=") return [right];
  if (operator !== "=") return [];
  const isSame = (node: Node): boolean => node.type === "Identifier" && isSameTarget(node, left);
  if (right.type === "LogicalExpression" && right.operator !== "&&")
    return isSame(unwrap(right.left)) ? [unwrap(right.right)] : [];
  // `if (denied === undefined) denied = new Response()`
  let around: Node | null | undefined = assignment.parent;
  while (around && !isFunction(around) && around.type !== "IfStatement") around = around.parent;
  if (around?.type !== "IfStatement" || !within(around.test, ["Identifier"]).some(isSame)) return [];
  const asks = within(around.test, ["MemberExpression"]).some((each) => keyOf(each) === "bodyUsed");
  return asks ? [] : [right];
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

function hasBody(modules: Modules, made: Making): boolean {
  if (made.type === "CallExpression") {
    const callee = unwrap(made.callee);
    return callee.type === "MemberExpression" && keyOf(callee) === "json";
  }
  const [body] = made.arguments;
  if (body === undefined) return false;
  const node = writtenValue(modules, sourceOf(body), body)?.node ?? unwrap(body);
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
