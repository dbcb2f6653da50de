// Formats a result as the flag `--format` says.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { BuildResult } from "../model.ts";
import { formatGithub } from "../report/github.ts";
import { formatJson } from "../report/json.ts";
import { formatPretty } from "../report/pretty.ts";
import { formatSarif } from "../report/sarif.ts";
import { version } from "./package.ts";

/** The formats of `--format`. */
export const FORMATS = ["pretty", "github", "json", "sarif"] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];

/** The format that was asked for; otherwise annotations within GitHub Actions, and pretty elsewhere. */
export function formatOf(given: unknown): Format {
  const fallback = process.env["GITHUB_ACTIONS"] === "true" ? "github" : "pretty";
  return FORMATS.find((format) => format === given) ?? fallback;
}

/**
 * Formats the report of a result.
 *
 * @param cwd the project's folder
 */
export function formatResult(result: BuildResult, format: Format, cwd: string, color: boolean): string {
  switch (format) {
    case "json":
      return formatJson(result);
    case "github":
      return formatGithub(result, prefixOf(cwd));
    case "sarif":
      return formatSarif(result, { version: version(), prefix: prefixOf(cwd) });
    case "pretty":
      return formatPretty(result, {
        color,
        columns: Math.max(40, process.stdout.isTTY ? process.stdout.columns : 160),
        textOf: (file) => readText(path.resolve(cwd, file)),
      });
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
