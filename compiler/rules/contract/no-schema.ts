// BBX5001: a type of a route's messages has a part without JSON.
import type { Rule } from "../rule.ts";

export const noSchema = {
  code: "BBX5001",
  severity: "error",
  name: "no-schema",
  label: "has no JSON",
  meaning:
    "`bunbox contract` describes the messages of a route with JSON Schemas. JSON has neither functions, symbols and bigints nor objects such as `Map`, so the part of the type has no schema. Bytes are a message of their own, and cannot be within JSON.",
  remedy:
    "Use what the message really has: a string for a bigint, an array for a `Map` or a `Set`, base64 for bytes. Leave functions out of the type.",
} as const satisfies Rule;
