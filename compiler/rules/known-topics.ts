// Says which topics belong to routes, and which ones a project's sockets may subscribe to.
import type { Node } from "oxc-parser";
import type { Route } from "../model.ts";
import { declaredValue, keyOf, UNKNOWN_PART } from "../syntax/constants.ts";
import { meaningOfLocal, type Modules } from "../syntax/exports.ts";
import { bindingAt } from "../syntax/scope.ts";
import { isScript, sourceOf } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { unwrap } from "../syntax/tree.ts";
import { mayMention } from "../syntax/words.ts";
import { argumentOf } from "./questions.ts";

/** Whether a topic is a route's; a part that is only known at run time is a NUL character, and may be any segment. */
export function ownsTopic({ topic, segments }: Route, text: string): boolean {
  if (topic !== null) return text === topic;
  if (!text.startsWith("/")) return false;
  const [root, ...parts] = text.slice(1).split("/");
  const kind = segments.at(-1)?.kind;
  const least = segments.length - (kind === "optionalRest" || kind === "optionalParam" ? 1 : 0);
  const most = kind === "rest" || kind === "optionalRest" ? Infinity : segments.length;
  if (root !== "ws" || parts.length < least || parts.length > most) return false;
  return segments.every(
    ({ kind: each, name }, index) => each !== "static" || parts[index] === encodeURIComponent(name),
  );
}

/** The topics that calls of `subscribe` name, with a NUL character for each unknown part; `null` if they may be any. */
export function joinedTopics(modules: Modules, reached: readonly string[]): readonly string[] | null {
  const joined: string[] = [];
  for (const file of reached.filter(isScript)) {
    const source = modules.sources.get(file);
    if (source === undefined || !mayMention(source.text, ["subscribe"])) continue;
    // A package may be given a socket.
    if (source.failure !== null || file.includes("node_modules/")) return null;
    const index = indexOf(source.program);
    const named = new Set<Node>();
    for (const call of index.of("CallExpression")) {
      const callee = unwrap(call.callee);
      if (callee.type !== "MemberExpression" || keyOf(callee) !== "subscribe") continue;
      named.add(callee.property);
      const topic = argumentOf(call, 0);
      const texts = topic === undefined ? null : textsOf(modules, topic);
      if (texts === null) return null;
      joined.push(...texts);
    }
    // A method that is not called where it is named, such as `const { subscribe } = ws`.
    const mentions = [
      ...index.of("Identifier").filter(({ name }) => name === "subscribe"),
      ...index.of("Literal").filter(({ value }) => value === "subscribe"),
    ];
    if (mentions.some((each) => !named.has(each))) return null;
  }
  return joined;
}

/** Whether a socket may have joined a topic. */
export function isJoined(topic: string, joined: readonly string[] | null): boolean {
  return (
    joined === null ||
    joined.some((text) => {
      if (!text.includes(UNKNOWN_PART)) return text === topic;
      const parts = text.split(UNKNOWN_PART);
      return topic.startsWith(parts[0] ?? "") && topic.endsWith(parts.at(-1) ?? "");
    })
  );
}

/** All texts that an expression can be; `null` if it can be any. */
function textsOf(modules: Modules, expression: Node, depth = 0): readonly string[] | null {
  const node = unwrap(expression);
  if (depth > 8) return null;
  const both = (a: Node, b: Node): readonly string[] | null => {
    const [one, other] = [textsOf(modules, a, depth + 1), textsOf(modules, b, depth + 1)];
    return one === null || other === null ? null : [...one, ...other];
  };
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [node.value] : null;
    case "TemplateLiteral":
      return node.quasis.reduce<readonly string[]>(
        (texts, { value }, at) => {
          const part = node.expressions[at];
          return joinedWith(joinedWith(texts, [value.cooked ?? value.raw]), partOf(part));
        },
        [""],
      );
    case "BinaryExpression":
      return node.operator === "+" ? joinedWith(partOf(node.left), partOf(node.right)) : null;
    case "ConditionalExpression":
      return both(node.consequent, node.alternate);
    case "Identifier": {
      const value = valueOf(modules, node);
      return value === undefined ? null : textsOf(modules, value, depth + 1);
    }
    default:
      return null;
  }

  /** A part of a text; one that is not a text, or not known, may be anything. */
  function partOf(part: Node | undefined): readonly string[] {
    return part === undefined ? [""] : (textsOf(modules, part, depth + 1) ?? [UNKNOWN_PART]);
  }
}

function joinedWith(heads: readonly string[], tails: readonly string[]): readonly string[] {
  return heads.flatMap((head) => tails.map((tail) => head + tail));
}

/** The initializer of a constant, which may be imported. */
function valueOf(modules: Modules, node: Extract<Node, { type: "Identifier" }>): Node | undefined {
  if (bindingAt(node, node.name)?.kind !== "import") return declaredValue(node, node.name);
  const meaning = meaningOfLocal(modules, sourceOf(node), node.name, node);
  return meaning.kind === "binding" ? declaredValue(meaning.binding.id, meaning.binding.name) : undefined;
}
