// Defines `bunbox explain CODE`, which prints the code's entry in the package's docs/errors.md, and where that entry is.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean } from "../did-you-mean.ts";
import type { Command } from "./command.ts";
import { fileOf } from "../package.ts";

export const explain: Command = {
  summary: "explain a code: bunbox explain BBX2010",
  description: ["Explains a diagnostic: what it means, how to fix it, and what it looks like."],
  flags: {},
  operand: {
    name: "CODE",
    description: "Code of the diagnostic, such as BBX2010. Upper and lower case are the same.",
  },
  async run(_given, terminal, code = "") {
    const known = code.toUpperCase();
    const file = fileURLToPath(fileOf("docs/errors.md"));
    const lines = readFileSync(file, "utf8").split("\n");
    const start = lines.findIndex((line) => line.startsWith(`## ${known}: `));
    if (start >= 0) {
      const next = lines.findIndex((line, index) => index > start && line.startsWith("## "));
      const entry = lines.slice(start, next < 0 ? undefined : next).join("\n");
      terminal.print(`${entry.slice("## ".length).trim()}\n\nThis entry: ${shortest(file)}:${start + 1}\n`);
      return 0;
    }
    if (/^TS\d+$/.test(known)) {
      terminal.print(`${known} is an error of TypeScript. bunbox reports it unchanged.\n`);
      return 0;
    }
    const { RULES } = await import("../with-rules.ts");
    const near = didYouMean(
      known,
      RULES.map((rule) => rule.code),
    );
    terminal.complain(
      `bunbox explain: there is no code ${code}${near === undefined ? "" : `; did you mean ${near}?`}`,
    );
    return 2;
  },
};

/** A path relative to the current folder, or the absolute one if the file is outside of it. */
function shortest(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative;
}
