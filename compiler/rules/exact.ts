// Finds out whether an expression always has the value that it comes from.
import type { Node } from "oxc-parser";
import { isSettled } from "../syntax/written.ts";
import { type Binding, bindingAt } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { unwrap } from "../syntax/tree.ts";

/** Whether a name always stands for the value that it comes from: no default and no choice is between them. */
export function isExact(value: Node, depth = 0): boolean {
  const node = unwrap(value);
  if (depth > 8) return false;
  if (node.type === "MemberExpression") return !node.computed && isExact(node.object, depth + 1);
  if (node.type !== "Identifier") return false;
  const binding = bindingAt(node, node.name);
  if (binding === undefined || binding.path === null || hasDefault(binding)) return false;
  const { declaration, kind } = binding;
  if (kind === "parameter") return isSettled(sourceOf(node), binding);
  return (
    declaration.type === "VariableDeclarator" &&
    declaration.init !== null &&
    declaration.parent?.type === "VariableDeclaration" &&
    declaration.parent.kind === "const" &&
    isExact(declaration.init, depth + 1)
  );
}

/** Whether a name of a pattern, or a part of the pattern that it is in, may have a default instead. */
export function hasDefault({ id, declaration }: Binding): boolean {
  for (let at: Node | null | undefined = id; at !== declaration && at; at = at.parent)
    if (at.type === "AssignmentPattern") return true;
  return false;
}
