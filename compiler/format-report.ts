// Formats a result as the flag `--format` says.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { BuildResult } from "./model.ts";
import { version } from "./package.ts";
import { formatGithub } from "./report/github.ts";
import { formatJson } from "./report/json.ts";
import { formatPretty } from "./report/pretty.ts";
import { formatSarif } from "./report/sarif.ts";

/** How `--format` shows a result: in a terminal, as annotations of GitHub Actions, as JSON, or as a SARIF 2.1.0 log. */
export type ReportFormat = "pretty" | "github" | "json" | "sarif";

/** Options of `formatReport`. */
export interface ReportOptions {
  /** Folder of the project, whose files the frames show. Default: the current folder. */
  readonly cwd?: string;
  /** Whether a pretty report has colors. Default: `false`. */
  readonly color?: boolean;
  /** Columns that a line of a frame may have in a pretty report. Default: 160. */
  readonly columns?: number;
}

/**
 * Formats the result of `compile` as the command prints it.
 *
 * @param result what `compile` returned
 * @param format one of the formats of `--format`
 * @param options the project's folder, and how to show a pretty report
 * @returns the text, which ends with a newline
 * @example
 * ```ts
 * // scripts/scan.ts
 * import { writeFile } from "node:fs/promises";
 * import { compile, formatReport } from "@ademattos/bunbox/compiler";
 *
 * await writeFile("bunbox.sarif", formatReport(await compile({ write: false }), "sarif"));
 * ```
 */
export function formatReport(result: BuildResult, format: ReportFormat, options: ReportOptions = {}): string {
  const { cwd = ".", color = false, columns = 160 } = options;
  switch (format) {
    case "json":
      return formatJson(result);
    case "github":
      return formatGithub(result, prefixOf(cwd));
    case "sarif":
      return formatSarif(result, { version: version(), prefix: prefixOf(cwd) });
    case "pretty":
      return formatPretty(result, { color, columns, textOf: (file) => readText(path.resolve(cwd, file)) });
  }
}

/** The path from the repository, as GitHub Actions names it, to the project, if the project is in it. */
function prefixOf(cwd: string): string {
  const workspace = process.env["GITHUB_WORKSPACE"] ?? "";
  const relative = workspace === "" ? "" : path.relative(workspace, path.resolve(cwd));
  if (relative === "" || relative.startsWith("..") || path.isAbsolute(relative)) return "";
  return `${relative.split(path.sep).join("/")}/`;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // The frame of a file that is gone is left out.
  }
}
