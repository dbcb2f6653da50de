// Finds what puts values into collections, and what takes values out.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { indexOf } from "../syntax/indexed.ts";
import type { Source } from "../syntax/source.ts";
import { targetsOf } from "../syntax/targets.ts";
import { unwrap } from "../syntax/tree.ts";
import { writtenValue } from "../syntax/written.ts";
import { isGlobal } from "./questions.ts";

/** A place that puts a value into a collection, or takes one out. */
export interface Change {
  readonly node: Node;
  /** What is changed, as it is written: `rooms.get(id)`. */
  readonly target: Node;
  /** The key that is set or removed; `null` if the whole collection gets another value. */
  readonly keys: readonly Node[] | null;
  /** Whether an entry gets another value, and may be there still. */
  readonly rewrites?: boolean;
}

/** A place that puts values into a collection. */
export interface Growth extends Change {
  readonly keys: readonly Node[];
  readonly values: readonly Node[];
}

const ADDS: ReadonlySet<string> = new Set(["add", "push", "unshift"]);
const SHRINKS: ReadonlySet<string> = new Set(["delete", "clear", "splice", "pop", "shift"]);

/** What puts values into collections, in the order of the text. */
export function growthsIn({ program }: Source): readonly Growth[] {
  const index = indexOf(program);
  const called = index.of("CallExpression").flatMap((node): readonly Growth[] => {
    const callee = unwrap(node.callee);
    if (callee.type !== "MemberExpression") return [];
    const method = keyOf(callee) ?? "";
    const target = callee.object;
    if (ADDS.has(method)) return [{ node, target, keys: [], values: node.arguments }];
    const [key] = node.arguments;
    return method === "set" && key !== undefined
      ? [{ node, target, keys: [key], values: node.arguments }]
      : [];
  });
  const assigned = index.of("AssignmentExpression").flatMap((node): readonly Growth[] => {
    const left = unwrap(node.left);
    if (left.type === "MemberExpression" && left.computed)
      return [{ node, target: left.object, keys: [left.property], values: [node.right] }];
    const right = unwrap(node.right);
    return right.type === "ArrayExpression" && right.elements.some((each) => each?.type === "SpreadElement")
      ? [{ node, target: left, keys: [], values: right.elements.filter((each) => each !== null) }]
      : [];
  });
  return [...called, ...assigned].toSorted((a, b) => a.node.start - b.node.start);
}

/** What takes values out of collections, or gives them or their variables another value. */
export function shrinksIn({ program }: Source): readonly Change[] {
  const index = indexOf(program);
  const called = index.of("CallExpression").flatMap((node): readonly Change[] => {
    const callee = unwrap(node.callee);
    if (callee.type !== "MemberExpression") return [];
    const method = keyOf(callee) ?? "";
    if (SHRINKS.has(method)) return [{ node, target: callee.object, keys: node.arguments }];
    return method === "set" ? [{ node, target: callee.object, keys: node.arguments, rewrites: true }] : [];
  });
  const deleted = index.of("UnaryExpression").flatMap((node): readonly Change[] => {
    const key = node.operator === "delete" ? unwrap(node.argument) : undefined;
    return key?.type === "MemberExpression" ? [{ node, target: key.object, keys: [key.property] }] : [];
  });
  const counted = index.of("UpdateExpression").flatMap((node): readonly Change[] => {
    const length = unwrap(node.argument);
    return length.type === "MemberExpression" && keyOf(length) === "length"
      ? [{ node, target: length.object, keys: [] }]
      : [];
  });
  const assigned = index
    .of("AssignmentExpression")
    .flatMap((node) => targetsOf(node.left).flatMap((target) => assignedIn(node, target)));
  return [...called, ...deleted, ...counted, ...assigned];
}

/** Whether a method only reads what it gets, or puts it elsewhere as it is. */
function keepsWhole(called: Extract<Node, { type: "MemberExpression" }>): boolean {
  const method = keyOf(called) ?? "";
  return isGlobal(called.object, "console") || ADDS.has(method) || method === "set";
}

/** What a file gives to functions whose code is not in sight, which may take values out. */
export function givenAway(modules: Modules, source: Source): readonly Change[] {
  return indexOf(source.program)
    .of("CallExpression")
    .filter(({ callee }) => {
      const called = unwrap(callee);
      if (called.type === "MemberExpression" && keepsWhole(called)) return false;
      const written = writtenValue(modules, source, called);
      return written === undefined || written.source.file.includes("node_modules/");
    })
    .flatMap((node) =>
      node.arguments
        .filter(({ type }) => type === "Identifier" || type === "MemberExpression")
        .map((target) => ({ node, target, keys: null })),
    );
}

/** What an assignment to a name or a property changes: what it stands for, and the object that has it. */
function assignedIn(node: Extract<Node, { type: "AssignmentExpression" }>, target: Node): readonly Change[] {
  const left = unwrap(target);
  const whole: Change = { node, target: left, keys: null };
  if (left.type !== "MemberExpression") return left.type === "Identifier" ? [whole] : [];
  if (keyOf(left) === "length") return [{ node, target: left.object, keys: [] }];
  const part: Change = {
    node,
    target: left.object,
    keys: left.computed ? [left.property] : [],
    rewrites: !isNothing(node.right),
  };
  return left.computed ? [part] : [whole, part];
}

function isNothing(value: Node): boolean {
  const node = unwrap(value);
  if (node.type === "UnaryExpression") return node.operator === "void";
  return (node.type === "Literal" && node.value === null) || isGlobal(node, "undefined");
}
