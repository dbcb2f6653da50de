// Defines what a command is, and the parts that commands which compile have in common.
import { compile, type CompileOptions } from "../compile.ts";
import type { formatReport, ReportFormat, ReportOptions } from "../format-report.ts";
import type { BuildResult } from "../model.ts";
import type { Flags, Given } from "./arguments.ts";
import { expectShortRun } from "./short-run.ts";

/** A command of `bunbox`. */
export interface Command {
  /** A few words, for the list of commands. */
  readonly summary: string;
  /** Whole sentences, for the command's own help; one string per line. */
  readonly description: readonly string[];
  readonly flags: Flags;
  /** The argument that is not a flag, as the help shows it. Without it the command takes no such argument. */
  readonly operand?: { readonly name: string; readonly description: string };
  /** Runs the command, and returns the exit code. */
  readonly run: (given: Given, terminal: Terminal, operand?: string) => Promise<number>;
}

/** The output of a command. */
export interface Terminal {
  readonly print: (text: string) => void;
  /** Prints one line on stderr that says what is wrong with the command line. */
  readonly complain: (line: string) => void;
  readonly color: boolean;
}

/** The formats of `--format`. */
const FORMATS: readonly ReportFormat[] = ["pretty", "github", "json", "sarif"];

export const CWD = {
  type: "string",
  value: "DIR",
  description: "Folder of the project. Default: the current folder.",
} as const;

export const NO_TYPECHECK = {
  type: "boolean",
  description: "Skip type checking. bunbox still runs its other checks.",
} as const;

export const TIMEOUT = {
  type: "string",
  value: "SECONDS",
  range: [1, 86_400],
  description: "How many seconds TypeScript may take. Default: 300.",
} as const;

/** The flags of every command that checks. */
export const CHECK_FLAGS = {
  cwd: CWD,
  "no-typecheck": NO_TYPECHECK,
  timeout: TIMEOUT,
  format: {
    type: "string",
    choices: FORMATS,
    description: "Format of the report. Default: pretty, or github in GitHub Actions.",
  },
} as const satisfies Flags;

/** Compiles with the given flags, reports, and returns the exit code: 1 with an error in the project, 0 without. */
export async function compileAndReport(
  given: Given,
  options: CompileOptions,
  terminal: Terminal,
): Promise<number> {
  expectShortRun();
  const done = showProgress(options.write === false ? "Checking" : "Building");
  const result = await compile({ ...options, ...compileOptionsOf(given) }).finally(done);
  return reportOn(result, given, terminal);
}

/** The options that the flags of every command that checks stand for. */
export function compileOptionsOf(given: Given): CompileOptions {
  const timeout = textOf(given, "timeout");
  return {
    cwd: textOf(given, "cwd") ?? ".",
    typecheck: given["no-typecheck"] === undefined,
    ...(timeout === undefined ? {} : { timeout: Number(timeout) }),
  };
}

/** Prints the report on a result, and returns the exit code. */
export async function reportOn(result: BuildResult, given: Given, terminal: Terminal): Promise<number> {
  const layout = layoutOf(textOf(given, "cwd") ?? ".", terminal.color);
  const format = await loadFormat();
  terminal.print(format(result, formatOf(given["format"]), layout));
  return exitCodeOf(result);
}

/** Loads what formats a report. It knows all rules, which nothing needs before there is a result. */
export async function loadFormat(): Promise<typeof formatReport> {
  return (await import("../with-rules.ts")).formatReport;
}

/** The time after which a run shows its progress, in milliseconds. */
const PROGRESS_DELAY = 500;

/** Shows on a terminal what a longer run does. The returned function removes the line. */
export function showProgress(what: string): () => void {
  if (!process.stderr.isTTY) return () => undefined;
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    process.stderr.write(`${what}…`);
  }, PROGRESS_DELAY);
  return () => {
    clearTimeout(timer);
    if (!shown) return;
    process.stderr.cursorTo(0);
    process.stderr.clearLine(1);
  };
}

/** The value that was given for a flag. */
export function textOf(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
}

/** 1 with an error in the project, 0 without. */
export function exitCodeOf({ diagnostics }: BuildResult): number {
  return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
}

/** How a report fits the terminal: lines may be longer where it does not go to one. */
export function layoutOf(cwd: string, color: boolean): ReportOptions {
  const columns = Math.max(40, process.stdout.isTTY ? process.stdout.columns : 160);
  return { cwd, color, columns };
}

/** The format that was asked for; otherwise annotations within GitHub Actions, and pretty elsewhere. */
export function formatOf(given: unknown): ReportFormat {
  const fallback = process.env["GITHUB_ACTIONS"] === "true" ? "github" : "pretty";
  return FORMATS.find((format) => format === given) ?? fallback;
}
