// BBX2022: a route exports a part of the check of its messages, but not all that it needs.
import type { Rule } from "../rule.ts";

export const withoutSchema = {
  code: "BBX2022",
  severity: "error",
  name: "without-schema",
  label: "has no effect",
  meaning:
    "`onInvalid` and `maxPayloadLength` only have an effect in a route that exports `incoming`, and `incoming` only in one that exports `onMessage`.",
  remedy: "Export `incoming` and `onMessage`, or remove the export.",
  inExports({ exports, names }) {
    const lacks = (name: string): boolean => !names.includes(name);
    return exports.flatMap(({ name, exportedAt, place }) => {
      if (lacks(name)) return [];
      const needed = name === "incoming" ? "onMessage" : NEED_SCHEMA.has(name) ? "incoming" : undefined;
      if (needed === undefined || !lacks(needed)) return [];
      const message = `\`${name}\` has no effect, because the route does not export \`${needed}\``;
      return { place: exportedAt ?? place, message };
    });
  },
} as const satisfies Rule;

const NEED_SCHEMA: ReadonlySet<string> = new Set(["onInvalid", "maxPayloadLength"]);
