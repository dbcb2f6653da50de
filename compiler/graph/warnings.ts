// Turns esbuild's warnings into diagnostics: all that are about the project's own files, and those about packages that say
// that the program will fail.
import type { LogLevel, Message } from "esbuild";
import type { Diagnostic } from "../model.ts";
import { bundlerWarning } from "../rules/build/bundler-warning.ts";
import { report } from "../rules/rule.ts";
import { packageOf } from "../packages.ts";
import { ENTRY } from "./esbuild.ts";
import { placeOf } from "./messages.ts";

/** The messages that esbuild hides by default, and that bunbox needs. */
export const LOG_OVERRIDE: Record<string, LogLevel> = {
  "ignored-dynamic-import": "warning",
  "unsupported-dynamic-import": "warning",
  "unsupported-require-call": "warning",
  "indirect-require": "warning",
};

/** The warnings that absent.ts, graph.ts and the rules turn into diagnostics of their own. */
const HANDLED: ReadonlySet<string> = new Set([
  "different-path-case",
  "ignored-dynamic-import",
  "indirect-require",
  "require-resolve-not-external",
  "unsupported-dynamic-import",
  "unsupported-require-call",
]);

/** These are about names that only the running program knows. */
const COMPUTED: ReadonlySet<string> = new Set([
  "indirect-require",
  "unsupported-dynamic-import",
  "unsupported-require-call",
]);

/** The files that require or import a computed name, or use `require` under another name. */
export function lookupsIn(warnings: readonly Message[]): ReadonlySet<string> {
  return new Set(
    warnings.flatMap(({ id, location }) => (location !== null && COMPUTED.has(id) ? [location.file] : [])),
  );
}

/** The program throws when it reaches such code, so it is reported in packages too. */
const FATAL: ReadonlySet<string> = new Set(["assign-to-constant", "call-import-namespace"]);

/**
 * Whether some code requires a computed name, which the server then looks for when it runs. `typeof require` does not; if a
 * spelling of it is not recognized here, it costs only some bytes.
 */
export function computesRequire(warnings: readonly Message[]): boolean {
  return warnings.some(
    ({ id, location }) =>
      id === "unsupported-require-call" ||
      (id === "indirect-require" && !/typeof +$/.test(beforeMark(location))),
  );
}

function beforeMark(location: Message["location"]): string {
  return location === null ? "" : Buffer.from(location.lineText).subarray(0, location.column).toString();
}

/** The diagnostics of the warnings. */
export function warningsOf(warnings: readonly Message[]): readonly Diagnostic[] {
  return warnings.flatMap(({ id, text, location, notes }) => {
    if (location === null || location.file === ENTRY || HANDLED.has(id)) return [];
    if (packageOf(location.file) !== null && !FATAL.has(id)) return [];
    const hint = notes.map((each) => each.text).find((each) => each !== "");
    return [
      report(bundlerWarning, placeOf(location), text.replace(/\.$/, ""), hint === undefined ? {} : { hint }),
    ];
  });
}
