// BBX4005: an `import()` whose target only the running program knows.
import type { Node } from "oxc-parser";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../syntax/source.ts";
import { indexOf, unwrap } from "../syntax/tree.ts";
import type { SourceRule } from "./subject.ts";

export const computedImport: SourceRule = ({ source }) =>
  indexOf(source.program)
    .of("ImportExpression")
    .filter((each) => !isBundled(each.source))
    .map((each) =>
      diagnostic("BBX4005", placeOf(each.source), "What a computed `import()` names is not bundled", {
        hint: "Write the path as a literal, or let it begin with one.",
      }),
    );

/** esbuild bundles a literal, both branches of a conditional, and every file that `"./locales/" + name` can mean. */
function isBundled(target: Node): boolean {
  const node = unwrap(target);
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string";
    case "TemplateLiteral":
      return node.quasis[0]?.value.raw !== "";
    case "BinaryExpression":
      return node.operator === "+" && isBundled(node.left);
    case "ConditionalExpression":
      return isBundled(node.consequent) && isBundled(node.alternate);
    default:
      return false;
  }
}
