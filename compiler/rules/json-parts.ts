// Follows a value into what its JSON is made of: the parts of objects and arrays, names, branches, results of functions.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { writtenValue } from "../syntax/written.ts";
import { keyText } from "../syntax/scope.ts";
import { type Source, sourceOf } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { isFunction, returnsOf, unwrap } from "../syntax/tree.ts";
import { isPromise } from "./asynchronous.ts";
import { isGlobal } from "./questions.ts";

/** A part of a value that is neither an object nor an array in sight. */
export interface JsonPart {
  /** How the part is written: an expression, which may be in another place or file. */
  readonly node: Node;
  /** The expression in the value itself that stands for the part, or for something that has it. */
  readonly at: Node;
  /** The keys that lead from there to the part. */
  readonly keys: readonly string[];
}

/** The most names and calls that are followed, one to the next. */
const DEEPEST = 4;

/** The parts of a value, once it is JSON. There may be others. */
export function jsonPartsOf(modules: Modules, value: Node): readonly JsonPart[] {
  return partsOf(value, { modules, at: undefined, keys: [], depth: 0 });
}

interface Walk {
  readonly modules: Modules;
  /** Where a name or a call led out of the value itself. */
  readonly at: Node | undefined;
  readonly keys: readonly string[];
  readonly depth: number;
}

function partsOf(value: Node, walk: Walk): readonly JsonPart[] {
  const node = unwrap(value);
  const all = (parts: readonly Node[]): readonly JsonPart[] => parts.flatMap((each) => partsOf(each, walk));
  switch (node.type) {
    case "ObjectExpression":
      return partsOfObject(node, walk);
    case "ArrayExpression":
      return node.elements.flatMap((each, index) =>
        each === null || each.type === "SpreadElement" ? [] : partsOf(each, below(walk, String(index))),
      );
    case "ConditionalExpression":
      return all([node.consequent, node.alternate]);
    case "LogicalExpression":
      // The left side of `&&` is the value only if it is falsy, which no object is.
      return all(node.operator === "&&" ? [node.right] : [node.left, node.right]);
    case "SequenceExpression":
      return all(node.expressions.slice(-1));
    case "AwaitExpression": {
      const awaited = unwrap(node.argument);
      const results = awaited.type === "CallExpression" ? partsOfResults(awaited, walk, value) : [];
      // A promise that a function returns is awaited with it.
      const settled = results.filter(
        (each) => each.keys.length > walk.keys.length || !isPromise(walk.modules, each.node),
      );
      return [part(node, walk, value), ...settled];
    }
    case "CallExpression":
      if (isPromise(walk.modules, node)) return [part(node, walk, value)];
      return [part(node, walk, value), ...partsOfResults(node, walk, value)];
    default:
      return partsOfNamed(node, walk, value);
  }
}

function part(node: Node, { at, keys }: Walk, value: Node): JsonPart {
  return { node, at: at ?? value, keys };
}

/** The walk one key further. The keys count only after a name or a call has led out of the value. */
function below(walk: Walk, key: string): Walk {
  return walk.at === undefined ? walk : { ...walk, keys: [...walk.keys, key] };
}

/** The parts of an object; a later property replaces an earlier one of the same key. */
function partsOfObject(
  { properties }: Extract<Node, { type: "ObjectExpression" }>,
  walk: Walk,
): readonly JsonPart[] {
  const byKey = new Map<string, readonly JsonPart[]>();
  for (const each of properties) {
    if (each.type === "SpreadElement") {
      for (const [key, parts] of partsOfSpread(each.argument, walk)) byKey.set(key, parts);
      continue;
    }
    const key = keyText(each.key, each.computed) ?? `[${each.start}]`;
    byKey.set(key, partsOf(each.value, below(walk, key)));
  }
  return [...byKey.values()].flat();
}

/** The properties that a spread copies from an object in sight, each with its parts. */
function partsOfSpread(argument: Node, walk: Walk): ReadonlyMap<string, readonly JsonPart[]> {
  const inner = unwrap(argument);
  const byKey = new Map<string, readonly JsonPart[]>();
  for (const each of partsOf(inner, { ...walk, at: walk.at ?? inner, depth: walk.depth + 1 })) {
    const key = each.keys[walk.keys.length];
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), each]);
  }
  return byKey;
}

/** What the project's own function returns. */
function partsOfResults(
  call: Extract<Node, { type: "CallExpression" }>,
  walk: Walk,
  value: Node,
): readonly JsonPart[] {
  if (walk.depth > DEEPEST) return [];
  const called = writtenValue(walk.modules, sourceOf(call), call.callee);
  if (!isFunction(called?.node) || called.source.file.includes("node_modules/")) return [];
  if (called.node.type !== "ArrowFunctionExpression" && called.node.generator) return [];
  const next = { ...walk, at: walk.at ?? value, depth: walk.depth + 1 };
  return returnsOf(called.node).flatMap((each) => partsOf(each, next));
}

/** What a name stands for, or a property of an object in sight; any other expression is a part itself. */
function partsOfNamed(node: Node, walk: Walk, value: Node): readonly JsonPart[] {
  const itself = [part(node, walk, value)];
  if (node.type !== "Identifier" && node.type !== "MemberExpression") return itself;
  const written = writtenValue(walk.modules, sourceOf(node), node);
  if (written === undefined || written.node === node || walk.depth > DEEPEST) return itself;
  const parts = partsOf(written.node, { ...walk, at: walk.at ?? value, depth: walk.depth + 1 });
  const sources = new Set([sourceOf(node), written.source]);
  return parts.filter(({ keys }) => {
    const key = keys.at(-1);
    return key === undefined || ![...sources].some((source) => maySet(source, key));
  });
}

/** Methods that remove or replace elements of an array. */
const OF_ARRAYS: ReadonlySet<string> = new Set(
  "copyWithin fill pop reverse shift sort splice unshift".split(" "),
);
/** Functions of `Object` and `Reflect` that set or remove properties. */
const OF_OBJECTS: ReadonlySet<string> = new Set(
  "assign defineProperties defineProperty deleteProperty set".split(" "),
);

/** Whether a file may set or remove a property of this key, of any object. */
function maySet({ program }: Source, key: string): boolean {
  const index = indexOf(program);
  const targets = [
    ...index.of("AssignmentExpression").map(({ left }) => left),
    ...index
      .of("UnaryExpression")
      .flatMap(({ operator, argument }) => (operator === "delete" ? argument : [])),
  ];
  const isTarget = targets.some((target) => {
    const left = unwrap(target);
    if (left.type !== "MemberExpression") return false;
    const set = keyOf(left);
    return set === undefined || set === key;
  });
  return isTarget || index.of("CallExpression").some(({ callee }) => sets(unwrap(callee), key));
}

function sets(called: Node, key: string): boolean {
  if (called.type !== "MemberExpression") return false;
  const name = keyOf(called) ?? "";
  if (/^\d+$/.test(key) && OF_ARRAYS.has(name)) return true;
  return ["Object", "Reflect"].some((each) => isGlobal(called.object, each)) && OF_OBJECTS.has(name);
}
