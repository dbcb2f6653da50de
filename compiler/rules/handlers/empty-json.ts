// BBX2049: a value whose JSON is `{}` whatever it holds.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { writtenValue } from "../../syntax/forms.ts";
import { placeOf, sourceOf, type Source } from "../../syntax/source.ts";
import { indexOf, unwrap } from "../../syntax/tree.ts";
import { isPromise } from "../asynchronous.ts";
import { argumentOf, isGlobal, shortText } from "../questions.ts";
import type { Finding, Rule } from "../rule.ts";
import { jsonSendingsIn } from "../sendings.ts";

/** What to write instead of a value, by its constructor. */
type Remedy = (text: string, key: string) => string;
const REMEDIES: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  [
    "Map",
    (text, key) =>
      `Write \`${key}Object.fromEntries(${text})\`, or \`${key}[...${text}.values()]\` for the values alone.`,
  ],
  ["Set", (text, key) => `Write \`${key}[...${text}]\`.`],
  ["WeakMap", () => "Keep what clients should get in a `Map`, and send `Object.fromEntries(map)`."],
  ["WeakSet", () => "Keep what clients should get in a `Set`, and send `[...set]`."],
  ["Promise", (text, key) => `Write \`${key}await ${text}\`.`],
]);

export const emptyJson = {
  code: "BBX2049",
  severity: "error",
  name: "empty-json",
  label: "always `{}` in JSON",
  meaning:
    "A `Map`, a `Set` or a promise is turned into JSON, by `ctx.broadcastJSON` or `JSON.stringify`. Its JSON is `{}`, whatever it holds.",
  remedy: "Make an object or an array of it: `Object.fromEntries(map)`, `[...set]`, `await promise`.",
  mayApply: ({ code }) =>
    ["broadcastJSON", "stringify"].some((name) => code.includes(name)) &&
    ["Map", "Set", "Promise", "async", "fetch", "import"].some((name) => code.includes(name)),
  inFile({ source, modules, handlers }) {
    // A `toJSON` may be added to any object, or to all maps.
    if (namesToJson(source)) return [];
    const values = [...jsonSendingsIn(source, handlers).map(({ data }) => data), ...stringified(source)];
    return values.flatMap((value) => emptyIn(modules, value)).map(describe);
  },
} as const satisfies Rule;

function namesToJson({ program }: Source): boolean {
  const index = indexOf(program);
  return (
    index.of("Identifier").some(({ name }) => name === "toJSON") ||
    index.of("Literal").some(({ value }) => value === "toJSON")
  );
}

/** What `JSON.stringify` gets without a replacer, which could turn a map into an object. */
function stringified({ program }: Source): readonly Node[] {
  return indexOf(program)
    .of("CallExpression")
    .flatMap((call) => {
      const called = unwrap(call.callee);
      const isOfJson =
        called.type === "MemberExpression" &&
        isGlobal(called.object, "JSON") &&
        keyOf(called) === "stringify";
      const replacer = call.arguments[1];
      const isAlone = replacer === undefined || (replacer.type === "Literal" && replacer.value === null);
      return isOfJson && isAlone ? (argumentOf(call, 0) ?? []) : [];
    });
}

interface Empty {
  readonly node: Node;
  readonly maker: string;
}

/** The value itself, or the values in an object or an array, whose JSON is empty. */
function emptyIn(modules: Modules, value: Node): readonly Empty[] {
  const node = unwrap(value);
  switch (node.type) {
    case "ObjectExpression":
      return node.properties.flatMap((each) =>
        each.type === "Property" && !each.method ? emptyIn(modules, each.value) : [],
      );
    case "ArrayExpression":
      return node.elements.flatMap((each) =>
        each === null || each.type === "SpreadElement" ? [] : emptyIn(modules, each),
      );
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap((each) => emptyIn(modules, each));
    case "LogicalExpression":
      return [node.left, node.right].flatMap((each) => emptyIn(modules, each));
    default: {
      const made = writtenValue(modules, sourceOf(node), node)?.node;
      const maker = made === undefined ? undefined : makerOf(modules, made);
      return maker === undefined ? [] : [{ node: value, maker }];
    }
  }
}

/** The constructor of a value, if its JSON is empty. */
function makerOf(modules: Modules, node: Node): string | undefined {
  if (isPromise(modules, node)) return "Promise";
  if (node.type !== "NewExpression") return undefined;
  return [...REMEDIES.keys()].find((name) => isGlobal(node.callee, name));
}

function describe({ node, maker }: Empty): Finding {
  const text = shortText(node, maker === "Promise" ? "…" : maker.toLowerCase());
  const isShort = node.parent?.type === "Property" && node.parent.shorthand;
  return {
    place: placeOf(node),
    message: `The JSON of a \`${maker}\` is \`{}\`, whatever it holds`,
    hint: REMEDIES.get(maker)?.(text, isShort ? `${text}: ` : "") ?? emptyJson.remedy,
  };
}
