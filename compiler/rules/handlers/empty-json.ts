// BBX2049: a value whose JSON is `{}` whatever it holds.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { placeOf, type Source, sourceOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { functionAround, unwrap } from "../../syntax/tree.ts";
import { type Empty, emptyIn } from "../empty-parts.ts";
import { argumentOf, isGlobal, shortText } from "../questions.ts";
import type { Finding, Rule } from "../rule.ts";
import { jsonSendingsIn, maySendJson } from "../sendings.ts";

export const emptyJson = {
  code: "BBX2049",
  severity: "error",
  name: "empty-json",
  label: "always `{}` in JSON",
  meaning:
    "A `Map`, a `Set`, a promise, an iterator or an error is turned into JSON: by `ctx.broadcastJSON`, `ctx.send`, `publishTo` or `JSON.stringify`. Its JSON is `{}`, whatever it holds.",
  remedy:
    "Make an object, an array or a text of it: `Object.fromEntries(map)`, `[...set]`, `await promise`, `error.message`.",
  mayApply: ({ source, code }) => code.includes("stringify") || maySendJson(source, code),
  inFile({ source, modules, handlers }) {
    const values = [...jsonSendingsIn(source, handlers).map(({ data }) => data), ...stringified(source)];
    return values
      .flatMap((value) => emptyIn(modules, value))
      .filter(({ node }) => ![source, sourceOf(node)].some(namesToJson))
      .map(describe);
  },
} as const satisfies Rule;

/** Whether a file names `toJSON`, which may be added to any object, or to all maps. */
function namesToJson({ program }: Source): boolean {
  const index = indexOf(program);
  return (
    index.of("Identifier").some(({ name }) => name === "toJSON") ||
    index.of("Literal").some(({ value }) => value === "toJSON")
  );
}

/** What `JSON.stringify` gets, unless with a function or a list of keys, which may take something out of a map or an error. */
function stringified({ program }: Source): readonly Node[] {
  return indexOf(program)
    .of("CallExpression")
    .flatMap((call) => {
      const called = unwrap(call.callee);
      const isOfJson =
        called.type === "MemberExpression" &&
        isGlobal(called.object, "JSON") &&
        keyOf(called) === "stringify";
      return isOfJson && isIdle(call.arguments[1]) ? (argumentOf(call, 0) ?? []) : [];
    });
}

/** Whether a replacer certainly does nothing. */
function isIdle(replacer: Node | undefined): boolean {
  const node = replacer === undefined ? undefined : unwrap(replacer);
  return (
    node === undefined ||
    ["Literal", "ObjectExpression", "TemplateLiteral"].includes(node.type) ||
    isGlobal(node, "undefined")
  );
}

/** What a hint calls a value that is too long to be repeated. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["Map", "map"],
  ["Set", "set"],
]);

function describe({ node, at, keys, maker }: Empty): Finding {
  const { name, remedy } = maker;
  const written = shortText(at, "");
  const path = [written === "" ? "…" : written, ...keys.map(keyed)].join("");
  const article = /^[aeiou]/i.test(name) ? "an" : "a";
  const kind = /^[A-Z]/.test(name) ? `${article} \`${name}\`` : `${article} ${name}`;
  const place = placeOf(at);
  if (keys.length > 0)
    return {
      place,
      message: `\`${path}\` is ${kind}, and the JSON of ${kind} is \`{}\`, whatever it holds`,
      hint: remedy === undefined ? emptyJson.remedy : `Send \`${remedy(path)[0]}\` in its place.`,
      related: [{ message: "it is written here", place: placeOf(node) }],
    };
  const isShort = at.parent?.type === "Property" && at.parent.shorthand;
  const [first, second] = remedy?.(written === "" ? (NAMES.get(name) ?? "…") : written) ?? [];
  const before = isShort ? `${written}: ` : "";
  const others = second === undefined ? "" : `, or \`${before}${second}\` for the values alone`;
  return {
    place,
    message: `The JSON of ${kind} is \`{}\`, whatever it holds`,
    hint:
      first === undefined ? emptyJson.remedy : `Write \`${before}${first}\`${others}${madeAsync(first, at)}.`,
  };
}

/** What else an `await` needs. */
function madeAsync(remedy: string, at: Node): string {
  const fn = functionAround(at);
  return remedy.startsWith("await ") && fn?.async === false ? ", and make the function `async`" : "";
}

function keyed(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
    ? `.${key}`
    : `[${/^\d+$/.test(key) ? key : JSON.stringify(key)}]`;
}
