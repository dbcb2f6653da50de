// Indexes a tree: its nodes by type, the parent of each, its scopes, and what other files have found out about it.
import { createRequire } from "node:module";
import type { Node, Program } from "oxc-parser";
import type { Written } from "./written.ts";
import type { HandlerRoles } from "./roles.ts";
import type { Binding } from "./scope.ts";
import type { Source } from "./source.ts";
import type { FunctionNode } from "./tree.ts";

type Call = Extract<Node, { type: "CallExpression" }>;

/** The nodes of a tree by type, in the order of the text, with facts that other files have found. */
export interface Index {
  readonly program: Program;
  of<Type extends Node["type"]>(type: Type): readonly Extract<Node, { type: Type }>[];
  /** The file (source.ts). */
  source?: Source;
  /** The `var` declarations that belong to each function (scope.ts). */
  hoisted?: ReadonlyMap<Node, readonly Binding[]>;
  /** The calls of each function (origins.ts). */
  calls?: ReadonlyMap<Node, readonly Call[]>;
  /** What names and properties stand for (written.ts). A file is linked once, so other modules give no other answer. */
  readonly written: Map<Node, Written | undefined>;
  /** The functions that each function names or has within it (reach.ts). */
  readonly next: Map<FunctionNode, readonly FunctionNode[]>;
  /** The calls of methods of sockets and contexts (questions.ts). */
  methods?: { readonly handlers: HandlerRoles; readonly calls: ReadonlyMap<string, readonly Call[]> };
}

/** A node that may declare names which are in scope within it. */
export interface Scope {
  readonly node: Node;
  /** The scope around it; `null` if it is the file. */
  readonly outer: Scope | null;
  readonly index: Index;
  /** The names that it declares itself (scope.ts). */
  names?: ReadonlyMap<string, readonly Binding[]>;
}

const SCOPE = Symbol("scope");

interface Indexed {
  parent?: Node | null;
  [SCOPE]?: Scope;
}

/** Indexes a tree, and sets the `parent` of every node and its scope; the second call for one tree costs nothing. */
export function indexOf(program: Program): Index {
  const known = knownScope(program);
  if (known !== undefined) return known.index;
  const byType = new Map<string, Node[]>();
  const index: Index = {
    program,
    written: new Map(),
    next: new Map(),
    of(type) {
      const nodes: readonly Node[] = byType.get(type) ?? [];
      return areOf(nodes, type) ? nodes : [];
    },
  };
  setScope(program, { node: program, outer: null, index });
  const unordered = new Set<Node[]>();
  // A stack instead of recursion, because generated code nests deep.
  const stack: Node[] = [program];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const same = byType.get(node.type);
    if (same === undefined) byType.set(node.type, [node]);
    else {
      if ((same.at(-1)?.start ?? 0) > node.start) unordered.add(same);
      same.push(node);
    }
    pushChildren(node, scopeOf(node), stack);
  }
  // The parser lists the texts of a template before its expressions.
  for (const nodes of unordered) nodes.sort((a, b) => a.start - b.start);
  return index;
}

/** The innermost scope that a node is in; that of the node itself if it is one. */
export function scopeOf(node: Node): Scope {
  const scope = knownScope(node);
  if (scope === undefined) throw new Error(`a ${node.type} of no file`);
  return scope;
}

function knownScope(node: Indexed): Scope | undefined {
  return node[SCOPE];
}

function setScope(node: Indexed, scope: Scope): void {
  node[SCOPE] = scope;
}

const SCOPES: ReadonlySet<string> = new Set([
  "Program",
  "BlockStatement",
  "StaticBlock",
  "TSModuleBlock",
  "SwitchStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "CatchClause",
  "ClassExpression",
  "ArrowFunctionExpression",
  "FunctionDeclaration",
  "FunctionExpression",
  "TSDeclareFunction",
  "TSEmptyBodyFunctionExpression",
]);

/** What all nodes of a type have in common. */
interface Shape {
  /** The keys under which it has its children, the last first, by the parser's own table. */
  readonly keys: readonly string[];
  readonly isScope: boolean;
}

function shapeOf(type: string): Shape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const keys = (loaded.keys ??= load().visitorKeys)[type] ?? [];
  const shape = { keys: keys.toReversed(), isScope: SCOPES.has(type) };
  shapes.set(type, shape);
  return shape;
}

const shapes = new Map<string, Shape>();
const loaded: { keys?: Readonly<Record<string, readonly string[]>> } = {};
const load = (): typeof import("oxc-parser") => createRequire(import.meta.url)("oxc-parser");

/** Narrows nodes to their type, under which the index keeps them. */
function areOf<Type extends Node["type"]>(
  nodes: readonly Node[],
  type: Type,
): nodes is readonly Extract<Node, { type: Type }>[] {
  return nodes[0] === undefined || nodes[0].type === type;
}

/** Pushes the nodes directly below a node, the last first. */
function pushChildren(node: Node, scope: Scope, stack: Node[]): void {
  for (const key of shapeOf(node.type).keys) {
    const value: unknown = Reflect.get(node, key);
    if (!Array.isArray(value)) push(value, node, scope, stack);
    else for (let index = value.length - 1; index >= 0; index -= 1) push(value[index], node, scope, stack);
  }
}

function push(value: unknown, parent: Node, outer: Scope, stack: Node[]): void {
  if (!isNode(value)) return;
  setParent(value, parent);
  setScope(value, shapeOf(value.type).isScope ? { node: value, outer, index: outer.index } : outer);
  stack.push(value);
}

function setParent(node: Indexed, parent: Node): void {
  node.parent = parent;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
