// BBX2065: a message that the schema has parsed is parsed again.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { meaningOf, type Modules } from "../../syntax/exports.ts";
import { isSettled, writtenAs, writtenValue, type Written } from "../../syntax/written.ts";
import { callsOf, parametersOf } from "../../syntax/origins.ts";
import type { HandlerRoles } from "../../syntax/roles.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf, type Source, sourceOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { functionAround, unwrap, within } from "../../syntax/tree.ts";
import { argumentOf, type Call, isGlobal, shortText, sourcesOf } from "../questions.ts";
import type { Rule } from "../rule.ts";
import { thenImport } from "../type-imports.ts";

export const parsedTwice = {
  code: "BBX2065",
  severity: "error",
  name: "parsed-twice",
  label: "an object already",
  meaning:
    "`onMessage` calls `JSON.parse` with its message, but the route exports `incoming`. The message is what the schema returns, an object, so `JSON.parse` throws for every message.",
  remedy: "Use the message as it is, with the type `SchemaOutput<typeof incoming>`.",
  mayApply: ({ code }) => code.includes("incoming") && code.includes("parse"),
  inHandlers({ modules, handlers, route }) {
    if (!givesObjects(modules, modules.sources.get(route.file))) return [];
    return sourcesOf(handlers)
      .flatMap(parsedIn)
      .filter((text) => isMessage(text, handlers) && !isAsked(text, handlers))
      .map((text) => ({
        place: placeOf(text),
        message: "`incoming` has parsed this message, so `JSON.parse` gets an object and always throws",
        hint: hintFor(text),
      }));
  },
} as const satisfies Rule;

/** What to remove, as it is written, and the type that the message has then. */
function hintFor(text: Node): string {
  const call = shortText(text.parent ?? text, "JSON.parse(…)");
  const hint = `Write the message itself in place of \`${call}\`.`;
  // The schema may have another name here, or none.
  if (bindingAt(text, "incoming") === undefined) return hint;
  return thenImport(`${hint} Its type is \`SchemaOutput<typeof incoming>\`.`, sourceOf(text));
}

const LIBRARIES: ReadonlySet<string> = new Set(["zod", "valibot", "arktype"]);

/** Functions of zod and valibot that make a schema of objects. */
const OF_OBJECTS: ReadonlySet<string> = new Set([
  "object",
  "strictObject",
  "looseObject",
  "objectWithRest",
  "record",
]);

/** Functions of zod and valibot that make a schema of several. */
const OF_CHOICES: ReadonlySet<string> = new Set(["union", "discriminatedUnion", "variant"]);

/** Methods of a schema of objects after which it is still one. */
const KEEPING: ReadonlySet<string> = new Set(
  "strict loose passthrough strip partial required extend safeExtend merge pick omit refine superRefine check readonly brand describe meta catchall".split(
    " ",
  ),
);

/** Whether the schema of a route certainly returns objects, as far as its syntax shows. */
function givesObjects(modules: Modules, source: Source | undefined): boolean {
  const schema =
    source === undefined ? undefined : writtenAs(modules, meaningOf(modules, source, "incoming"));
  return isOfObjects(modules, schema);
}

function isOfObjects(modules: Modules, schema: Written | undefined, depth = 0): boolean {
  if (schema?.node.type !== "CallExpression") return false;
  const { source, node: call } = schema;
  const callee = unwrap(call.callee);
  // A schema may be written with its own name, by mistake.
  const isToo = (value: Node): boolean =>
    isOfObjects(modules, writtenValue(modules, source, value, depth + 1), depth + 1);
  const made = ofLibrary(callee);
  if (made === undefined)
    return callee.type === "MemberExpression" && KEEPING.has(keyOf(callee) ?? "") && isToo(callee.object);
  if (made === "type") return call.arguments.length === 1 && call.arguments[0]?.type === "ObjectExpression";
  if (!OF_CHOICES.has(made)) return OF_OBJECTS.has(made);
  const choices = call.arguments.find(({ type }) => type === "ArrayExpression");
  return choices?.type === "ArrayExpression" && choices.elements.flatMap((each) => each ?? []).every(isToo);
}

/** The function of a library of schemas that is called: `object` of `z.object({})` and of `object({})`. */
function ofLibrary(callee: Node): string | undefined {
  if (callee.type === "MemberExpression") return isOfLibrary(callee.object) ? keyOf(callee) : undefined;
  return callee.type === "Identifier" && isOfLibrary(callee) ? callee.name : undefined;
}

/** Whether a name is imported from a library of schemas. */
function isOfLibrary(node: Node): boolean {
  if (node.type !== "Identifier") return false;
  const declaration = bindingAt(node, node.name)?.declaration;
  return (
    declaration?.type === "ImportDeclaration" && LIBRARIES.has(declaration.source.value.split("/")[0] ?? "")
  );
}

/** What `JSON.parse` gets in a file. */
function parsedIn({ program }: Source): readonly Node[] {
  return indexOf(program)
    .of("CallExpression")
    .flatMap((call) => (isParse(call) ? (argumentOf(call, 0) ?? []) : []));
}

function isParse({ callee }: Call): boolean {
  const called = unwrap(callee);
  return called.type === "MemberExpression" && isGlobal(called.object, "JSON") && keyOf(called) === "parse";
}

/** Whether a value is the message as a whole, or the text that `String` makes of it. */
function isMessage(value: Node, handlers: HandlerRoles, known: Map<Node, boolean> = new Map()): boolean {
  const node = unwrap(value);
  const answered = known.get(node);
  if (answered !== undefined) return answered;
  // Functions may call each other in a circle.
  known.set(node, false);
  const answer = isMessageNode(
    node,
    handlers,
    (next) => next !== null && next !== undefined && isMessage(next, handlers, known),
  );
  known.set(node, answer);
  return answer;
}

type Follow = (next: Node | null | undefined) => boolean;

function isMessageNode(node: Node, handlers: HandlerRoles, follow: Follow): boolean {
  switch (node.type) {
    case "Identifier":
      return isMessageName(node, handlers, follow);
    case "ConditionalExpression":
      return follow(node.consequent) && follow(node.alternate);
    case "LogicalExpression":
      // An object is never replaced with what follows it.
      return node.operator !== "&&" && follow(node.left);
    case "TemplateLiteral":
      return node.quasis.every(({ value: text }) => text.raw === "") && follow(node.expressions[0]);
    case "CallExpression": {
      const callee = unwrap(node.callee);
      if (isGlobal(callee, "String")) return follow(node.arguments[0]);
      return callee.type === "MemberExpression" && keyOf(callee) === "toString" && follow(callee.object);
    }
    default:
      return false;
  }
}

function isMessageName(
  name: Extract<Node, { type: "Identifier" }>,
  handlers: HandlerRoles,
  follow: Follow,
): boolean {
  const binding = bindingAt(name, name.name);
  if (binding === undefined || !isSettled(sourceOf(name), binding)) return false;
  const { declaration, id } = binding;
  if (declaration.type === "VariableDeclarator") return declaration.id === id && follow(declaration.init);
  const fn = binding.kind === "parameter" ? functionAround(id) : undefined;
  if (fn === undefined) return false;
  const index = parametersOf(fn).indexOf(id);
  if (index < 0) return false;
  if (handlers.has(fn)) return index === 1 && handlers.get(fn)?.includes("onMessage") === true;
  return callsOf(fn).some((call) => follow(argumentOf(call, index)));
}

/** Whether the function around a value asks elsewhere what the message is. */
function isAsked(value: Node, handlers: HandlerRoles): boolean {
  const own = questionsIn(value);
  return questionsIn(functionAround(value) ?? value).some(
    (each) => !own.includes(each) && isMessage(each, handlers),
  );
}

/** The values whose type or class is asked. */
function questionsIn(node: Node): readonly Node[] {
  return [
    ...within(node, ["UnaryExpression"]).flatMap(({ operator, argument }) =>
      operator === "typeof" ? argument : [],
    ),
    ...within(node, ["BinaryExpression"]).flatMap(({ operator, left }) =>
      operator === "instanceof" ? left : [],
    ),
  ];
}
