// A result in, what a person reads in a terminal out.
import type { BuildResult, Diagnostic, Place } from "../model.ts";
import { frameOf } from "./frame.ts";
import { type Paint, painter } from "./paint.ts";

/** What the report needs beside the result. */
export interface PrettyOptions {
  readonly color: boolean;
  /** The text of a file of the project, for the frames; `undefined` where it cannot be read. */
  readonly textOf: (file: string) => string | undefined;
}

/** Every diagnostic with its frame, then one line that sums up. */
export function formatPretty(result: BuildResult, { color, textOf }: PrettyOptions): string {
  const paint = painter(color);
  const blocks = result.diagnostics.map((diagnostic) => block(diagnostic, paint, textOf));
  return [...blocks, summary(result, paint)].join("\n");
}

function block(diagnostic: Diagnostic, paint: Paint, textOf: PrettyOptions["textOf"]): string {
  const { code, severity, message, reason, hint, place, related } = diagnostic;
  const tint = severity === "error" ? paint.red : paint.yellow;
  const gutter = gutterOf([place, ...related.map((each) => each.place)]);
  const lines = [`${tint(`${severity}[${code}]`)}${paint.bold(`: ${safe(message)}`)}`];
  if (place !== null) lines.push(...placed(place, gutter, tint, paint, textOf));
  const margin = `${" ".repeat(gutter)} ${paint.blue("=")}`;
  for (const [index, line] of (reason ?? "").split("\n").entries()) {
    if (line !== "")
      lines.push(
        index === 0 ? `${margin} note: ${safe(line)}` : `${" ".repeat(gutter)}         ${safe(line)}`,
      );
  }
  for (const each of related) {
    lines.push(
      `${margin} note: ${safe(each.message)}`,
      ...placed(each.place, gutter, paint.blue, paint, textOf),
    );
  }
  if (hint !== undefined) lines.push(`${margin} ${paint.green("help")}: ${safe(hint)}`);
  return `${lines.join("\n")}\n`;
}

function placed(
  place: Place,
  gutter: number,
  tint: (text: string) => string,
  paint: Paint,
  textOf: PrettyOptions["textOf"],
): readonly string[] {
  const arrow = `${" ".repeat(gutter)}${paint.blue("-->")} ${safe(place.file)}:${place.line}:${place.column}`;
  // A place that is the whole file has nothing to show.
  const whole = place.line === 1 && place.column === 1 && place.endLine === 1 && place.endColumn === 1;
  const text = whole ? undefined : textOf(place.file);
  if (text === undefined) return [arrow];
  const frame = frameOf(text, place).map(({ number, text: line }) => {
    const label = paint.blue(`${String(number ?? "").padStart(gutter)} |`);
    return `${label} ${number === null ? tint(line) : line}`.trimEnd();
  });
  return [arrow, ...frame];
}

/** The width of the widest line number that a block shows. */
function gutterOf(places: readonly (Place | null)[]): number {
  return Math.max(1, ...places.map((place) => String((place?.line ?? 0) + 2).length));
}

function summary({ routes, diagnostics, output, durationMs }: BuildResult, paint: Paint): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const found = [count(errors, "error"), count(warnings, "warning")].filter((text) => text !== "").join(", ");
  const time = `${durationMs} ms`;
  if (errors > 0) return `${paint.red(found)} in ${time}\n`;
  const beside = found === "" ? "" : `, ${paint.yellow(found)}`;
  const what = count(routes.length, "route");
  if (output === null) return `${paint.green("Checked")} ${what}${beside} in ${time}\n`;
  return `${paint.green("Built")} ${safe(output.file)} (${kilobytes(output.bytes)}, ${what}${beside}) in ${time}\n`;
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** Names of files and texts of the user's may hold what a terminal would act on. */
function safe(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, "·").replaceAll("\n", "·");
}
