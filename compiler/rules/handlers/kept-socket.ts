// BBX2051: a collection of the module keeps sockets that have closed.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { meaningOfLocal, type Modules } from "../../syntax/exports.ts";
import { writtenValue } from "../../syntax/written.ts";
import { callsOf, originsOf, parametersOf } from "../../syntax/origins.ts";
import type { HandlerRoles } from "../../syntax/roles.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf, type Source, sourceOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { functionAround, unwrap, within } from "../../syntax/tree.ts";
import { runningOf } from "../after-close.ts";
import { type Call, isGlobal, isRole, sourcesOf } from "../questions.ts";
import { removalHint } from "../removal-hint.ts";
import type { Finding, Rule } from "../rule.ts";

const GROWS: ReadonlySet<string> = new Set(["add", "set"]);
const SHRINKS: ReadonlySet<string> = new Set(["delete", "clear"]);

export const keptSocket = {
  code: "BBX2051",
  severity: "warning",
  name: "kept-socket",
  label: "kept forever",
  meaning:
    "A handler puts the socket into a `Set` or a `Map` of the module, and neither `onClose` nor a limit takes it out. The collection grows with every client, and messages are sent to sockets that have closed.",
  remedy:
    "Remove the socket in `onClose`. To send to everyone on the route, `ctx.broadcast` needs no collection.",
  mayApply: ({ code }) =>
    ["add", "set"].some((name) => code.includes(name)) &&
    ["Map", "Set", "import"].some((name) => code.includes(name)),
  inHandlers({ modules, handlers }) {
    const growths = sourcesOf(handlers)
      .flatMap(({ program }) => indexOf(program).of("CallExpression"))
      .flatMap((call) => growth(modules, call, handlers) ?? []);
    // Most routes keep no socket, and what handlers run takes long to find.
    if (growths.length === 0) return [];
    const running = runningOf(modules, handlers);
    const grown = growths
      .filter(({ call }) => running.isReached(call))
      .toSorted((a, b) => a.call.start - b.call.start);
    if (grown.length === 0) return [];
    const files = new Set([...running.sources, ...grown.map(({ variable }) => sourceOf(variable))]);
    const ends = [...files].flatMap((source) =>
      endsIn(source).map((node) => ({
        node,
        root: collectionOf(modules, node),
        method: isMethodOwner(node),
      })),
    );
    const removes = (variable: Node): boolean =>
      ends.some(({ node, root, method }) => {
        if (root === variable)
          return (
            running.isClosing(node) || running.isLoose(node) || (method && removesOthers(node, handlers))
          );
        // What `onClose` shrinks may be any collection, if it is not known.
        return root === undefined && method && running.isClosing(node);
      });
    return grown
      .filter(({ variable }, index) => grown.findIndex((each) => each.variable === variable) === index)
      .filter(({ variable }) => !removes(variable))
      .map((each) => describe(each, handlers));
  },
} as const satisfies Rule;

/** A variable with a collection, and the call that puts a socket into it. */
interface Growth {
  readonly call: Call;
  readonly variable: Node;
  /** The collection that the call changes, as it is written. */
  readonly collection: Node;
}

function growth(modules: Modules, call: Call, handlers: HandlerRoles): Growth | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || !GROWS.has(keyOf(callee) ?? "")) return undefined;
  if (!call.arguments.some((each) => holdsSocket(each, handlers))) return undefined;
  if (keyOf(callee) === "set" && isFixed(modules, call.arguments[0])) return undefined;
  const variable = collectionOf(modules, callee.object);
  return variable === undefined ? undefined : { call, variable, collection: callee.object };
}

/** Whether a value is the socket, or an object that has it. */
function holdsSocket(value: Node, handlers: HandlerRoles): boolean {
  const node = unwrap(value);
  if (node.type === "ObjectExpression")
    return node.properties.some((each) => each.type === "Property" && holdsSocket(each.value, handlers));
  return originsOf(node).some((origin) => isRole(origin, "socket", handlers, []));
}

/** Whether a key is the same for every socket, so that each takes the place of the one before. */
function isFixed(modules: Modules, key: Node | undefined): boolean {
  const written = key === undefined ? undefined : writtenValue(modules, sourceOf(key), key)?.node;
  return (
    written?.type === "Literal" || (written?.type === "TemplateLiteral" && written.expressions.length === 0)
  );
}

/** Whether a call of `delete` or `clear` takes out sockets of others, as a limit does: its key is of no handler. */
function removesOthers({ parent }: Node, handlers: HandlerRoles): boolean {
  const call = parent?.parent;
  return call?.type === "CallExpression" && !call.arguments.some((each) => isOfHandler(each, handlers));
}

/** Whether a value is made of what a handler gets. */
function isOfHandler(value: Node, handlers: HandlerRoles, depth = 0): boolean {
  return within(value, ["Identifier"]).some((each) => {
    if (originsOf(each).some(({ fn }) => handlers.has(fn))) return true;
    const declaration = bindingAt(each, each.name)?.declaration;
    if (declaration?.type !== "VariableDeclarator" || declaration.init === null || depth > 4) return false;
    return isOfHandler(declaration.init, handlers, depth + 1);
  });
}

/** What calls of `delete` and `clear` shrink, and the variables that get another value. */
function endsIn({ program }: Source): readonly Node[] {
  const index = indexOf(program);
  const shrunk = index.of("CallExpression").flatMap(({ callee }) => {
    const called = unwrap(callee);
    return called.type === "MemberExpression" && SHRINKS.has(keyOf(called) ?? "") ? [called.object] : [];
  });
  const replaced = index
    .of("AssignmentExpression")
    .flatMap(({ left }) => (left.type === "Identifier" ? [left] : []));
  return [...shrunk, ...replaced];
}

/** Whether a method of a value is called, and the value is not assigned. */
function isMethodOwner({ parent }: Node): boolean {
  return parent?.type === "MemberExpression";
}

/** The variable of a module whose `Map` or `Set` a value is, or is in: `rooms` of `rooms.get(id)`. */
function collectionOf(modules: Modules, value: Node, depth = 0): Node | undefined {
  const node = unwrap(value);
  if (depth > 8) return undefined;
  const follow = (next: Node | null | undefined): Node | undefined =>
    next === null || next === undefined ? undefined : collectionOf(modules, next, depth + 1);
  switch (node.type) {
    case "MemberExpression":
      return follow(node.object);
    case "CallExpression":
      return unwrap(node.callee).type === "MemberExpression" ? follow(node.callee) : undefined;
    case "LogicalExpression":
      return follow(node.left);
    case "Identifier":
      return ofName(modules, node, follow);
    default:
      return undefined;
  }
}

function ofName(
  modules: Modules,
  name: Extract<Node, { type: "Identifier" }>,
  follow: (next: Node | null | undefined) => Node | undefined,
): Node | undefined {
  const binding = bindingAt(name, name.name);
  if (binding === undefined) return undefined;
  if (binding.kind === "parameter") {
    const fn = functionAround(binding.id);
    // A part of a pattern is not a parameter, so it has no argument.
    return fn === undefined
      ? undefined
      : follow(callsOf(fn)[0]?.arguments[parametersOf(fn).indexOf(binding.id)]);
  }
  const meaning =
    binding.kind === "import"
      ? meaningOfLocal(modules, sourceOf(name), name.name, name)
      : ({ kind: "binding", binding } as const);
  const declaration = meaning.kind === "binding" ? meaning.binding.declaration : undefined;
  if (declaration?.type !== "VariableDeclarator" || declaration.id.type !== "Identifier") return undefined;
  if (functionAround(declaration) === undefined)
    return isCollection(declaration.init) ? declaration.id : undefined;
  const loop = declaration.parent?.parent;
  return follow(loop?.type === "ForOfStatement" ? loop.right : declaration.init);
}

function isCollection(value: Node | null): boolean {
  const node = value === null ? undefined : unwrap(value);
  return node?.type === "NewExpression" && ["Map", "Set"].some((each) => isGlobal(node.callee, each));
}

function describe({ call, variable, collection }: Growth, handlers: HandlerRoles): Finding {
  const name = variable.type === "Identifier" ? variable.name : "the collection";
  return {
    place: placeOf(call),
    message: `\`${name}\` still holds this socket after it has closed`,
    hint: removalHint(name, call, collection, handlers),
    related: [{ message: `\`${name}\` is declared here`, place: placeOf(variable) }],
  };
}
