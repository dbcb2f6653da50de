// BBX2021: `incoming` is not a schema, or `maxPayloadLength` is not a number.
import { fileStart } from "../../place.ts";
import type { Rule } from "../rule.ts";

export const wrongSetting = {
  code: "BBX2021",
  severity: "error",
  name: "wrong-setting",
  label: "wrong type",
  meaning:
    "`incoming` must be a schema that speaks Standard Schema 1, as those of zod, valibot and arktype do, and `maxPayloadLength` a number of bytes.",
  remedy:
    "Export the schema itself: `export const incoming = z.object({ … })`. A library without Standard Schema needs an adapter.",
  inSettingMisfit({ route, handler, reason }, { exports }) {
    const fact = exports.find(({ name }) => name === handler);
    const isSchema = handler === "incoming";
    return {
      place: fact?.exportedAt ?? fact?.place ?? fileStart(route.file),
      message: `\`${handler}\` is not ${isSchema ? "a schema" : "a number of bytes"}`,
      reason,
      ...(isSchema ? {} : { hint: "Export a number: `export const maxPayloadLength = 16 * 1024`." }),
    };
  },
} as const satisfies Rule;
