// BBX2060: `upgrade` or `guard` does not wait for a check that throws, or for what decides.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { writtenValue } from "../../syntax/written.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import { type FunctionNode, isFunction, returnsOf, unwrap } from "../../syntax/tree.ts";
import { type Call, decides, decidingHandler, shortText, statementsFrom } from "../questions.ts";
import type { Finding, Rule } from "../rule.ts";
import { makesResponse, throwsOf, uncaughtFrom, unusedIn } from "../uncaught.ts";

export const unawaitedCheck = {
  code: "BBX2060",
  severity: "warning",
  name: "unawaited-check",
  label: "not awaited",
  meaning:
    "`upgrade` or `guard` calls an asynchronous function that may throw, and does not wait for it, or has `then` decide and does not return the promise. The client gets in before the function throws or decides.",
  remedy:
    "Write `await` before it, or `return` if it decides. If it does not, write `void` before it, and catch its errors.",
  mayApply: ({ names }) => names.some(decides),
  inHandlers({ modules, handlers }) {
    const deciding = decidingHandler(handlers);
    if (deciding === undefined) return [];
    return statementsFrom(modules, deciding).flatMap(({ fn, expression }) => {
      const calls = droppedCalls(expression);
      const late = fn === deciding ? calls.filter(decidesLater) : [];
      if (late.length > 0) return late.map(describeLate);
      return calls
        .filter((call) => mayRefuse(modules, call))
        .map((call) => ({
          place: placeOf(call),
          message: "This is asynchronous and may throw, but the client gets in before it does",
          hint: hintFor(call, fn),
        }));
    });
  },
} as const satisfies Rule;

/** The calls of a statement whose promises nobody uses, also before a `then`, which hands errors on. */
function droppedCalls(expression: Node): readonly Call[] {
  return unusedIn(expression).flatMap((each) => {
    if (each.type !== "CallExpression") return [];
    const then = thenOf(each);
    // A second function, or `catch`, would handle the errors.
    return then === undefined || each.arguments.length > 1 ? each : [each, ...droppedCalls(then)];
  });
}

/** The promise of a call of its `then`. */
function thenOf({ callee }: Call): Node | undefined {
  const called = unwrap(callee);
  return called.type === "MemberExpression" && keyOf(called) === "then" ? called.object : undefined;
}

/** Whether a call is of `then` with a function that returns a decision: `true`, `false` or a `Response`. */
function decidesLater(call: Call): boolean {
  const [first] = call.arguments;
  if (first === undefined || !isFunction(first) || thenOf(call) === undefined) return false;
  return returnsOf(first)
    .map(unwrap)
    .some((each) => makesResponse(each) || (each.type === "Literal" && typeof each.value === "boolean"));
}

function describeLate(call: Call): Finding {
  return {
    place: placeOf(call),
    message: "This decides when the client has got in already, because nothing waits for it",
    hint: "Write `return` before it.",
  };
}

/** Whether a call is of an asynchronous function of the project with a `throw` that nothing catches. */
function mayRefuse(modules: Modules, call: Call): boolean {
  const called = writtenValue(modules, sourceOf(call), call.callee)?.node;
  if (!isFunction(called) || !called.async) return false;
  return [...uncaughtFrom(modules, called).keys()].some((fn) => throwsOf(fn).length > 0);
}

function hintFor(call: Call, fn: FunctionNode): string {
  const awaits = `\`await ${shortText(call, "check(…)")}\``;
  const written = fn.async ? `Write ${awaits}.` : `Write ${awaits}, and make the function \`async\`.`;
  return `${written} If it does not decide, write \`void\` before it, and catch its errors.`;
}
