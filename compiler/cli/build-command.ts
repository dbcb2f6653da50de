// Defines `bunbox build`, which checks the project and writes the server.
import { CHECK_FLAGS, type Command, compileAndReport, textOf } from "./command.ts";

const SOURCEMAPS = ["inline", "linked", "none"] as const;

export const build: Command = {
  summary: "check the routes and write the server",
  description: [
    "Checks the routes and everything that they import, then writes the server.",
    "With an error in the project it writes nothing, and an earlier server stays as it is.",
  ],
  flags: {
    ...CHECK_FLAGS,
    outfile: {
      type: "string",
      value: "FILE",
      description: "File to write. Default: the option outfile, dist/server.js.",
    },
    minify: {
      type: "boolean",
      description: "Remove white space and shorten syntax. Names stay readable in stack traces.",
    },
    sourcemap: {
      type: "string",
      choices: SOURCEMAPS,
      description: "Where to write the source map. Default: inline.",
    },
  },
  run(given, terminal) {
    const outfile = textOf(given, "outfile");
    const sourcemap = SOURCEMAPS.find((choice) => choice === given["sourcemap"]) ?? "inline";
    const minify = given["minify"] === true;
    return compileAndReport(
      given,
      { minify, sourcemap, ...(outfile === undefined ? {} : { outfile }) },
      terminal,
    );
  },
};
