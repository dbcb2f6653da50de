// BBX1008: a route file or folder cannot be read.
import type { Rule } from "../rule.ts";

export const unreadableRoute = {
  code: "BBX1008",
  severity: "error",
  name: "unreadable-route",
  meaning:
    "A route file or folder cannot be read: it is a broken or circular link, it is not a file, or you lack the permission.",
  remedy: "Fix the link or the permission, or remove the file.",
} as const satisfies Rule;
