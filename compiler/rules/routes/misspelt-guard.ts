// BBX1012: a file is named almost like a guard, or lies above the routes, and guards nothing.
import path from "node:path";
import { fileStart } from "../../place.ts";
import type { NearGuard } from "../../model.ts";
import type { Source } from "../../syntax/source.ts";
import { GUARD } from "../../../runtime/facts.ts";
import { isMeantAsGuard } from "../near-handler.ts";
import type { Rule } from "../rule.ts";

export const misspeltGuard = {
  code: "BBX1012",
  severity: "error",
  name: "misspelt-guard",
  meaning:
    "A file in the routes folder is named almost like `_guard.ts`, such as `_guards.ts`, `_Guard.ts`, `guard.ts`, `_guard/index.ts` or `middleware.ts`, and no route imports it, or it exports `guard`. Or a file that exports `guard`, and that nothing imports, has the word in its name (`admin.guard.ts`), or is a `_guard.ts` above the routes folder. bunbox does not read it as a guard.",
  remedy: "Rename it to `_guard.ts`, or give it a name that is not like it.",
  inProject({ nearGuards, graph, sources, settings }) {
    const reached = new Set(graph.reached);
    return nearGuards
      .filter((near) => isMeant(near, sources.get(near.file), reached.has(near.file)))
      .map((near) => ({
        place: fileStart(near.file),
        message:
          near.why === "above"
            ? `${near.file} is not below ${settings.routes}, so it guards nothing`
            : `${near.file} is not a guard, so it guards nothing`,
        hint: hintFor(near, settings.routes),
      }));
  },
} as const satisfies Rule;

function hintFor({ file, why }: NearGuard, routes: string): string {
  const ending = path.posix.extname(file).trim().toLowerCase().replace(".c", ".");
  if (why === "above")
    return `Move it to ${path.posix.join(routes, `_guard${ending}`)}, where it guards all routes.`;
  if (why === "word")
    return `Name it \`_guard${ending}\`, in the folder that it should guard, or do not export \`guard\` from it.`;
  const own = path.posix.dirname(file);
  // `_guard/index.ts`
  const folder = isIndex(file) ? path.posix.dirname(own) : own;
  return `Rename it to ${folder}/_guard${ending}, or give it a name that is not like it.`;
}

/** Whether a file is the index of a folder that is named like a guard. */
function isIndex(file: string): boolean {
  return path.posix.basename(file).startsWith("index.");
}

/** Whether a file must be meant as a guard. A helper is imported by a route, or exports something else. */
function isMeant({ file, why }: NearGuard, source: Source | undefined, isReached: boolean): boolean {
  const exports = source?.exports ?? [];
  const values = exports.filter(({ isType }) => !isType).flatMap(({ name }) => name ?? []);
  if (why !== "name") return !isReached && values.includes(GUARD);
  if (!path.posix.basename(file).startsWith("_")) return !isReached && values.some(isMeantAsGuard);
  const isTypes = exports.length > 0 && exports.every(({ isType }) => isType);
  return values.includes(GUARD) || (!isReached && !isTypes);
}
