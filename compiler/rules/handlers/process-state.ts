// BBX2037: handlers write to a variable of their module, although each process has its own.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { meaningOfLocal, type Modules } from "../../syntax/exports.ts";
import { type ClassNode, classOf, reachableFrom } from "../../syntax/reach.ts";
import { bindingAt, keyText } from "../../syntax/scope.ts";
import { targetsOf } from "../../syntax/targets.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import { type FunctionNode, functionAround, isFunction, unwrap, within } from "../../syntax/tree.ts";
import { isGlobal } from "../questions.ts";
import type { Finding, Rule } from "../rule.ts";

/** Methods that change what they are called on. */
const MUTATORS: ReadonlySet<string> = new Set(
  "set add delete clear push pop shift unshift splice sort reverse fill copyWithin".split(" "),
);

/** Values whose content can change, by their constructor. Those of weak references belong to objects of one process. */
const CONTAINERS: ReadonlySet<string> = new Set(["Map", "Set", "Array", "Object"]);

type Name = Extract<Node, { type: "Identifier" }>;

export const processState = {
  code: "BBX2037",
  severity: "warning",
  name: "process-state",
  label: "each process has its own",
  meaning:
    "Handlers write to a variable of their module, and the option `workers` or `pubsub` is on. Each process has its own copy, so a client sees what happened in the process that it is connected to.",
  remedy:
    "Keep in Redis what all processes must know (docs/scaling.md shows how), or publish each change. Silence the warning if each process needs its own.",
  mayApply: ({ scaled }) => scaled,
  inHandlers: ({ modules, handlers, scaled }) =>
    scaled ? findings(modules, reachableFrom(modules, handlers.keys())) : [],
} as const satisfies Rule;

/** One finding for each variable, at its declaration, with the first place that writes to it. */
function findings(modules: Modules, functions: ReadonlySet<FunctionNode>): readonly Finding[] {
  const found = new Map<Name, Node>();
  for (const fn of functions) {
    for (const each of writesIn(fn)) {
      const declared = stateOf(modules, each);
      if (declared !== undefined && !found.has(declared)) found.set(declared, each.node);
    }
  }
  return [...found].map(([name, written]) => ({
    // A name that is declared has its type within its node.
    place: sourceOf(name).placeOf({ start: name.start, end: name.start + name.name.length }),
    message: `Each process has its own \`${name.name}\`, and handlers write to it`,
    related: [{ message: "a handler writes to it here", place: placeOf(written) }],
  }));
}

/** A change of a value. */
interface Write {
  readonly node: Node;
  /** The innermost value: `rooms` in `rooms.get(id).add(ws)`. */
  readonly root: Node;
  /** Whether the root itself is assigned to, or called a method of. */
  readonly direct: boolean;
  /** The method that is called; `undefined` for an assignment. */
  readonly method: string | undefined;
}

function writesIn(fn: FunctionNode): readonly Write[] {
  const assigned = [
    ...within(fn, ["AssignmentExpression"])
      .filter((node) => !isLazy(node))
      .flatMap((node) => targetsOf(node.left).map((to) => [node, to] as const)),
    ...within(fn, ["UpdateExpression"]).map((node) => [node, node.argument] as const),
    ...within(fn, ["UnaryExpression"]).flatMap((node) =>
      node.operator === "delete" ? [[node, node.argument] as const] : [],
    ),
  ];
  const called = within(fn, ["CallExpression"]).flatMap((node) => {
    const callee = unwrap(node.callee);
    if (callee.type !== "MemberExpression") return [];
    const method = keyOf(callee);
    const [first] = node.arguments;
    const isAssign = method === "assign" && isGlobal(callee.object, "Object");
    if (isAssign) return first === undefined ? [] : [write(node, first, "set")];
    return method === undefined ? [] : [write(node, callee.object, method)];
  });
  return [...assigned.map(([node, to]) => write(node, to, undefined)), ...called].filter(
    ({ node }) => functionAround(node) === fn,
  );
}

/** `keys ??= load()`: each process loads the same. */
function isLazy({ operator, left }: Extract<Node, { type: "AssignmentExpression" }>): boolean {
  return (operator === "??=" || operator === "||=") && left.type === "Identifier";
}

function write(node: Node, target: Node, method: string | undefined): Write {
  const root = rootOf(target);
  return { node, root, direct: root === unwrap(target), method };
}

function rootOf(target: Node): Node {
  const node = unwrap(target);
  if (node.type === "MemberExpression") return rootOf(node.object);
  return node.type === "CallExpression" ? rootOf(node.callee) : node;
}

/** The variable at the top of a module that a write changes. */
function stateOf(modules: Modules, { root, direct, method }: Write): Name | undefined {
  if (root.type !== "Identifier") return undefined;
  const binding = bindingAt(root, root.name);
  if (binding === undefined || binding.typeOnly) return undefined;
  const meaning =
    binding.kind === "import"
      ? meaningOfLocal(modules, sourceOf(root), root.name, root)
      : ({ kind: "binding", binding } as const);
  if (meaning.kind !== "binding") return undefined;
  const { declaration } = meaning.binding;
  if (declaration.type !== "VariableDeclarator" || declaration.id.type !== "Identifier") return undefined;
  if (functionAround(declaration) !== undefined || sourceOf(declaration).file.includes("node_modules/"))
    return undefined;
  const declared = declaration.id;
  if (direct && method === undefined) return declared;
  const value = declaration.init === null ? undefined : unwrap(declaration.init);
  if (value === undefined || holdsPromises(declared, value)) return undefined;
  const changes = method === undefined || MUTATORS.has(method);
  if (isContainer(value)) return changes ? declared : undefined;
  const owner = classOf(modules, value);
  if (owner === undefined || value.type !== "NewExpression") return undefined;
  return (direct && method !== undefined ? changesItself(owner, method) : changes) ? declared : undefined;
}

/** `new Map<string, Promise<User>>()`: a process can only wait for its own promises, so there is nothing to share. */
function holdsPromises(declared: Name, value: Node): boolean {
  const type = declared.typeAnnotation?.typeAnnotation;
  const written = value.type === "NewExpression" ? value.typeArguments : null;
  const given = written ?? (type?.type === "TSTypeReference" ? type.typeArguments : null);
  const last = given?.params.at(-1);
  return last?.type === "TSTypeReference" && isGlobal(last.typeName, "Promise");
}

/** Whether a value is made by its own code, and its content can change. */
function isContainer(value: Node): boolean {
  if (value.type === "ArrayExpression" || value.type === "ObjectExpression") return true;
  if (value.type === "NewExpression") return [...CONTAINERS].some((name) => isGlobal(value.callee, name));
  if (value.type !== "CallExpression" || value.callee.type !== "MemberExpression") return false;
  const { object } = value.callee;
  const maker = keyOf(value.callee);
  return (
    (isGlobal(object, "Object") && (maker === "create" || maker === "fromEntries")) ||
    (isGlobal(object, "Array") && (maker === "from" || maker === "of"))
  );
}

/** Whether a method of a class changes its object, itself or by another method. */
function changesItself(owner: ClassNode, method: string, seen: readonly string[] = []): boolean {
  if (seen.includes(method)) return false;
  return owner.body.body.some((member) => {
    if (member.type !== "MethodDefinition" && member.type !== "PropertyDefinition") return false;
    if (keyText(member.key, member.computed) !== method || !isFunction(member.value)) return false;
    const functions = [member.value, ...within(member.value, ["ArrowFunctionExpression"])];
    return functions.flatMap(writesIn).some((each) => {
      if (each.root.type !== "ThisExpression") return false;
      if (each.method === undefined || MUTATORS.has(each.method)) return true;
      return each.direct && changesItself(owner, each.method, [...seen, method]);
    });
  });
}
