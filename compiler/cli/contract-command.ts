// Defines `bunbox contract`, which prints an AsyncAPI document of the routes and their messages.
import {
  type Command,
  compileOptionsOf,
  CWD,
  layoutOf,
  loadFormat,
  NO_TYPECHECK,
  showProgress,
  textOf,
  TIMEOUT,
} from "./command.ts";

const FORMATS = ["yaml", "json"] as const;

export const contract: Command = {
  summary: "describe the routes and their messages with AsyncAPI",
  description: [
    "Makes the same checks as bunbox build, then prints an AsyncAPI 3.1 document.",
    "It is made from the types of the routes. With an error in the project it prints none.",
    "With --outfile it writes the document to a file in one step, and after an error leaves an earlier one as it was.",
  ],
  flags: {
    cwd: CWD,
    "no-typecheck": NO_TYPECHECK,
    timeout: TIMEOUT,
    format: {
      type: "string",
      choices: FORMATS,
      description: "Format of the document. Default: yaml, or json for a file whose name ends in .json.",
    },
    outfile: {
      type: "string",
      value: "FILE",
      description: "File to write, from the current folder. It may replace only a document of bunbox.",
    },
  },
  async run(given, terminal) {
    const { contractOf, saveContract } = await import("../describe-contract.ts");
    const done = showProgress("Checking");
    const file = textOf(given, "outfile");
    const named = file?.endsWith(".json") === true ? "json" : "yaml";
    const format = FORMATS.find((each) => each === given["format"]) ?? named;
    const options = compileOptionsOf(given);
    const made = await contractOf(options, format).finally(done);
    const { result, text } = file === undefined ? made : await saveContract(options, made, file);
    const layout = layoutOf(textOf(given, "cwd") ?? ".", false);
    // stdout is only for the document.
    const formatReport = await loadFormat();
    if (result.diagnostics.length > 0) terminal.complain(formatReport(result, "pretty", layout).trimEnd());
    if (text === null) return 1;
    terminal.print(file === undefined ? text : `Wrote ${file}\n`);
    return 0;
  },
};
