// BBX2048: `broadcastJSON` gets a text that is JSON already.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { placeOf } from "../../syntax/source.ts";
import { unwrap } from "../../syntax/tree.ts";
import { isGlobal, shortText } from "../questions.ts";
import { leaves } from "../results.ts";
import type { Rule } from "../rule.ts";
import { jsonSendingsIn } from "../sendings.ts";

export const jsonTwice = {
  code: "BBX2048",
  severity: "warning",
  name: "json-twice",
  label: "JSON already",
  meaning:
    "`ctx.broadcastJSON` gets a text that is JSON already. It turns the text into JSON once more, so `JSON.parse` of a client returns a text.",
  remedy: "Give `ctx.broadcastJSON` the value itself, or send the text with `ctx.broadcast`.",
  mayApply: ({ code }) => code.includes("broadcastJSON"),
  inFile: ({ source, modules, handlers }) =>
    jsonSendingsIn(source, handlers).flatMap(({ data }) => {
      const json = leaves(modules, data).find(({ node }) => isJson(node));
      if (json === undefined) return [];
      return [
        {
          place: placeOf(data),
          message: "This is JSON already, so clients get a string of JSON and not the value",
          hint: hintFor(data, json.node),
        },
      ];
    }),
} as const satisfies Rule;

function hintFor(data: Node, json: Node): string {
  const value = json.type === "CallExpression" ? json.arguments[0] : undefined;
  if (value === undefined || unwrap(data).type !== "CallExpression")
    return `Write \`broadcast(${shortText(data, "…")})\`, or give \`broadcastJSON\` the value itself.`;
  const text = shortText(value, "");
  return text === "" ? "Remove `JSON.stringify` around the value." : `Write \`broadcastJSON(${text})\`.`;
}

/** A call of `JSON.stringify`, or a text that is an object or an array in JSON. */
function isJson(node: Node): boolean {
  if (node.type === "CallExpression") {
    const called = unwrap(node.callee);
    return (
      called.type === "MemberExpression" && isGlobal(called.object, "JSON") && keyOf(called) === "stringify"
    );
  }
  // A literal that is not a text begins with no bracket.
  const text = node.type === "Literal" ? String(node.value) : "";
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // It is a text that begins with a bracket.
  }
}
