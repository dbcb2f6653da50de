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

type Call = Extract<Node, { type: "CallExpression" }>;
type Assignment = Extract<Node, { type: "AssignmentExpression" }>;

/** A place that changes a collection, or may do so. */
export interface Change {
  readonly node: Node;
  readonly kind:
    /** Puts values in: `all.add(ws)`, `all = [...all, ws]`. */
    | "adds"
    /** Gives the entry of a key a value: `all.set(id, ws)`, `all[id] = ws`. */
    | "sets"
    /** Takes entries out, or leaves them empty: `all.delete(ws)`, `all[id] = null`, `entry.ws = null`. */
    | "removes"
    /** Gives the variable or property of the collection another value: `all = []`. */
    | "replaces"
    /** Gives it to a function whose code is not in sight, which may take values out: `pull(all, ws)`. */
    | "gives";
  /** What is changed, as it is written: `rooms.get(id)`. */
  readonly target: Node;
  readonly keys: readonly Node[];
  readonly values: readonly Node[];
}

const ADDS: ReadonlySet<string> = new Set(["add", "push", "unshift"]);
const REMOVES: ReadonlySet<string> = new Set(["delete", "clear", "splice", "pop", "shift"]);

/** The changes in a file, in the order of the text. */
export function changesIn(modules: Modules, source: Source): readonly Change[] {
  const index = indexOf(source.program);
  const found = [
    ...index.of("CallExpression").flatMap((node) => called(modules, source, node)),
    ...index
      .of("UnaryExpression")
      .flatMap((node) => (node.operator === "delete" ? emptied(node, node.argument) : [])),
    ...index
      .of("UpdateExpression")
      .flatMap((node) => (isLength(node.argument) ? emptied(node, node.argument) : [])),
    ...index.of("AssignmentExpression").flatMap(assigned),
  ];
  return found.toSorted((a, b) => a.node.start - b.node.start);
}

function called(modules: Modules, source: Source, node: Call): readonly Change[] {
  const callee = unwrap(node.callee);
  const { arguments: given } = node;
  if (callee.type === "MemberExpression") {
    const method = keyOf(callee) ?? "";
    const target = callee.object;
    if (ADDS.has(method)) return [{ node, kind: "adds", target, keys: [], values: given }];
    if (method === "set") return [{ node, kind: "sets", target, keys: given.slice(0, 1), values: given }];
    if (REMOVES.has(method)) return [{ node, kind: "removes", target, keys: given, values: [] }];
    if (isGlobal(target, "console")) return [];
  }
  const targets = given.filter(({ type }) => type === "Identifier" || type === "MemberExpression");
  const written = targets.length === 0 ? undefined : writtenValue(modules, source, callee);
  if (written !== undefined && !written.source.file.includes("node_modules/")) return [];
  return targets.map((target) => ({ node, kind: "gives", target, keys: [], values: [] }));
}

/** The entry of an object that a node takes out or leaves empty. */
function emptied(node: Node, entry: Node): readonly Change[] {
  const member = unwrap(entry);
  return member.type === "MemberExpression"
    ? [
        {
          node,
          kind: "removes",
          target: member.object,
          keys: member.computed ? [member.property] : [],
          values: [],
        },
      ]
    : [];
}

function isLength(value: Node): boolean {
  const node = unwrap(value);
  return node.type === "MemberExpression" && keyOf(node) === "length";
}

function assigned(node: Assignment): readonly Change[] {
  const right = unwrap(node.right);
  return targetsOf(node.left).flatMap((each): readonly Change[] => {
    const target = unwrap(each);
    if (target.type !== "Identifier" && target.type !== "MemberExpression") return [];
    if (isLength(target) || (target.type === "MemberExpression" && isNothing(right)))
      return emptied(node, target);
    if (target.type === "MemberExpression" && target.computed)
      return [{ node, kind: "sets", target: target.object, keys: [target.property], values: [right] }];
    const values = right.type === "ArrayExpression" ? right.elements.filter((one) => one !== null) : [];
    const isLonger = values.some(({ type }) => type === "SpreadElement");
    return [
      { node, kind: "replaces", target, keys: [], values: [] },
      ...(isLonger ? [{ node, kind: "adds", target, keys: [], values } as const] : []),
    ];
  });
}

function isNothing(value: Node): boolean {
  const node = unwrap(value);
  if (node.type === "UnaryExpression") return node.operator === "void";
  return (node.type === "Literal" && node.value === null) || isGlobal(node, "undefined");
}
