// BBX1009: two static routes would have the same topic.
import type { Rule } from "../rule.ts";

export const sharedTopic = {
  code: "BBX1009",
  severity: "warning",
  name: "shared-topic",
  meaning: "Two static routes would have the same topic, so each gets its path as its topic instead.",
  remedy: "Nothing is broken if your code uses `ctx.topic`. To keep the short topics, rename a folder.",
} as const satisfies Rule;
