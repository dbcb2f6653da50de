// Finds the values in a list that the file writes out: an array, a set, the keys of a map or of an object.
import type { Node } from "oxc-parser";
import type { Modules } from "../syntax/exports.ts";
import { bindingAt, keyText } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { functionAround, isFunction, unwrap } from "../syntax/tree.ts";
import { writtenValue } from "../syntax/written.ts";
import { keyOf } from "../syntax/constants.ts";

/** Methods of a list whose callback gets its values one by one. */
const EACH: ReadonlySet<string> = new Set([
  "every",
  "filter",
  "find",
  "findIndex",
  "findLast",
  "flatMap",
  "forEach",
  "map",
  "some",
]);

/** The values of an array, also of one that a `Set` or a `Map` is made of; of a `Map`, its keys. */
export function listedIn(modules: Modules, list: Node): readonly Node[] {
  const node = writtenValue(modules, sourceOf(list), list)?.node ?? unwrap(list);
  if (node.type === "ArrayExpression")
    return node.elements.flatMap((each) => (each === null || each.type === "SpreadElement" ? [] : [each]));
  if (node.type !== "NewExpression" || node.callee.type !== "Identifier") return [];
  const [values] = node.arguments;
  if (values === undefined) return [];
  if (node.callee.name === "Set") return listedIn(modules, values);
  if (node.callee.name !== "Map") return [];
  return listedIn(modules, values).flatMap((pair) => listedIn(modules, pair)[0] ?? []);
}

/** Whether an object that is written out has a key that passes a test. */
export function hasKey(modules: Modules, object: Node, passes: (key: string) => boolean): boolean {
  const node = writtenValue(modules, sourceOf(object), object)?.node ?? unwrap(object);
  if (node.type !== "ObjectExpression") return false;
  return node.properties.some(
    (each) => each.type === "Property" && passes(keyText(each.key, each.computed) ?? ""),
  );
}

/** The values that a name stands for one after the other: `LIST.some((name) => …)`, `for (const name of LIST)`. */
export function valuesBehind(modules: Modules, name: Extract<Node, { type: "Identifier" }>): readonly Node[] {
  const binding = bindingAt(name, name.name);
  const declaration = binding?.declaration;
  if (declaration?.type === "VariableDeclarator") {
    const loop = declaration.parent?.parent;
    return loop?.type === "ForOfStatement" &&
      loop.left === declaration.parent &&
      declaration.id === binding?.id
      ? listedIn(modules, loop.right)
      : [];
  }
  const fn = functionAround(name);
  const call = fn?.parent;
  if (!isFunction(fn) || fn.params[0] !== binding?.id || call?.type !== "CallExpression") return [];
  const callee = unwrap(call.callee);
  const isEach =
    callee.type === "MemberExpression" && EACH.has(keyOf(callee) ?? "") && call.arguments[0] === fn;
  return isEach ? listedIn(modules, callee.object) : [];
}
