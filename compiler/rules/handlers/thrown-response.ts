// BBX2045: `upgrade` or `guard` throws a `Response` instead of returning it.
import type { Node } from "oxc-parser";
import { keyOf, property } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { placeOf } from "../../syntax/source.ts";
import { type FunctionNode, returnsOf, unwrap } from "../../syntax/tree.ts";
import { type Call, decides, decidingHandler, isGlobal, shortText } from "../questions.ts";
import { leaves } from "../results.ts";
import type { Finding, Rule } from "../rule.ts";
import { makesResponse, type Making, throwsOf, uncaughtFrom, useOf } from "../uncaught.ts";

export const thrownResponse = {
  code: "BBX2045",
  severity: "error",
  name: "thrown-response",
  label: "the client gets 500",
  meaning:
    "`upgrade` or `guard` throws a `Response`. bunbox treats it as any other thrown value: the client gets 500, and the error is logged.",
  remedy: "Return the `Response`.",
  mayApply: ({ names }) => names.some(decides),
  inHandlers({ modules, handlers }) {
    const deciding = decidingHandler(handlers);
    if (deciding === undefined) return [];
    const name = handlers.get(deciding)?.find(decides) ?? "upgrade";
    return [...uncaughtFrom(modules, deciding)].flatMap(([fn, call]) => findingsIn(modules, name, fn, call));
  },
} as const satisfies Rule;

function findingsIn(
  modules: Modules,
  name: string,
  fn: FunctionNode,
  call: Call | undefined,
): readonly Finding[] {
  const thrown = throwsOf(fn).map(({ argument }) => argument);
  const rejected = returnsOf(fn).flatMap((each) => rejectedBy(each));
  return [...thrown, ...rejected]
    .filter((each) => isResponse(modules, each))
    .map((each) => ({
      place: placeOf(each),
      message: `\`${name}\` ${call === undefined ? "throws" : "calls this, which throws"} a \`Response\`, so the client gets 500 and not ${meantBy(modules, each)}`,
      hint:
        call === undefined || useOf(call) === "returned"
          ? `Return it: \`return ${shortText(each, "new Response(…)", 80)};\``
          : `Return it, and let \`${name}\` return it too: \`const denied = ${resultOf(call)}; if (denied instanceof Response) return denied;\``,
      related: call === undefined ? [] : [{ message: `\`${name}\` calls it here`, place: placeOf(call) }],
    }));
}

/** The code for what a function returned. A promise is not a `Response`. */
function resultOf(call: Call): string {
  const text = shortText(call, "check(…)");
  return useOf(call) === "awaited" ? `await ${text}` : text;
}

/** What a promise that is returned is rejected with. */
function rejectedBy(expression: Node): readonly Node[] {
  const node = unwrap(expression);
  if (node.type !== "CallExpression") return [];
  const called = unwrap(node.callee);
  if (called.type !== "MemberExpression" || !isGlobal(called.object, "Promise") || keyOf(called) !== "reject")
    return [];
  return node.arguments.slice(0, 1);
}

function isResponse(modules: Modules, expression: Node): boolean {
  return responsesOf(modules, expression).length > 0;
}

/** The calls that make the responses which a value can be. */
function responsesOf(modules: Modules, expression: Node): readonly Making[] {
  return leaves(modules, expression)
    .map(({ node }) => node)
    .filter(makesResponse);
}

/** What the client should get: the status, if the code shows it. */
function meantBy(modules: Modules, expression: Node): string {
  const statuses = new Set(
    responsesOf(modules, expression)
      .map((made) => {
        const options = made.arguments[1];
        return options === undefined ? undefined : property(options, "status");
      })
      .map((status) => (status?.type === "Literal" && typeof status.value === "number" ? status.value : 500)),
  );
  const [status = 500] = statuses;
  return statuses.size === 1 && status !== 500 ? `your ${status}` : "this `Response`";
}
