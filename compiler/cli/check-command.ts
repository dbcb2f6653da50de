// Defines `bunbox check`, which makes the checks of a build without an output.
import { CHECK_FLAGS, type Command, compileAndReport } from "./command.ts";

export const check: Command = {
  summary: "check the routes and write nothing",
  description: ["Makes the same checks as bunbox build, and writes nothing."],
  flags: CHECK_FLAGS,
  run: (given, terminal) => compileAndReport(given, { write: false }, terminal),
};
