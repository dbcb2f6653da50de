// BBX4041: a type of the client is imported by an alias that only the server has.
import type { Rule } from "../rule.ts";

export const clientAlias = {
  code: "BBX4041",
  severity: "warning",
  name: "client-alias",
  label: "an alias of the server",
  meaning:
    "A page reads the types of messages with its own tsconfig. An import by an alias (`paths`) that only the server's tsconfig has finds nothing there, so the page has an error, or the type `any`.",
  remedy: "Import the file by its path, or give the page's tsconfig the same `paths`.",
} as const satisfies Rule;
