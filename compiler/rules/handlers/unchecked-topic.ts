// BBX2052: a client chooses the topic that its socket subscribes or publishes to.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { meaningOf, type Modules } from "../../syntax/exports.ts";
import { writtenAs, writtenValue } from "../../syntax/written.ts";
import { bindingAt, keyText } from "../../syntax/scope.ts";
import { placeOf, type Source, sourceOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { unwrap, within } from "../../syntax/tree.ts";
import { isChecked } from "../checked.ts";
import { isFromMessage } from "../from-message.ts";
import { isOwnName } from "../own-types.ts";
import { argumentOf, type Call, shortText, socketCalls, sourcesOf } from "../questions.ts";
import type { Rule } from "../rule.ts";

const METHODS = ["subscribe", "publish", "publishText", "publishBinary"];
const OWN = ["publish", "publishHere"];

export const uncheckedTopic = {
  code: "BBX2052",
  severity: "warning",
  name: "unchecked-topic",
  label: "the client's choice",
  meaning:
    "A socket subscribes or publishes to a topic that its client has written in a message, and that the file does not check. All routes share one set of topics, so a client that knows the name of one can listen to any route, or speak to its clients.",
  remedy:
    "Put a prefix of your own before it (`room-${id}`), or look it up in a list of the topics that clients may choose.",
  mayApply: ({ code, names }) => names.includes("onMessage") && METHODS.some((name) => code.includes(name)),
  inHandlers: ({ modules, handlers, route }) =>
    sourcesOf(handlers).flatMap((source) =>
      [...socketCalls(source, handlers, METHODS), ...ownCalls(source)].flatMap((call) => {
        const topic = argumentOf(call, 0);
        if (topic === undefined || !isFromMessage(topic, handlers) || isChecked(topic)) return [];
        if (schemaLimits(modules, modules.sources.get(route.file), topic)) return [];
        return [
          {
            place: placeOf(topic),
            message: `The client chooses this topic, and each route is a topic too, so it can ${reach(call)} any of them`,
            hint: `Put a prefix of your own before it, \`"room-" + ${operandText(topic)}\`, or look it up in a list of topics that clients may choose.`,
          },
        ];
      }),
    ),
} as const satisfies Rule;

/** A topic as the right side of a `+`. */
function operandText(topic: Node): string {
  const text = shortText(topic, "…");
  return topic.type.endsWith("Expression") && !BINDING.has(topic.type) ? `(${text})` : text;
}

/** Expressions that bind closer than `+`. */
const BINDING: ReadonlySet<string> = new Set(["CallExpression", "ChainExpression", "MemberExpression"]);

/** What a client can do by a call with a topic of its choice. */
function reach({ callee }: Call): string {
  const called = unwrap(callee);
  const isSubscribe = called.type === "MemberExpression" && keyOf(called) === "subscribe";
  return isSubscribe ? "listen to" : "send to the clients of";
}

function ownCalls({ program }: Source): readonly Call[] {
  return indexOf(program)
    .of("CallExpression")
    .filter(({ callee }) => OWN.some((name) => isOwnName(unwrap(callee), name)));
}

/** Functions of schema libraries that accept only some texts. */
const LIMITS =
  /^(?:enum|nativeEnum|enumType|enums|picklist|literal|union|keyof|regex|pattern|startsWith|refine|custom)$/i;

/**
 * Whether the schema `incoming` of a route accepts only some topics, as far as its syntax shows: a key of the same name has an
 * `enum`, a `literal` or the like. A schema that is not in sight may do so.
 */
function schemaLimits(modules: Modules, source: Source | undefined, topic: Node): boolean {
  if (source === undefined || !source.exports.some(({ name, isType }) => name === "incoming" && !isType))
    return false;
  const schema = writtenAs(modules, meaningOf(modules, source, "incoming"));
  const key = keyIn(topic);
  if (schema === undefined || key === undefined) return true;
  const properties = within(schema.node, ["Property"]).filter(
    (each) => keyText(each.key, each.computed) === key,
  );
  return properties.length === 0 || properties.some(({ value }) => limits(modules, value));
}

/** The key of the message that a topic is. */
function keyIn(topic: Node): string | undefined {
  const node = unwrap(topic);
  if (node.type === "MemberExpression") return keyOf(node);
  return node.type === "Identifier" ? bindingAt(node, node.name)?.path?.at(-1) : undefined;
}

function limits(modules: Modules, value: Node): boolean {
  const written = writtenValue(modules, sourceOf(value), value)?.node;
  if (written === undefined) return true;
  // ArkType writes `"'news' | 'sports'"`.
  if (written.type === "Literal") return typeof written.value === "string" && /['|/]/.test(written.value);
  return within(written, ["CallExpression"]).some(({ callee }) => {
    const called = unwrap(callee);
    const name =
      called.type === "MemberExpression"
        ? keyOf(called)
        : called.type === "Identifier"
          ? called.name
          : undefined;
    return name !== undefined && LIMITS.test(name);
  });
}
