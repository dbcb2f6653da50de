// Formats a result for a person who reads it in a terminal.
import type { BuildResult, Diagnostic, Place } from "../model.ts";
import { ruleOf } from "../rules/index.ts";
import { frameOf } from "./frame.ts";
import { type Paint, painter } from "./paint.ts";
import { printable } from "./printable.ts";
import { summarize } from "./summary.ts";

/** The settings of the report. */
export interface PrettyOptions {
  /** Whether to use colors. */
  readonly color: boolean;
  /** The columns of the terminal. Lines of frames are cut to fit. */
  readonly columns: number;
  /** Reads a file of the project for the frames; returns `undefined` if it cannot be read. */
  readonly textOf: (file: string) => string | undefined;
}

/** The layout of a block of the report. */
interface Setting extends PrettyOptions {
  readonly paint: Paint;
  /** Columns of the line numbers. */
  readonly gutter: number;
}

/** Formats every diagnostic with its frame, then one line that sums up. */
export function formatPretty(result: BuildResult, options: PrettyOptions): string {
  const paint = painter(options.color);
  const blocks = result.diagnostics.map((each) => block(each, { ...options, paint, gutter: gutterOf(each) }));
  return `${[...blocks, summarize(result, paint)].join("\n")}\n`;
}

function block(diagnostic: Diagnostic, setting: Setting): string {
  const { code, severity, message, reason = "", hint, place, related } = diagnostic;
  const { paint, gutter } = setting;
  const tint = severity === "error" ? paint.red : paint.yellow;
  const margin = `${" ".repeat(gutter)} ${paint.blue("=")}`;
  const [first = "", ...more] = reason.split("\n").filter((line) => line !== "");
  const lines = [
    `${tint(`${severity}[${code}]`)}${paint.bold(`: ${printable(message)}`)}`,
    ...(place === null ? [] : placed(place, ruleOf(code)?.label ?? "", tint, setting)),
    ...(first === "" ? [] : [`${margin} note: ${printable(first)}`]),
    ...more.map((line) => `${" ".repeat(gutter)}         ${printable(line)}`),
    ...related.flatMap((each) => [
      `${margin} note: ${printable(each.message)}`,
      ...placed(each.place, "", paint.blue, setting),
    ]),
    ...(hint === undefined ? [] : [`${margin} ${paint.green("help")}: ${printable(hint)}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The line that names a place, and the frame around it. */
function placed(
  place: Place,
  label: string,
  tint: (text: string) => string,
  { paint, gutter, columns, textOf }: Setting,
): readonly string[] {
  const arrow = `${" ".repeat(gutter)}${paint.blue("-->")} ${printable(place.file)}:${place.line}:${place.column}`;
  // A place that is the whole file gets no frame.
  const whole = place.line === 1 && place.column === 1 && place.endLine === 1 && place.endColumn === 1;
  const text = whole ? undefined : textOf(place.file);
  if (text === undefined) return [arrow];
  const frame = frameOf(text, place, columns - gutter - 3).map(({ number, text: line }) => {
    const margin = paint.blue(`${String(number ?? "").padStart(gutter)} |`);
    return `${margin} ${number === null ? tint(`${line} ${label}`.trimEnd()) : line}`.trimEnd();
  });
  return [arrow, ...frame];
}

/** The width of the widest line number that a block shows. */
function gutterOf({ place, related }: Diagnostic): number {
  const places = [place, ...related.map((each) => each.place)];
  return Math.max(1, ...places.map((each) => String((each?.line ?? 0) + 2).length));
}
