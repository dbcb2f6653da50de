// Formats a result as a SARIF 2.1.0 log, for code scanning.
import type { BuildResult, Diagnostic, Place } from "../model.ts";
import { ruleOf } from "../rules/index.ts";

/** What the log says about the tool and the repository. */
export interface SarifOptions {
  /** The version of bunbox. */
  readonly version: string;
  /** The path from the repository to the project: empty, or `packages/server/`. */
  readonly prefix: string;
}

/** Formats the report of `--format sarif` (OASIS SARIF 2.1.0, section 3.13). */
export function formatSarif({ diagnostics }: BuildResult, { version, prefix }: SarifOptions): string {
  const rules = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "bunbox", version, rules: rules.map(describeRule) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The root of the repository" } } },
        results: diagnostics.map((each) => resultOf(each, rules, prefix)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Describes a rule of bunbox. Of an error of TypeScript, only the code is known. */
function describeRule(code: string): object {
  const rule = ruleOf(code);
  if (rule === undefined) return { id: code, shortDescription: { text: `TypeScript error ${code}` } };
  return {
    id: code,
    name: pascalCase(rule.name),
    shortDescription: { text: rule.meaning },
    help: { text: rule.remedy, markdown: rule.remedy },
    defaultConfiguration: { level: rule.severity },
  };
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function resultOf(diagnostic: Diagnostic, rules: readonly string[], prefix: string): object {
  const { code, severity, message, reason, hint, place, related } = diagnostic;
  const text = [message, reason, hint].filter((each) => each !== undefined).join("\n");
  return {
    ruleId: code,
    ruleIndex: rules.indexOf(code),
    level: severity,
    message: { text },
    ...(place === null ? {} : { locations: [{ physicalLocation: locationOf(place, prefix) }] }),
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((each, id) => ({
            id,
            physicalLocation: locationOf(each.place, prefix),
            message: { text: each.message },
          })),
        }),
  };
}

function locationOf(place: Place, prefix: string): object {
  const { file, line, column, endLine, endColumn } = place;
  return {
    // A URI reference: brackets and spaces are encoded, slashes are not (RFC 3986, section 3.3).
    artifactLocation: {
      uri: `${prefix}${file}`.split("/").map(encodeURIComponent).join("/"),
      uriBaseId: "SRCROOT",
    },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}
