// BBX2038: a timer of a module publishes to all clients, although each process has the timer.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { reachableFrom } from "../../syntax/reach.ts";
import { placeOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { type FunctionNode, functionAround, unwrap, within } from "../../syntax/tree.ts";
import type { Rule } from "../rule.ts";
import { PACKAGE } from "../own-types.ts";
import { functionAt, importedName, timerOf } from "../timers.ts";

const TIMERS: ReadonlySet<string> = new Set(["setInterval", "setTimeout", "setImmediate"]);

export const processTimer = {
  code: "BBX2038",
  severity: "warning",
  name: "process-timer",
  label: "every process publishes this",
  meaning:
    "A timer at the top of a module publishes, and the option `workers` or `pubsub` is on. Every process has the timer, and each message reaches the clients of all processes, so they get it several times.",
  remedy:
    "Use `publishHere`, which reaches the clients of its own process. If only one process may run the job, let it claim the job first (docs/scaling.md shows how), and silence the warning.",
  mayApply: ({ scaled }) => scaled,
  inFile({ source, modules, scaled }) {
    if (!scaled) return [];
    const timers = indexOf(source.program)
      .of("CallExpression")
      .filter((call) => functionAround(call) === undefined && timerOf(call.callee, TIMERS) !== undefined);
    return timers.flatMap((timer) => {
      const started = functionAt(modules, timer.arguments[0]);
      if (started === undefined) return [];
      const publishing = [...reachableFrom(modules, [started])].flatMap(publishingIn);
      return publishing.map((node) => ({
        place: placeOf(node),
        message: "Every process has this timer, so clients get this once per process",
        related: [{ message: "the timer", place: placeOf(timer.callee) }],
      }));
    });
  },
} as const satisfies Rule;

const PUBLISHING: ReadonlySet<string> = new Set(["publish", "publishTo"]);

/** The calls of `publish` or `publishTo` of bunbox that a function itself has. */
function publishingIn(fn: FunctionNode): readonly Node[] {
  return within(fn, ["CallExpression"])
    .filter((call) => functionAround(call) === fn)
    .map(({ callee }) => unwrap(callee))
    .filter((callee) => {
      if (callee.type === "Identifier") return PUBLISHING.has(importedName(callee, OWN) ?? "");
      if (callee.type !== "MemberExpression" || !PUBLISHING.has(keyOf(callee) ?? "")) return false;
      return callee.object.type === "Identifier" && importedName(callee.object, OWN) === "*";
    });
}

const OWN = [PACKAGE];
