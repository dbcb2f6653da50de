// Sums up a result in one line.
import type { BuildResult } from "../model.ts";
import { type Paint, painter } from "./paint.ts";
import { printable } from "./printable.ts";

/** `2 errors in 300 ms`, `Built dist/server.js (98.4 kB, 3 routes, 1 warning) in 412 ms`. */
export function summarize(
  { routes, diagnostics, output, durationMs }: BuildResult,
  paint: Paint = painter(false),
): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const found = [count(errors, "error"), count(warnings, "warning")].filter((text) => text !== "").join(", ");
  const time = `${durationMs} ms`;
  if (errors > 0) return `${paint.red(found)} in ${time}`;
  const beside = found === "" ? "" : `, ${paint.yellow(found)}`;
  const what = count(routes.length, "route");
  if (output === null) return `${paint.green("Checked")} ${what}${beside} in ${time}`;
  return `${paint.green("Built")} ${printable(output.file)} (${kilobytes(output.bytes)}, ${what}${beside}) in ${time}`;
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
