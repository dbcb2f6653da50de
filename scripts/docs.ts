// Writes the files that are made from the code: docs/api.md, docs/cli.md, docs/configuration.md, docs/errors.md,
// docs/grafana.json, the types of bunbox.config.ts, and the handlers in the schema of the JSON report.
// `npm run docs` runs it; the tests check that the files are up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { COMMANDS } from "../compiler/cli/commands.ts";
import { describeCommand, describeCommands } from "../compiler/cli/help.ts";
import { type Option, OPTIONS } from "../compiler/config/options.ts";
import { RULES } from "../compiler/rules/index.ts";
import { HANDLERS } from "../runtime/facts.ts";
import { describeApi } from "./api.ts";
import { configTypes, factsOf } from "./config-types.ts";
import { describeDashboard } from "./grafana.ts";
import { surface } from "./surface.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const SCHEMA = "compiler/report/report.schema.json";

/** Every generated file, by its path relative to the repository. */
export function generate(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/api.md", describeApi()],
    ["docs/cli.md", commandLine()],
    ["docs/configuration.md", configuration()],
    ["docs/errors.md", errors()],
    ["docs/grafana.json", describeDashboard()],
    ["runtime/config.ts", configTypes()],
    [SCHEMA, reportSchema()],
  ]);
}

function commandLine(): string {
  const sections = Object.entries(COMMANDS).flatMap(([name, command]) => [
    `## bunbox ${name}`,
    "",
    "```text",
    describeCommand(name, command).trimEnd(),
    "```",
    "",
  ]);
  return [
    "# Command line",
    "",
    "This page is for everyone who runs `bunbox`. It shows what `bunbox --help` and the help of each command print.",
    "The [guide](guide.md) shows the commands in use.",
    "",
    "```text",
    describeCommands(COMMANDS).trimEnd(),
    "```",
    "",
    "`init`, `build`, `check`, `routes` and `explain` run on Node or Bun. `dev` also needs Bun, because the server runs on it.",
    "bunbox keeps its own files in `.bunbox/`. That folder holds a `.gitignore`, so git ignores it.",
    "",
    ...sections,
  ].join("\n");
}

function configuration(): string {
  const options: readonly (readonly [string, Option])[] = Object.entries(OPTIONS);
  const sections = options.map(([name, option]) =>
    [`## \`${name}\``, "", factsOf(option), "", option.description, ""].join("\n"),
  );
  return [
    "# Configuration",
    "",
    "This page is for everyone who wants to change a setting of the build or of the server. Every option is optional, so",
    "a project needs no configuration file.",
    "",
    "`bunbox.config.ts` is in the root of the project. Its name may also end in `.mts`, `.js` or `.mjs`. It is the only file",
    "of the project that the build runs. It runs in a separate process, for at most ten seconds. It may import other files",
    "of the project, and packages.",
    "",
    "```ts",
    'import { defineConfig } from "@ademattos/bunbox";',
    "",
    "export default defineConfig({ port: 8080 });",
    "```",
    "",
    "An unknown option, a wrong type or a value out of range is a build error that marks the value. The build writes the",
    "settings of the server into `dist/server.js`. The server reads the variables `PORT` and `HOST` when it starts; an empty",
    "one counts as unset.",
    "",
    ...sections,
  ].join("\n");
}

function errors(): string {
  const sections = RULES.map(({ code, severity, name, meaning, remedy }) => {
    const shown = path.join(ROOT, "fixtures/errors", `${code}-${name}`, "expected.txt");
    const example = existsSync(shown) ? readFileSync(shown, "utf8").trimEnd() : "";
    return [
      `## ${code}: ${name.replaceAll("-", " ")}`,
      "",
      `*${severity}.* ${meaning}`,
      "",
      remedy,
      "",
      "```text",
      example,
      "```",
      "",
    ].join("\n");
  });
  return [
    "# Errors",
    "",
    "This page is for everyone who sees a diagnostic of bunbox. It lists every code, with an example of the output.",
    "`bunbox explain CODE` prints the same entry. Codes such as `TS2322` are TypeScript's own.",
    "",
    "To silence a warning, write a comment on the line above it: `// bunbox-ignore BBX2003: the reason`. If the warning",
    "concerns the whole file, write the comment on the first line.",
    "",
    ...sections,
  ].join("\n");
}

/** The schema of the JSON report, with the current handlers. */
function reportSchema(): string {
  const names = HANDLERS.map((name) => `"${name}"`).join(", ");
  return readFileSync(path.join(ROOT, SCHEMA), "utf8").replace(
    /(?<="handlers": \{[^}]*"enum": \[)[^\]]*/,
    () => names,
  );
}

if (import.meta.main) {
  for (const [name, text] of generate()) {
    const file = path.join(ROOT, name);
    // Writing an unchanged source would make the last build look old.
    if (readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  }
  writeFileSync(path.join(ROOT, "test/surface.txt"), surface());
}
