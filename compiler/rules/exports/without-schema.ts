// BBX2022: a route exports what only has an effect beside another export, which it does not have.
import type { Rule } from "../rule.ts";

export const withoutSchema = {
  code: "BBX2022",
  severity: "error",
  name: "without-schema",
  label: "has no effect",
  meaning:
    "`onInvalid` and `maxPayloadLength` only have an effect in a route that exports `incoming`; `incoming` and `ordered` only in one that exports `onMessage`.",
  remedy: "Export what it needs, or remove it.",
  inExports({ route, exports, names }) {
    if (route.isGuard === true) return [];
    const lacks = (name: string): boolean => !names.includes(name);
    return exports.flatMap((fact) => {
      const { name, flag = false } = fact;
      if (name === "ordered" ? !flag : lacks(name)) return [];
      const needed = NEED.get(name);
      if (needed === undefined || !lacks(needed)) return [];
      const message = `\`${name}\` has no effect, because the route does not export \`${needed}\``;
      const hint = `Export \`${needed}\` too, or remove \`${name}\`.`;
      return { place: fact.exportedAt ?? fact.place, message, hint };
    });
  },
} as const satisfies Rule;

/** What the route must export too. */
const NEED: ReadonlyMap<string, string> = new Map([
  ["onInvalid", "incoming"],
  ["maxPayloadLength", "incoming"],
  ["incoming", "onMessage"],
  ["ordered", "onMessage"],
]);
