// Finds out whether code calls a function of its file, or gives it to something that may call it.
import type { Node } from "oxc-parser";
import { indexOf } from "./indexed.ts";
import { type Binding, bindingAt } from "./scope.ts";
import type { Source } from "./source.ts";

/** Whether a declared function is called outside of itself, or is an argument, or becomes a property: `socket.onclose = onClose`. */
export function isHandedOn({ program }: Source, { name, id, declaration }: Binding): boolean {
  return indexOf(program)
    .of("Identifier")
    .some(
      (each) =>
        each.name === name &&
        (each.start < declaration.start || declaration.end < each.end) &&
        isValue(each) &&
        bindingAt(each, name)?.id === id &&
        reachesCall(each),
    );
}

/** Whether a name is a value, and not a key. */
function isValue(name: Node): boolean {
  const { parent } = name;
  if (parent?.type === "MemberExpression") return parent.computed || parent.property !== name;
  return parent?.type !== "Property" || parent.value === name;
}

/** Whether a value is called, or is in an argument or on the right side of an assignment to a property. */
function reachesCall(value: Node): boolean {
  const { parent } = value;
  switch (parent?.type) {
    case "CallExpression":
    case "NewExpression":
      return true;
    case "AssignmentExpression":
      return parent.right === value && parent.left.type === "MemberExpression";
    case "Property":
    case "ObjectExpression":
    case "ArrayExpression":
    case "ConditionalExpression":
    case "LogicalExpression":
      return reachesCall(parent);
    default:
      return false;
  }
}
