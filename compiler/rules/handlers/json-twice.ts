// BBX2048: what sends JSON gets a text that is JSON already.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import { unwrap } from "../../syntax/tree.ts";
import { type Call, isGlobal, shortText } from "../questions.ts";
import { leaves } from "../results.ts";
import type { Rule } from "../rule.ts";
import type { Sender } from "../senders.ts";
import { jsonSendingsIn, maySendJson, type Sending } from "../sendings.ts";

export const jsonTwice = {
  code: "BBX2048",
  severity: "warning",
  name: "json-twice",
  label: "JSON already",
  meaning:
    "`ctx.broadcastJSON`, `ctx.send` or `publishTo` gets a text that is JSON already. It turns the text into JSON once more, so `JSON.parse` of a client returns a text.",
  remedy: "Give it the value itself, or send the text with `ctx.broadcast`, `ws.send` or `publish`.",
  mayApply: ({ source, code }) => maySendJson(source, code),
  inFile: ({ source, modules, handlers }) =>
    jsonSendingsIn(source, handlers).flatMap((sending) => {
      const json = leaves(modules, sending.data).find(({ node }) => isJson(node));
      if (json === undefined) return [];
      return [
        {
          place: placeOf(sending.data),
          message: "This is JSON already, so clients get a string of JSON and not the value",
          hint: hintFor(sending, json.node),
        },
      ];
    }),
} as const satisfies Rule;

/** The same call with the value itself, or the call that sends a text. */
function hintFor({ call, sender, data }: Sending, json: Node): string {
  const callee = shortText(unwrap(call.callee), sender.name);
  // What another function returns may have names that only that function has.
  const isHere = data.start <= json.start && json.end <= data.end && sourceOf(json) === sourceOf(data);
  const value = isHere && json.type === "CallExpression" ? json.arguments[0] : undefined;
  if (value === undefined || unwrap(data).type !== "CallExpression") {
    const plain = plainCall(call, sender, shortText(data, "…"));
    const itself = `\`${callee}\` the value itself.`;
    return plain === undefined ? `Give ${itself}` : `Write \`${plain}\`, or give ${itself}`;
  }
  const text = shortText(value, "");
  const before = call.arguments.slice(0, sender.data).map((each) => `${shortText(each, "…")}, `);
  return text === ""
    ? "Remove `JSON.stringify` around the value."
    : `Write \`${callee}(${before.join("")}${text})\`.`;
}

/** The call that sends a text to the same sockets, if there is one. */
function plainCall(call: Call, { of, name }: Sender, text: string): string | undefined {
  if (of === "bunbox") return undefined;
  const [socket] = call.arguments;
  if (name === "send") return `${socket === undefined ? "ws" : shortText(socket, "ws")}.send(${text})`;
  const callee = unwrap(call.callee);
  // A function that is taken from the context alone has no other beside it.
  return callee.type === "MemberExpression"
    ? `${shortText(callee.object, "ctx")}.broadcast(${text})`
    : undefined;
}

/** A call of `JSON.stringify`, or a text that is an object or an array in JSON. */
function isJson(node: Node): boolean {
  if (node.type === "CallExpression") {
    const called = unwrap(node.callee);
    return (
      called.type === "MemberExpression" && isGlobal(called.object, "JSON") && keyOf(called) === "stringify"
    );
  }
  if (node.type !== "Literal") return false;
  try {
    const value: unknown = JSON.parse(String(node.value));
    return typeof value === "object" && value !== null;
  } catch {
    return false; // It is another text.
  }
}
