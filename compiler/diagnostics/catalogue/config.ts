// BBX3…: what bunbox.config.ts says.
import type { Entry } from "../entry.ts";

export const CONFIG = {
  BBX3001: {
    severity: "error",
    name: "unknown-option",
    label: "unknown",
    meaning: "`bunbox.config.ts` has an option that bunbox does not know.",
    remedy: "Use the name that the message suggests, or remove it. docs/configuration.md lists all options.",
  },
  BBX3002: {
    severity: "error",
    name: "wrong-option",
    label: "wrong value",
    meaning: "An option of `bunbox.config.ts` has a value of the wrong type or out of range.",
    remedy: "Give it a value as docs/configuration.md describes.",
  },
  BBX3003: {
    severity: "error",
    name: "config-failed",
    meaning:
      "`bunbox.config.ts` cannot be loaded: it does not parse, throws, never ends, or exports no object.",
    remedy: "Mend the error that the message quotes. The file must `export default defineConfig({ … })`.",
  },
  BBX3004: {
    severity: "error",
    name: "path-taken",
    label: "taken",
    meaning:
      "The option `health` names a path that a route or the metrics have, which would never be answered by them.",
    remedy: "Choose another path for `health`, or `false`.",
  },
} as const satisfies Record<string, Entry>;
