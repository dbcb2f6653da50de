// Defines `bunbox check`, which makes the checks of a build without an output, and compares with an earlier contract.
import {
  CHECK_FLAGS,
  type Command,
  compileAndReport,
  compileOptionsOf,
  reportOn,
  showProgress,
  textOf,
} from "./command.ts";

export const check: Command = {
  summary: "check the routes and write nothing",
  description: [
    "Makes the same checks as bunbox build, and writes nothing.",
    "With --against, it also reports what would break the clients of an earlier contract.",
  ],
  flags: {
    ...CHECK_FLAGS,
    against: {
      type: "string",
      value: "FILE",
      description: "A contract that bunbox contract has printed, YAML or JSON.",
    },
  },
  async run(given, terminal) {
    const file = textOf(given, "against");
    if (file === undefined) return compileAndReport(given, { write: false }, terminal);
    const { checkAgainst, readEarlier } = await import("../describe-contract.ts");
    const earlier = await readEarlier(file);
    if (typeof earlier === "string") {
      terminal.complain(`bunbox check: --against ${file} ${earlier}`);
      return 2;
    }
    const done = showProgress("Checking");
    const result = await checkAgainst(compileOptionsOf(given), earlier).finally(done);
    return reportOn(result, given, terminal);
  },
};
