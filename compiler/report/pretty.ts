// A result in, what a person reads in a terminal out.
import type { BuildResult, Diagnostic, Place } from "../model.ts";
import { frameOf } from "./frame.ts";
import { type Paint, painter } from "./paint.ts";
import { printable } from "./printable.ts";
import { summarize } from "./summary.ts";

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
  return `${[...blocks, summarize(result, paint)].join("\n")}\n`;
}

function block(diagnostic: Diagnostic, paint: Paint, textOf: PrettyOptions["textOf"]): string {
  const { code, severity, message, reason, hint, place, related } = diagnostic;
  const tint = severity === "error" ? paint.red : paint.yellow;
  const gutter = gutterOf([place, ...related.map((each) => each.place)]);
  const lines = [`${tint(`${severity}[${code}]`)}${paint.bold(`: ${printable(message)}`)}`];
  if (place !== null) lines.push(...placed(place, gutter, tint, paint, textOf));
  const margin = `${" ".repeat(gutter)} ${paint.blue("=")}`;
  for (const [index, line] of (reason ?? "").split("\n").entries()) {
    if (line !== "")
      lines.push(
        index === 0
          ? `${margin} note: ${printable(line)}`
          : `${" ".repeat(gutter)}         ${printable(line)}`,
      );
  }
  for (const each of related) {
    lines.push(
      `${margin} note: ${printable(each.message)}`,
      ...placed(each.place, gutter, paint.blue, paint, textOf),
    );
  }
  if (hint !== undefined) lines.push(`${margin} ${paint.green("help")}: ${printable(hint)}`);
  return `${lines.join("\n")}\n`;
}

function placed(
  place: Place,
  gutter: number,
  tint: (text: string) => string,
  paint: Paint,
  textOf: PrettyOptions["textOf"],
): readonly string[] {
  const arrow = `${" ".repeat(gutter)}${paint.blue("-->")} ${printable(place.file)}:${place.line}:${place.column}`;
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
