// Writes what is made from tables of the code: docs/configuration.md, docs/errors.md, the types of bunbox.config.ts,
// and the handlers in the schema of the JSON report.
// `npm run docs` writes them; the tests hold them fresh.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Option, OPTIONS } from "../compiler/config/options.ts";
import { RULES } from "../compiler/rules/index.ts";
import { HANDLERS } from "../runtime/facts.ts";
import { configTypes, factsOf } from "./config-types.ts";
import { surface } from "./surface.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const SCHEMA = "compiler/report/report.schema.json";

/** Every generated file, by its path relative to the repository. */
export function generate(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/configuration.md", configuration()],
    ["docs/errors.md", errors()],
    ["runtime/config.ts", configTypes()],
    [SCHEMA, reportSchema()],
  ]);
}

function configuration(): string {
  const options: readonly (readonly [string, Option])[] = Object.entries(OPTIONS);
  const sections = options.map(([name, option]) =>
    [`## \`${name}\``, "", factsOf(option), "", option.description, ""].join("\n"),
  );
  return [
    "# Configuration",
    "",
    "`bunbox.config.ts` lies in the root of the project, and may also end in `.mts`, `.js` or `.mjs`. It is the only file",
    "of the project that the build runs, in a process of its own and for at most ten seconds; it may import other files of",
    "the project, and packages.",
    "",
    "```ts",
    'import { defineConfig } from "@ademattos/bunbox";',
    "",
    "export default defineConfig({ port: 8080 });",
    "```",
    "",
    "An unknown option, a wrong type or a value out of range is an error at its place. What concerns the running server is",
    "written into `dist/server.js`; `PORT` and `HOST` are read when it starts, and an empty one counts as unset.",
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
    "Every code that bunbox gives, with what a person sees. Codes of the form `TS2322` are TypeScript's own.",
    "",
    "A warning is silenced by a comment on the line above it, or, where it concerns the whole file, on the first line:",
    "`// bunbox-ignore BBX2003: the reason`.",
    "",
    ...sections,
  ].join("\n");
}

/** The schema of the JSON report as it is, with the handlers that there are. */
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
    // A source that is written anew would make the last build look old.
    if (readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  }
  writeFileSync(path.join(ROOT, "test/surface.txt"), surface());
}
