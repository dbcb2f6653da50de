// Finds the text that another text begins with.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import { bindingAt } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { unwrap } from "../syntax/tree.ts";
import { isSettled } from "../syntax/written.ts";

/** Methods of a text that leave its beginning. */
const KEEPING: ReadonlySet<string> = new Set(["concat", "toLowerCase", "toString", "trim", "trimEnd"]);

/** What a text begins with: `url` for `url.split("?")[0]`, `url.toLowerCase()`, `url.slice(0, 20)`. */
export function beginningOf(value: Node, depth = 0): Node {
  const node = unwrap(value);
  const before = depth > 8 ? undefined : lengthened(node);
  return before === undefined ? node : beginningOf(before, depth + 1);
}

/** The text that another one begins with, one step back. */
function lengthened(node: Node): Node | undefined {
  switch (node.type) {
    case "Identifier":
      return valueOf(node);
    case "MemberExpression":
      return keyOf(node) === "0" ? splitBy(node.object) : undefined;
    case "CallExpression": {
      const callee = unwrap(node.callee);
      if (callee.type !== "MemberExpression") return undefined;
      const key = keyOf(callee) ?? "";
      const [first] = node.arguments;
      if (key === "at") return isZero(first) ? splitBy(callee.object) : undefined;
      const isCut = ["slice", "substring", "substr"].includes(key) && isZero(first);
      const isShortened = key === "replace" && startsWithQuery(first);
      return KEEPING.has(key) || isCut || isShortened ? callee.object : undefined;
    }
    default:
      return undefined;
  }
}

/** What a variable gets, or the text whose first part it gets. */
function valueOf(name: Extract<Node, { type: "Identifier" }>): Node | undefined {
  const binding = bindingAt(name, name.name);
  if (binding?.declaration.type !== "VariableDeclarator" || !isSettled(sourceOf(name), binding))
    return undefined;
  const { id, init } = binding.declaration;
  if (init === null || id.type === "Identifier") return init ?? undefined;
  return id.type === "ArrayPattern" && id.elements[0] === binding.id ? splitBy(init) : undefined;
}

/** The text that is split at its query: `url` of `url.split("?")`. */
function splitBy(value: Node): Node | undefined {
  const node = unwrap(value);
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  if (node.type !== "CallExpression" || callee?.type !== "MemberExpression") return undefined;
  return keyOf(callee) === "split" && startsWithQuery(node.arguments[0]) ? callee.object : undefined;
}

/** Whether a value is the number 0. */
export function isZero(value: Node | undefined): boolean {
  return value?.type === "Literal" && value.value === 0;
}

/** Whether a text or a regular expression begins with `?` or `#`. */
function startsWithQuery(value: Node | undefined): boolean {
  if (value?.type !== "Literal") return false;
  return "regex" in value
    ? !value.regex.pattern.includes("|") &&
        ["\\?", "\\#", "#", "[?"].some((each) => value.regex.pattern.startsWith(each))
    : typeof value.value === "string" && /^[?#]/.test(value.value);
}
