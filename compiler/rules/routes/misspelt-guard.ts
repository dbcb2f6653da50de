// BBX1012: a file is named almost like a guard, and guards nothing.
import path from "node:path";
import { fileStart } from "../../place.ts";
import type { Source } from "../../syntax/source.ts";
import { GUARD } from "../../../runtime/facts.ts";
import { isMeantAsGuard } from "../near-handler.ts";
import type { Rule } from "../rule.ts";

export const misspeltGuard = {
  code: "BBX1012",
  severity: "error",
  name: "misspelt-guard",
  meaning:
    "A file in the routes folder is named almost like `_guard.ts`, such as `_guards.ts`, `_Guard.ts`, `guard.ts`, `_guard/index.ts` or `middleware.ts`. bunbox does not read it as a guard, and no route imports it, or it exports `guard`.",
  remedy: "Rename it to `_guard.ts`, or give it a name that is not like it.",
  inProject({ nearGuards, graph, sources }) {
    const reached = new Set(graph.reached);
    return nearGuards
      .filter((file) => isMeant(file, sources.get(file), reached.has(file)))
      .map((file) => {
        const own = path.posix.dirname(file);
        // `_guard/index.ts`
        const folder = path.posix.basename(own) === "_guard" ? path.posix.dirname(own) : own;
        const ending = path.posix.extname(file).trim().toLowerCase().replace(".c", ".");
        return {
          place: fileStart(file),
          message: `${file} is not a guard, so it guards nothing`,
          hint: `Rename it to ${folder}/_guard${ending}, or give it a name that is not like it.`,
        };
      });
  },
} as const satisfies Rule;

/** Whether a file must be meant as a guard. A helper is imported by a route, or exports something else. */
function isMeant(file: string, source: Source | undefined, isReached: boolean): boolean {
  const exports = source?.exports ?? [];
  const values = exports.filter(({ isType }) => !isType).flatMap(({ name }) => name ?? []);
  if (!path.posix.basename(file).startsWith("_")) return !isReached && values.some(isMeantAsGuard);
  const isTypes = exports.length > 0 && exports.every(({ isType }) => isType);
  return values.includes(GUARD) || (!isReached && !isTypes);
}
