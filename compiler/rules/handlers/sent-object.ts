// BBX2047: an object is sent where a text or bytes belong.
import { placeOf } from "../../syntax/source.ts";
import { keyOf } from "../../syntax/constants.ts";
import { unwrap } from "../../syntax/tree.ts";
import { argumentOf, type Call, shortText } from "../questions.ts";
import { leaves } from "../results.ts";
import type { Rule } from "../rule.ts";
import { isPromise } from "../asynchronous.ts";
import { maySendObject, sendingsIn } from "../sendings.ts";

export const sentObject = {
  code: "BBX2047",
  severity: "error",
  name: "sent-object",
  label: "not text",
  meaning:
    "An object or an array is sent as a message. A message is a text or bytes, so the client gets `[object Object]`, or the elements with commas between them.",
  remedy: "Write `ctx.broadcastJSON(…)`, or `JSON.stringify(…)` around the value.",
  mayApply: ({ source, code }) => maySendObject(source, code),
  inFile: ({ source, modules, handlers }) =>
    sendingsIn(source, handlers).flatMap(({ call, data }) => {
      if (isPromise(modules, data)) return [];
      const kinds: ReadonlySet<string> = new Set(leaves(modules, data).map(({ node }) => node.type));
      const isArray = kinds.has("ArrayExpression");
      if (!isArray && !kinds.has("ObjectExpression")) return [];
      return [
        {
          place: placeOf(data),
          message: isArray
            ? "An array is not a message: the client gets its elements with commas between them"
            : "An object is not a message: the client gets `[object Object]`",
          hint: hintFor(call, shortText(data, "…")),
        },
      ];
    }),
} as const satisfies Rule;

/** The same call, with JSON. */
export function hintFor(call: Call, data: string): string {
  const callee = unwrap(call.callee);
  const written = shortText(callee, "send");
  const name = callee.type === "MemberExpression" ? keyOf(callee) : written;
  if (name === "broadcast") {
    if (callee.type !== "MemberExpression")
      return `Take \`broadcastJSON\` from the context in place of \`${written}\`, and write \`broadcastJSON(${data})\`.`;
    return `Write \`${shortText(callee.object, "ctx")}.broadcastJSON(${data})\`.`;
  }
  const topic = name?.startsWith("publish") ? argumentOf(call, 0) : undefined;
  const before = topic === undefined ? "" : `${shortText(topic, "topic")}, `;
  return `Write \`${written}(${before}JSON.stringify(${data}))\`.`;
}
