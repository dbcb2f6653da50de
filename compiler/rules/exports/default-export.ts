// BBX2004: a handler is, or is in, the default export.
import { isHandler } from "../../syntax/export-facts.ts";
import type { Rule } from "../rule.ts";

export const defaultExport = {
  code: "BBX2004",
  severity: "error",
  name: "default-export",
  label: "not read as a handler",
  meaning: "A handler is the default export, or is in it, but bunbox reads handlers from named exports only.",
  remedy: "Write `export function onMessage(…)` instead of `export default`.",
  // A default export is fine beside handlers, unless it is, or holds, one that is missing.
  inExports({ exports, present }) {
    const fact = exports.find(({ name }) => name === "default");
    if (fact === undefined) return [];
    const { localNames = [], members = [], place } = fact;
    const isMissing = (name: string): boolean => isHandler(name) && !present.includes(name);
    const itself = localNames.find(isMissing);
    const meant = itself ?? members.find(isMissing);
    if (meant === undefined && present.length > 0) return [];
    const what =
      meant === undefined
        ? "This route has only a default export"
        : `\`${meant}\` is ${itself === undefined ? "in " : ""}the default export`;
    return [
      {
        place,
        message: `${what}, but handlers are read from named exports only`,
        hint: `Write \`export function ${meant ?? "onMessage"}(…)\`.`,
      },
    ];
  },
} as const satisfies Rule;
