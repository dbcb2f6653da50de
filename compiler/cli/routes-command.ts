// Defines `bunbox routes`, which prints the route table.
import { compile } from "../compile.ts";
import { formatTable } from "../report/table.ts";
import { type Command, CWD, exitCodeOf, formatOf, layoutOf, loadFormat, textOf } from "./command.ts";

export const routes: Command = {
  summary: "list the routes",
  description: ["Shows each route with its path, its topic, its handlers, its guards and its file."],
  flags: {
    cwd: CWD,
    format: {
      type: "string",
      choices: ["pretty", "json"],
      description: "Print a table or a JSON array (pretty).",
    },
    json: { type: "boolean", description: "Short for --format json." },
  },
  async run(given, terminal) {
    const cwd = textOf(given, "cwd") ?? ".";
    const result = await compile({ cwd, write: false, typecheck: false });
    const formatReport = await loadFormat();
    const isJson = given["json"] === true || given["format"] === "json";
    if (isJson && exitCodeOf(result) === 0) terminal.print(`${JSON.stringify(result.routes, null, 2)}\n`);
    else if (exitCodeOf(result) === 0) terminal.print(formatTable(result.routes));
    // With JSON, stdout is only for the routes.
    else if (isJson) terminal.complain(formatReport(result, "pretty", layoutOf(cwd, false)).trimEnd());
    else terminal.print(formatReport(result, formatOf(undefined), layoutOf(cwd, terminal.color)));
    return exitCodeOf(result);
  },
};
