// BBX4025: bunfig.toml has loaders, constants or preloaded modules.
import type { Rule } from "../rule.ts";

export const bunfigIgnored = {
  code: "BBX4025",
  severity: "warning",
  name: "bunfig-ignored",
  label: "only for `bun run`",
  meaning:
    "`bunfig.toml` gives loaders, constants or preloaded modules to `bun run`. The build does not read them, so the server would run differently from the source.",
  remedy: "Write constants into a module, name the type at each import, and import what is preloaded.",
} as const satisfies Rule;
