// BBX4025: bunfig.toml has loaders or constants.
import type { Rule } from "../rule.ts";

export const bunfigIgnored = {
  code: "BBX4025",
  severity: "warning",
  name: "bunfig-ignored",
  label: "only for `bun run`",
  meaning:
    "`bunfig.toml` gives loaders or constants to `bun run`. The build does not read them, so the server would run differently from the source.",
  remedy: "Write constants into a module, and name the type at each import.",
} as const satisfies Rule;
