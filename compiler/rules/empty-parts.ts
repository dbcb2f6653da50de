// Finds the parts of a value whose JSON is `{}`, whatever they hold.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { writtenValue } from "../syntax/written.ts";
import { bindingAt } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { isFunction, programOf, unwrap } from "../syntax/tree.ts";
import { isPromise } from "./asynchronous.ts";
import { declaredOf, resolved } from "./declared-types.ts";
import { type JsonPart, jsonPartsOf } from "./json-parts.ts";
import { isGlobal } from "./questions.ts";

/** What a value is, and what to write in its place. */
export interface Maker {
  /** A class, or in lower case a kind of object. */
  readonly name: string;
  /** The expression to write, and another one; without it, nothing general can be said. */
  readonly remedy?: (text: string) => readonly [string, string?];
}

/** A part whose JSON is `{}`. */
export interface Empty extends JsonPart {
  readonly maker: Maker;
}

const ENTRIES: Maker = {
  name: "Map",
  remedy: (text) => [`Object.fromEntries(${text})`, `[...${text}.values()]`],
};
const ELEMENTS: Maker = { name: "Set", remedy: (text) => [`[...${text}]`] };
const AWAITED: Maker = { name: "Promise", remedy: (text) => [`await ${text}`] };
const ITERATOR: Maker = { name: "iterator", remedy: (text) => [`[...${text}]`] };
const RESPONSE: Maker = { name: "Response", remedy: (text) => [`await ${text}.json()`] };
const ERROR: Maker = { name: "Error", remedy: (text) => [`${text}.message`] };

/** Global classes. Those of Bun that have a `toJSON`, such as `Headers` and `URL`, are not among them. */
const CLASSES: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ...[ENTRIES, ELEMENTS, AWAITED, RESPONSE, ERROR].map((each) => [each.name, each] as const),
  ...["AggregateError", "DOMException", "EvalError", "RangeError", "ReferenceError", "SyntaxError"].map(
    named,
  ),
  ...["TypeError", "URIError"].map(named),
  ...[
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "RegExp",
    "ArrayBuffer",
    "DataView",
    "Blob",
    "FormData",
    "Request",
  ].map((name) => [name, { name }] as const),
]);

function named(name: string): readonly [string, Maker] {
  return [name, { ...ERROR, name }];
}

/** Types whose values are always instances of a global class. */
const TYPES: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ["Map", ENTRIES],
  ["ReadonlyMap", ENTRIES],
  ["Set", ELEMENTS],
  ["ReadonlySet", ELEMENTS],
  ["Promise", AWAITED],
]);

/** The parts of a value whose JSON is `{}`. */
export function emptyIn(modules: Modules, value: Node): readonly Empty[] {
  return jsonPartsOf(modules, value).flatMap((part) => {
    const maker = makerOf(modules, part);
    return maker === undefined ? [] : [{ ...part, maker }];
  });
}

function makerOf(modules: Modules, { node, at }: JsonPart): Maker | undefined {
  if (isPromise(modules, node)) return AWAITED;
  switch (node.type) {
    case "Identifier":
    case "MemberExpression":
      return typeOf(modules, node);
    case "Literal":
      return "regex" in node ? { name: "RegExp" } : undefined;
    case "NewExpression": {
      const maker = classOf(node.callee);
      return maker?.remedy === ERROR.remedy && getsProperties(at) ? undefined : maker;
    }
    case "AwaitExpression":
      return isFetch(node.argument) ? RESPONSE : undefined;
    case "CallExpression":
      return isIterator(modules, node) ? ITERATOR : undefined;
    default:
      return undefined;
  }
}

function classOf(callee: Node): Maker | undefined {
  const maker = callee.type === "Identifier" ? CLASSES.get(callee.name) : undefined;
  return maker !== undefined && isGlobal(callee, maker.name) ? maker : undefined;
}

/** The class that the declared type of a name or a property is. */
function typeOf(modules: Modules, node: Node): Maker | undefined {
  const declared = declaredOf(modules, node);
  if (declared === undefined) return undefined;
  if ("type" in declared) {
    const type = resolved(declared.type);
    if (type?.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
    const { name } = type.typeName;
    return isGlobal(type.typeName, name) ? TYPES.get(name) : undefined;
  }
  const [first, ...others] = declared.values.map((each) =>
    each.type === "NewExpression" ? classOf(each.callee) : typeOf(modules, each),
  );
  return first !== undefined && TYPES.has(first.name) && others.every((each) => each === first)
    ? first
    : undefined;
}

/** Whether the file gives a named value properties of its own, which are in its JSON. */
function getsProperties(at: Node): boolean {
  if (at.type !== "Identifier") return false;
  const id = bindingAt(at, at.name)?.id;
  return indexOf(programOf(at))
    .of("MemberExpression")
    .some(
      (member) =>
        member.object.type === "Identifier" &&
        bindingAt(member.object, member.object.name)?.id === id &&
        member.parent?.type === "AssignmentExpression" &&
        member.parent.left === member,
    );
}

function isFetch(awaited: Node): boolean {
  const call = unwrap(awaited);
  return call.type === "CallExpression" && isGlobal(unwrap(call.callee), "fetch");
}

/** Whether a call is of a generator, or of a method of a map, a set or an array that returns an iterator. */
function isIterator(modules: Modules, { callee }: Extract<Node, { type: "CallExpression" }>): boolean {
  const called = unwrap(callee);
  const source = sourceOf(called);
  const fn = writtenValue(modules, source, called)?.node;
  if (isFunction(fn)) return fn.type !== "ArrowFunctionExpression" && fn.generator && !fn.async;
  if (called.type !== "MemberExpression" || !["entries", "keys", "values"].includes(keyOf(called) ?? ""))
    return false;
  const owner = writtenValue(modules, source, called.object)?.node;
  if (owner?.type === "ArrayExpression") return true;
  const maker =
    owner?.type === "NewExpression" ? classOf(owner.callee) : typeOf(modules, unwrap(called.object));
  return maker === ENTRIES || maker === ELEMENTS;
}
