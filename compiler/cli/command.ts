// What a command is, and what those that compile have in common.
import { readFileSync } from "node:fs";
import path from "node:path";
import { compile, type CompileOptions } from "../compile.ts";
import type { BuildResult } from "../model.ts";
import { formatJson } from "../report/json.ts";
import { formatPretty } from "../report/pretty.ts";
import type { Flags, Given } from "./arguments.ts";

/** A command of `bunbox`. */
export interface Command {
  readonly summary: string;
  readonly flags: Flags;
  /** Prints what it has to say, and returns the exit code. */
  readonly run: (given: Given, terminal: Terminal) => Promise<number>;
}

/** Where a command prints to. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly color: boolean;
}

export const CWD = {
  type: "string",
  value: "DIR",
  description: "folder of the project (the current one)",
} as const;

/** The flags of every command that checks. */
export const CHECK_FLAGS = {
  cwd: CWD,
  "no-typecheck": { type: "boolean", description: "leave TypeScript's checks out" },
  format: { type: "string", choices: ["pretty", "json"], description: "how to report (pretty)" },
} as const satisfies Flags;

/** Compiles with what was given, reports, and returns the exit code: 1 with an error in the project, 0 without. */
export async function compileAndReport(
  given: Given,
  options: CompileOptions,
  terminal: Terminal,
): Promise<number> {
  const cwd = textOf(given, "cwd") ?? ".";
  const result = await compile({ ...options, cwd, typecheck: given["no-typecheck"] === undefined });
  terminal.print(format(result, given, cwd, terminal));
  return exitCodeOf(result);
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

/** The result in the format that was asked for. */
export function format(result: BuildResult, given: Given, cwd: string, { color }: Terminal): string {
  if (given["format"] === "json") return formatJson(result);
  return formatPretty(result, { color, textOf: (file) => readText(path.resolve(cwd, file)) });
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // a frame is left out where its file is gone
  }
}
