// BBX2008: a function is named like a handler, is not exported, and the route has no handler.
import { namesInObjects } from "../held-handlers.ts";
import type { Rule } from "../rule.ts";

export const notExported = {
  code: "BBX2008",
  severity: "error",
  name: "not-exported",
  label: "not exported",
  meaning: "A function is named like a handler but is not exported, and the route has no handler at all.",
  remedy: "Write `export` before it.",
  inExports({ route, unexported, names, exports, present }) {
    if (present.length > 0) return [];
    const held = namesInObjects({ exports });
    return unexported
      .filter(({ name }) => !names.includes(name) && !held.has(name))
      .map(({ name, place, imported = false }) => ({
        place,
        message: `\`${name}\` is not exported, and the ${route.isGuard === true ? "file exports nothing that runs" : "route has no other handler"}`,
        hint: imported ? `Write \`export { ${name} };\` below it.` : "Write `export` before it.",
      }));
  },
} as const satisfies Rule;
