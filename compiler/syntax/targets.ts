// Finds what an assignment changes.
import type { Node } from "oxc-parser";

/** The names and properties that an assignment changes: several in a pattern. */
export function targetsOf(left: Node): readonly Node[] {
  switch (left.type) {
    case "ObjectPattern":
      return left.properties.flatMap((each) =>
        targetsOf(each.type === "RestElement" ? each.argument : each.value),
      );
    case "ArrayPattern":
      return left.elements.flatMap((each) =>
        each === null ? [] : targetsOf(each.type === "RestElement" ? each.argument : each),
      );
    case "AssignmentPattern":
      return targetsOf(left.left);
    default:
      return [left];
  }
}
