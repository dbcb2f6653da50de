// `bunbox routes`: the route table.
import { compile } from "../compile.ts";
import { formatTable } from "../report/table.ts";
import { type Command, CWD, exitCodeOf, format, textOf } from "./command.ts";

export const routes: Command = {
  summary: "show the route table",
  flags: { cwd: CWD, json: { type: "boolean", description: "print it as JSON" } },
  async run(given, terminal) {
    const cwd = textOf(given, "cwd") ?? ".";
    const result = await compile({ cwd, write: false, typecheck: false });
    if (given["json"] === true) terminal.print(`${JSON.stringify(result.routes, null, 2)}\n`);
    else if (exitCodeOf(result) === 0) terminal.print(formatTable(result.routes));
    else terminal.print(format(result, {}, cwd, terminal));
    return exitCodeOf(result);
  },
};
