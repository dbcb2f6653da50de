// `bunbox build`: check the project, and write the server.
import { CHECK_FLAGS, type Command, compileAndReport, textOf } from "./command.ts";

const SOURCEMAPS = ["inline", "linked", "none"] as const;

export const build: Command = {
  summary: "check the routes and write the server",
  flags: {
    ...CHECK_FLAGS,
    outfile: { type: "string", value: "FILE", description: "file to write (dist/server.js)" },
    minify: { type: "boolean", description: "shorten white space and syntax; names stay" },
    sourcemap: { type: "string", choices: SOURCEMAPS, description: "where the source map goes (inline)" },
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
