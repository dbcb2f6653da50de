// Tunes V8 for a process that ends after about a second.
import { setFlagsFromString } from "node:v8";

/**
 * Optimized code pays off only in functions that run very often, and a compiler that runs beside them takes a fifth of the
 * processor time of a build of 1,000 routes. V8 counts differently in each version.
 */
const OPTIMIZE_LATER: Readonly<Record<string, string>> = {
  20: "--interrupt-budget=1000000",
  22: "--invocation-count-for-turbofan=40000",
  24: "--invocation-count-for-turbofan=40000",
};

/** New objects get all the memory that V8 allows them at once (16 MB), instead of twice as much after each collection. */
const COLLECT_RARELY = "--semi-space-growth-factor=16";

/** Sets V8's flags if this version is known to have them: V8 prints an error for one that it does not have. */
export function expectShortRun(): void {
  const { node, bun } = process.versions;
  const later = bun === undefined ? OPTIMIZE_LATER[node.split(".")[0] ?? ""] : undefined;
  if (later === undefined) return;
  setFlagsFromString(later);
  setFlagsFromString(COLLECT_RARELY);
}
