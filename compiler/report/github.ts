// Formats a result as GitHub Actions' workflow commands: one annotation per diagnostic, then the summary.
import type { BuildResult, Diagnostic } from "../model.ts";
import { summarize } from "./summary.ts";

/**
 * Formats the report of `--format github`.
 *
 * @param prefix the path from the repository to the project: empty, or `packages/server/`
 */
export function formatGithub(result: BuildResult, prefix: string): string {
  return [...result.diagnostics.map((each) => annotation(each, prefix)), `${summarize(result)}\n`].join("\n");
}

/** An error or a warning. An annotation has only one place, so its text names the related ones. */
function annotation(
  { code, severity, message, reason, hint, place, related }: Diagnostic,
  prefix: string,
): string {
  const position =
    place === null
      ? {}
      : {
          file: `${prefix}${place.file}`,
          line: place.line,
          endLine: place.endLine,
          col: place.column,
          endColumn: place.endColumn,
        };
  const properties = Object.entries({ ...position, title: code }).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  const text = [
    message,
    ...(reason === undefined ? [] : [reason]),
    ...related.map((each) => `${each.message}: ${each.place.file}:${each.place.line}:${each.place.column}`),
    ...(hint === undefined ? [] : [`help: ${hint}`]),
  ].join("\n");
  return `::${severity} ${properties.join(",")}::${escapeData(text)}`;
}

// Escapes the characters that the runner parses: https://github.com/actions/toolkit, packages/core/src/command.ts.
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
