// BBX2051: a collection of the module keeps sockets that have closed.
import type { Node, Program } from "oxc-parser";
import type { Modules } from "../../syntax/exports.ts";
import { originsOf } from "../../syntax/origins.ts";
import type { HandlerRoles } from "../../syntax/roles.ts";
import { bindingAt, bindingsAt } from "../../syntax/scope.ts";
import { placeOf, type Source, sourceOf } from "../../syntax/source.ts";
import { unwrap, within } from "../../syntax/tree.ts";
import { writtenValue } from "../../syntax/written.ts";
import { runningOf } from "../after-close.ts";
import {
  type Change,
  type Collection,
  collectionOf,
  type Growth,
  growthsIn,
  shrinksIn,
} from "../collections.ts";
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
    GROWING.some((name) => code.includes(name)) || SPREAD.test(code) || importsValues(source),
  inHandlers({ modules, handlers, shared }) {
    const growing = [...new Set([...sourcesOf(handlers), ...shared()])].flatMap((source) =>
      keptIn(modules, source, handlers),
    );
    // Most routes keep no socket, and what handlers run takes long to find.
    if (growing.length === 0) return [];
    const running = runningOf(modules, handlers);
    const grown = growing.filter(({ growth }) => running.isReached(growth.node));
    if (grown.length === 0) return [];
    const files = new Set([
      ...running.sources,
      ...grown.map(({ collection }) => sourceOf(collection.declared)),
    ]);
    const shrinks = [...files]
      .flatMap(shrinksIn)
      .map((change) => ({ change, collection: collectionOf(modules, change.target) }));
    const removes = (declared: Node): boolean =>
      shrinks.some(({ change, collection }) => {
        const { node, keys } = change;
        if (collection?.declared === declared)
          return running.isClosing(node) || running.isLoose(node) || removesOthers(change, handlers);
        // What `onClose` shrinks may be any collection, if it is not known.
        return collection === undefined && keys !== null && running.isClosing(node);
      });
    return grown
      .filter(
        ({ collection: { declared } }, at) =>
          grown.findIndex((each) => each.collection.declared === declared) === at,
      )
      .filter(({ collection }) => !removes(collection.declared))
      .map((each) => describe(each, handlers));
  },
} as const satisfies Rule;

/** The methods that put something into a collection. One by a key in brackets is in a text that may hide names. */
const GROWING = ["add", "set", "push", "unshift"];
const SPREAD = /=\s*\[\s*\.\.\./;

/** Whether a file imports a value of another file, such as a function that gets the socket. */
function importsValues({ text, imports }: Source): boolean {
  return imports.some(({ start, end }) => {
    const statement = text.slice(start, end);
    return !statement.includes(PACKAGE) && !/^import\s+type\b/.test(statement);
  });
}

/** A collection, and the place that puts a socket into it. */
interface Kept {
  readonly growth: Growth;
  readonly collection: Collection;
}

/** What a file puts sockets into. */
function keptIn(modules: Modules, source: Source, handlers: HandlerRoles): readonly Kept[] {
  const { program } = source;
  const hasHandlers = [...handlers.keys()].some((fn) => sourceOf(fn) === source);
  // Without the handlers of a route, a file is the same for every route.
  const known = hasHandlers ? undefined : keptElsewhere.get(program);
  if (known !== undefined) return known;
  const found = growthsIn(source).flatMap((growth) => keptBy(modules, growth, handlers) ?? []);
  if (!hasHandlers) keptElsewhere.set(program, found);
  return found;
}

const keptElsewhere = new WeakMap<Program, readonly Kept[]>();

function keptBy(modules: Modules, growth: Growth, handlers: HandlerRoles): Kept | undefined {
  if (!growth.values.some((each) => holdsSocket(each, handlers))) return undefined;
  const collection = collectionOf(modules, growth.target);
  return collection === undefined ||
    growth.keys.some((key) => isFixed(modules, key)) ||
    hasFixedKeys(collection)
    ? undefined
    : { growth, collection };
}

/** Whether a value is the socket, or an object that has it. */
function holdsSocket(value: Node, handlers: HandlerRoles): boolean {
  const node = unwrap(value);
  if (node.type === "ObjectExpression")
    return node.properties.some((each) => each.type === "Property" && holdsSocket(each.value, handlers));
  return originsOf(node).some((origin) => isRole(origin, "socket", handlers, []));
}

/** Whether a key is one of a few, so that each socket takes the place of one before. */
function isFixed(modules: Modules, key: Node): boolean {
  const written = writtenValue(modules, sourceOf(key), key)?.node;
  switch (written?.type) {
    case "Literal":
      return true;
    case "TemplateLiteral":
      return written.expressions.length === 0;
    case "ConditionalExpression":
      return isFixed(modules, written.consequent) && isFixed(modules, written.alternate);
    case "BinaryExpression":
      return written.operator === "%" || written.operator === "&";
    default:
      return false;
  }
}

/** Whether the type of a collection allows a few keys alone: `Map<"white" | "black", Socket>`. */
function hasFixedKeys({ made, declared }: Collection): boolean {
  const node = unwrap(made);
  const key =
    node.type === "NewExpression" && node.typeArguments
      ? node.typeArguments.params[0]
      : keyType(declared.type === "Identifier" ? declared.typeAnnotation?.typeAnnotation : undefined);
  return key !== undefined && isUnionOfLiterals(key);
}

/** The type of the keys of `Map<K, V>`, `Record<K, V>` or `Partial<Record<K, V>>`. */
function keyType(type: Node | undefined): Node | undefined {
  if (type?.type !== "TSTypeReference") return undefined;
  const [first] = type.typeArguments?.params ?? [];
  const inner = keyType(first);
  return inner ?? first;
}

function isUnionOfLiterals(type: Node): boolean {
  if (type.type === "TSUnionType") return type.types.every(isUnionOfLiterals);
  if (type.type === "TSLiteralType") return true;
  if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return false;
  const [named] = bindingsAt(type, type.typeName.name);
  if (named?.declaration.type === "TSEnumDeclaration") return true;
  const alias =
    named?.declaration.type === "TSTypeAliasDeclaration" ? named.declaration.typeAnnotation : undefined;
  return alias !== undefined && alias.type !== "TSTypeReference" && isUnionOfLiterals(alias);
}

/** Whether a change takes out sockets of others, as a limit does: its key is of no handler. */
function removesOthers({ keys }: Change, handlers: HandlerRoles): boolean {
  return keys !== null && !keys.some((each) => isOfHandler(each, handlers));
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

function describe({ growth, collection: { name, declared } }: Kept, handlers: HandlerRoles): Finding {
  return {
    place: placeOf(growth.node),
    message: `\`${name}\` still holds this socket after it has closed`,
    hint: removalHint(name, growth, handlers),
    related: [{ message: `\`${name}\` is declared here`, place: placeOf(declared) }],
  };
}
