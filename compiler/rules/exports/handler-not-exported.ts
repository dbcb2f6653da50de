// BBX2009: a function is named like a handler that the route lacks, and is not exported.
import { namesInObjects } from "../held-handlers.ts";
import type { Rule } from "../rule.ts";

export const handlerNotExported = {
  code: "BBX2009",
  severity: "warning",
  name: "handler-not-exported",
  label: "not exported",
  meaning:
    "A function is named like a handler that the route does not have, but is not exported, so it is never called by bunbox.",
  remedy: "Write `export` before it, or give it another name.",
  // Beside other handlers it may be a helper of this name.
  inExports({ unexported, names, exports, present }) {
    if (present.length === 0) return [];
    const held = namesInObjects({ exports });
    return unexported
      .filter(({ name }) => !names.includes(name) && !held.has(name))
      .map(({ name, place, imported = false }) => ({
        place,
        message: `\`${name}\` is named like a handler but is not exported, so it is never called`,
        hint: imported ? `Write \`export { ${name} };\` below it.` : "Write `export` before it.",
      }));
  },
} as const satisfies Rule;
