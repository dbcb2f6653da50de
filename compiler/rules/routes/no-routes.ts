// BBX1001: the project has no route file.
import type { Rule } from "../rule.ts";

export const noRoutes = {
  code: "BBX1001",
  severity: "error",
  name: "no-routes",
  meaning: "The project has no route file, so there is nothing to serve.",
  remedy:
    "Create `app/ws/route.ts`, or set `routes` in `bunbox.config.ts` to the folder that holds your routes.",
} as const satisfies Rule;
