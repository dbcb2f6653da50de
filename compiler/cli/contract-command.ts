// Defines `bunbox contract`, which prints an AsyncAPI document of the routes and their messages.
import { formatReport } from "../format-report.ts";
import {
  type Command,
  compileOptionsOf,
  CWD,
  layoutOf,
  NO_TYPECHECK,
  showProgress,
  textOf,
  TIMEOUT,
} from "./command.ts";

export const contract: Command = {
  summary: "describe the routes and their messages with AsyncAPI",
  description: [
    "Makes the same checks as bunbox build, then prints an AsyncAPI 3.1 document.",
    "It is made from the types of the routes. With an error in the project it prints none.",
  ],
  flags: {
    cwd: CWD,
    "no-typecheck": NO_TYPECHECK,
    timeout: TIMEOUT,
    format: {
      type: "string",
      choices: ["yaml", "json"],
      description: "Format of the document. Default: yaml.",
    },
  },
  async run(given, terminal) {
    const { writeContract } = await import("../describe-contract.ts");
    const done = showProgress("Checking");
    const format = given["format"] === "json" ? "json" : "yaml";
    const { result, text } = await writeContract(compileOptionsOf(given), format).finally(done);
    const layout = layoutOf(textOf(given, "cwd") ?? ".", false);
    // stdout is only for the document.
    if (result.diagnostics.length > 0) terminal.complain(formatReport(result, "pretty", layout).trimEnd());
    if (text === null) return 1;
    terminal.print(text);
    return 0;
  },
};
