// BBX1…: where routes lie: their files, folders, URLs and topics.
import type { Entry } from "../entry.ts";

export const ROUTES = {
  BBX1001: {
    severity: "error",
    name: "no-routes",
    meaning: "The project has no route file, so there is nothing to serve.",
    remedy: "Create `app/ws/route.ts`, or set `routes` in `bunbox.config.ts` to the folder that holds them.",
  },
  BBX1002: {
    severity: "error",
    name: "duplicate-url",
    meaning: "Two files answer the same URL, so one of them could never run.",
    remedy:
      "Delete or move all but one. Groups like `(admin)` name nothing in the URL, and `[[...path]]` answers its folder too.",
  },
  BBX1003: {
    severity: "error",
    name: "parameter-names-differ",
    meaning: "Two folders at one place of the URL give their parameter different names.",
    remedy: "Use one name for both, since a request cannot tell them apart.",
  },
  BBX1004: {
    severity: "error",
    name: "parameter-twice",
    meaning: "A path has the same parameter twice, and `ctx.params` can hold only one value for it.",
    remedy: "Rename one of the two folders.",
  },
  BBX1005: {
    severity: "error",
    name: "catch-all-not-last",
    meaning: "A catch-all folder takes all that follows, so nothing can be below it.",
    remedy: "Move the route into the catch-all folder itself, or use `[name]` for a single segment.",
  },
  BBX1006: {
    severity: "error",
    name: "ill-formed-segment",
    meaning: "A folder's name has brackets or parentheses that do not form a parameter or a group.",
    remedy:
      "Write `[name]`, `[...name]`, `[[...name]]` or `(group)`; a name is letters, digits, `_` and `-`.",
  },
  BBX1007: {
    severity: "error",
    name: "commonjs-route",
    meaning: "A route file ends in `.cts` or `.cjs`, and routes are ES modules.",
    remedy: "Rename it to `route.ts` or `route.js`, and export its functions with `export`.",
  },
  BBX1008: {
    severity: "error",
    name: "unreadable-route",
    meaning:
      "A route file or folder cannot be read: a link that leads nowhere or in a circle, or a permission.",
    remedy: "Mend the link or the permission, or remove the file.",
  },
  BBX1009: {
    severity: "warning",
    name: "shared-topic",
    meaning: "Two static routes would share one topic, so each gets its path as topic instead.",
    remedy:
      "Nothing needs to be done where the code uses `ctx.topic`. To keep the short topics, rename a folder.",
  },
  BBX1010: {
    severity: "error",
    name: "case-clash",
    meaning:
      "Two folders or files differ in case alone. macOS and Windows cannot hold both, and the bundler takes them for one, so both URLs would run the same code.",
    remedy: "Rename one of the two.",
  },
} as const satisfies Record<string, Entry>;
