// BBX2020: the module of the option `fallback` does not export a function that answers requests.
import { fileStart } from "../../place.ts";
import type { Rule } from "../rule.ts";

export const wrongFallback = {
  code: "BBX2020",
  severity: "error",
  name: "wrong-fallback",
  meaning: "The default export of the module that `fallback` names does not answer requests.",
  remedy: "Write `export default function (req: Request, server: Bun.Server<unknown>): Response { … }`.",
  inProject({ settings: { fallback }, graph, typed }) {
    if (fallback === null) return [];
    const reasons = graph.fallback
      ? typed.misfits.filter(({ handler }) => handler === "fallback").map(({ reason }) => reason)
      : ["It has no default export."];
    return reasons.map((reason) => ({
      place: fileStart(fallback),
      message: `The default export of ${fallback} must be a function that answers a request`,
      reason,
    }));
  },
} as const satisfies Rule;
