// Lists the functions that an object, a class or an instance of one holds.
import type { ClassElement, Node, ObjectExpression } from "oxc-parser";
import type { HeldFunctions } from "../model.ts";
import type { Modules } from "./exports.ts";
import { type Written, writtenValue } from "./written.ts";
import { mayBeCalled } from "./forms.ts";
import { keyText } from "./scope.ts";

/** The most values that are followed, one to the next. */
const DEEPEST = 4;

/** What a value holds; `undefined` if it is not an object or a class, or does not hold a function. */
export function heldBy(modules: Modules, written: Written | undefined, depth = 0): HeldFunctions | undefined {
  if (written === undefined || depth > DEEPEST) return undefined;
  const { source, node } = written;
  const follow = (value: Node | undefined): HeldFunctions | undefined =>
    value === undefined ? undefined : heldBy(modules, writtenValue(modules, source, value), depth + 1);
  switch (node.type) {
    case "ObjectExpression":
      return held("object", inObject(modules, written, node, follow));
    case "ClassDeclaration":
    case "ClassExpression":
      return held("class", node.body.body.flatMap(inClass));
    case "NewExpression":
      return held("instance", follow(node.callee)?.names ?? []);
    case "CallExpression":
      // `define({ … })`, `Bun.serve({ … })`.
      return held("object", follow(node.arguments[0])?.names ?? []);
    default:
      return undefined;
  }
}

function held(kind: HeldFunctions["kind"], names: readonly string[]): HeldFunctions | undefined {
  return names.length === 0 ? undefined : { kind, names: [...new Set(names)] };
}

function inObject(
  modules: Modules,
  { source }: Written,
  { properties }: ObjectExpression,
  follow: (value: Node) => HeldFunctions | undefined,
): readonly string[] {
  return properties.flatMap((each) => {
    if (each.type === "SpreadElement") return follow(each.argument)?.names ?? [];
    const name = keyText(each.key, each.computed);
    if (name === undefined) return [];
    // `Bun.serve` takes its handlers in this property.
    if (name === "websocket") return follow(each.value)?.names ?? [];
    return mayBeCalled(writtenValue(modules, source, each.value)) ? [name] : [];
  });
}

function inClass(element: ClassElement): readonly string[] {
  if (element.type !== "MethodDefinition" && element.type !== "PropertyDefinition") return [];
  const { key, computed, value } = element;
  const name = keyText(key, computed);
  const isFunction = value?.type === "FunctionExpression" || value?.type === "ArrowFunctionExpression";
  return name === undefined || !isFunction ? [] : [name];
}
