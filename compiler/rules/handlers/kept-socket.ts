// BBX2051: a collection of the module keeps sockets that have closed.
import type { Node, Program } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { originsOf } from "../../syntax/origins.ts";
import type { HandlerRoles } from "../../syntax/roles.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf, type Source, sourceOf } from "../../syntax/source.ts";
import { unwrap, within } from "../../syntax/tree.ts";
import { runningOf, type Running } from "../after-close.ts";
import { type Change, changesIn } from "../collection-changes.ts";
import { type Collection, collectionItself, collectionsOf, isGiven } from "../collections.ts";
import { follows, testsAround } from "../surroundings.ts";
import { hasFixedKeys, isFixed } from "../fixed-keys.ts";
import { PACKAGE } from "../own-types.ts";
import { isRole, sourcesOf } from "../questions.ts";
import { removalHint } from "../removal-hint.ts";
import type { Finding, Rule } from "../rule.ts";

export const keptSocket = {
  code: "BBX2051",
  severity: "warning",
  name: "kept-socket",
  label: "kept forever",
  meaning:
    "A handler puts the socket into a `Set`, a `Map`, an array or an object of the module, and neither `onClose` nor a limit takes it out. The collection grows with every client, and messages are sent to sockets that have closed.",
  remedy:
    "Remove the socket in `onClose`. To send to everyone on the route, `ctx.broadcast` needs no collection.",
  mayApply: ({ source, code }) =>
    GROWING.some((name) => code.includes(name)) ||
    source.imports.some(({ from, isValue }) => isValue && from !== PACKAGE),
  inHandlers({ modules, handlers, shared }) {
    const sources = new Set([...sourcesOf(handlers), ...shared()]);
    const growing = [...sources].flatMap((source) => keptIn(modules, source, handlers));
    // Most routes keep no socket, and what handlers run takes long to find.
    if (growing.length === 0) return [];
    const running = runningOf(modules, handlers);
    const seen = new Set<Node>();
    const grown = growing.filter(({ growth, collection: { declared } }) => {
      const isFirst = running.isReached(growth.node) && !seen.has(declared);
      if (isFirst) seen.add(declared);
      return isFirst;
    });
    if (grown.length === 0) return [];
    const changes = [...new Set([...sources, ...running.sources])]
      .flatMap((source) => changesIn(modules, source))
      .map((change) => ({ change, collections: changedBy(modules, change) }));
    return grown
      .filter(({ growth, collection }) =>
        changes.every(({ change, collections }) => {
          if (isIn(collections, collection)) return !removes(change, growth, running, handlers);
          // What `onClose` shrinks may be any collection, if it is not known, and so may what a function gets.
          if (collections.length > 0 || change.kind !== "removes") return true;
          const isLimit = isGiven(change.target) && removesOthers(change, handlers);
          const isCleared = isCleanUp(change.node) || (isLimit && running.isReached(change.node));
          return !running.isClosing(change.node) && !isCleared;
        }),
      )
      .map((each) => describe(each, handlers));
  },
} as const satisfies Rule;

/**
 * What a text that puts a socket into a collection has: a method, or a spread. One with a key in brackets may hide names, so its
 * tree is read anyway. A function that is imported may do it too.
 */
const GROWING = ["add", "set", "push", "unshift", "..."];

/** The collections that a change may be of. A variable of a function that gets another value is none. */
function changedBy(modules: Modules, { kind, target }: Change): readonly Collection[] {
  return kind === "replaces" ? collectionItself(modules, target) : collectionsOf(modules, target);
}

/** Whether a collection is among some. */
function isIn(collections: readonly Collection[], { declared }: Collection): boolean {
  return collections.some((each) => each.declared === declared);
}

/** A collection, and the place that puts a socket into it. */
interface Kept {
  readonly growth: Change;
  readonly collection: Collection;
}

/** What a file puts sockets into. */
function keptIn(modules: Modules, source: Source, handlers: HandlerRoles): readonly Kept[] {
  const { program } = source;
  const hasHandlers = [...handlers.keys()].some((fn) => sourceOf(fn) === source);
  // Without the handlers of a route, a file is the same for every route.
  const known = hasHandlers ? undefined : keptElsewhere.get(program);
  if (known !== undefined) return known;
  const found = changesIn(modules, source).flatMap((growth) => keptBy(modules, growth, handlers));
  if (!hasHandlers) keptElsewhere.set(program, found);
  return found;
}

/** A tree lives as long as its build, and what it keeps with it. */
const keptElsewhere = new WeakMap<Program, readonly Kept[]>();

function keptBy(modules: Modules, growth: Change, handlers: HandlerRoles): readonly Kept[] {
  if (!growth.values.some((each) => holdsSocket(each, handlers))) return [];
  if (growth.keys.some((key) => isFixed(modules, key))) return [];
  return collectionsOf(modules, growth.target)
    .filter((each) => !hasFixedKeys(modules, each) && !isLimited(modules, growth, each))
    .map((collection) => ({ growth, collection }));
}

/** Whether a value is the socket, or an object that has it. */
function holdsSocket(value: Node, handlers: HandlerRoles): boolean {
  const node = unwrap(value);
  if (node.type === "ObjectExpression")
    return node.properties.some((each) => each.type === "Property" && holdsSocket(each.value, handlers));
  return originsOf(node).some((origin) => isRole(origin, "socket", handlers, []));
}

/** Whether a condition on the size of a collection is around a growth: `if (all.length < 10) all.push(ws)`. */
function isLimited(modules: Modules, { node }: Change, collection: Collection): boolean {
  return testsAround(node).some((test) =>
    within(test, ["MemberExpression"]).some(
      (each) =>
        ["length", "size"].includes(keyOf(each) ?? "") &&
        isIn(collectionsOf(modules, each.object), collection),
    ),
  );
}

/** Whether a change takes out, sooner or later, what a growth has put in. */
function removes(change: Change, growth: Change, running: Running, handlers: HandlerRoles): boolean {
  const { kind, node, values } = change;
  if (kind === "adds") return false;
  // What puts the socket in again does not remove it.
  if (kind === "sets") return running.isClosing(node) && !values.some((each) => holdsSocket(each, handlers));
  if (running.isClosing(node) || running.isLoose(node) || follows(node, growth.node)) return true;
  return isCleanUp(node) || removesOthers(change, handlers);
}

/** What a condition asks of a socket that may have closed. */
const STATES: ReadonlySet<string> = new Set([
  "readyState",
  "send",
  "sendText",
  "sendBinary",
  "getBufferedAmount",
]);

/** Whether a place takes out what has closed: a condition on the state of a socket is around it. */
function isCleanUp(node: Node): boolean {
  return testsAround(node).some((test) =>
    within(test, ["MemberExpression"]).some((each) => STATES.has(keyOf(each) ?? "")),
  );
}

/** Whether a change takes out sockets of others, as a limit does: its key is of no handler. */
function removesOthers({ kind, keys }: Change, handlers: HandlerRoles): boolean {
  return kind === "removes" && !keys.some((each) => isOfHandler(each, handlers));
}

/** Whether a value is made of what a handler gets. */
function isOfHandler(value: Node, handlers: HandlerRoles, seen: Set<Node> = new Set()): boolean {
  return within(value, ["Identifier"]).some((each) => {
    const binding = bindingAt(each, each.name);
    if (binding === undefined || seen.has(binding.id)) return false;
    seen.add(binding.id);
    if (originsOf(each).some(({ fn }) => handlers.has(fn))) return true;
    const { declaration } = binding;
    if (declaration.type !== "VariableDeclarator" || declaration.init === null) return false;
    return isOfHandler(declaration.init, handlers, seen);
  });
}

function describe({ growth, collection }: Kept, handlers: HandlerRoles): Finding {
  const { name, declared } = collection;
  return {
    place: placeOf(growth.node),
    message: `\`${name}\` still holds this socket after it has closed`,
    hint: removalHint(name, growth, handlers),
    related: [{ message: `\`${name}\` is declared here`, place: placeOf(declared) }],
  };
}
