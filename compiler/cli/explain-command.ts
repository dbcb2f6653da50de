// `bunbox explain CODE`: an entry of docs/errors.md, which comes with the package.
import { readFileSync } from "node:fs";
import { didYouMean } from "../did-you-mean.ts";
import { RULES } from "../rules/index.ts";
import type { Command } from "./command.ts";
import { fileOf } from "./package.ts";

export const explain: Command = {
  summary: "explain a code: bunbox explain BBX2010",
  flags: {},
  operand: "CODE",
  async run(_given, terminal, code = "") {
    const known = code.toUpperCase();
    const entry = readFileSync(fileOf("docs/errors.md"), "utf8")
      .split(/^## /m)
      .find((section) => section.startsWith(`${known}: `));
    if (entry !== undefined) {
      terminal.print(`${entry.trim()}\n`);
      return 0;
    }
    if (/^TS\d+$/.test(known)) {
      terminal.print(`${known} is an error of TypeScript's own; bunbox passes it on as it is.\n`);
      return 0;
    }
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
