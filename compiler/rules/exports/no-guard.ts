// BBX2016: the guard of a folder exports no `guard`.
import { fileStart } from "../../place.ts";
import type { Rule } from "../rule.ts";

export const noGuard = {
  code: "BBX2016",
  severity: "error",
  name: "no-guard",
  meaning: "A `_guard.ts` does not export `guard`, so it guards nothing.",
  remedy: "Write `export function guard(req, ctx) { … }`, or remove the file.",
  inExports({ route, present }) {
    if (route.isGuard !== true || present.length > 0) return [];
    return [
      {
        place: fileStart(route.file),
        message: `${route.file} does not export \`guard\`, so it guards nothing`,
      },
    ];
  },
} as const satisfies Rule;
