// Writes the output of `--help`, for `bunbox` and for each of its commands.
import { type Flags, usageOf } from "./arguments.ts";
import type { Command } from "./command.ts";

/** Commands by name, in the order of the help. */
export type Commands = Readonly<Record<string, Command>>;

/** Writes the output of `bunbox --help`. */
export function describeCommands(commands: Commands): string {
  return [
    "bunbox compiles the WebSocket routes of a folder into one type-checked server for Bun.",
    "",
    "Usage: bunbox COMMAND [FLAGS]",
    "",
    ...columns(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    "",
    "bunbox COMMAND --help shows the arguments and flags of a command.",
    "bunbox --version shows the version.",
    "",
    "Exit codes: 0 without errors, 1 with errors in the project, 2 if the command line is wrong.",
    "",
  ].join("\n");
}

/** Writes the output of `bunbox COMMAND --help`. */
export function describeCommand(name: string, { description, flags, operand }: Command): string {
  const usage = ["bunbox", name, operand?.name ?? "", Object.keys(flags).length === 0 ? "" : "[FLAGS]"];
  return [
    `Usage: ${usage.filter((part) => part !== "").join(" ")}`,
    "",
    ...description,
    "",
    ...(operand === undefined ? [] : ["Argument:", ...columns([[operand.name, operand.description]]), ""]),
    ...describeFlags(flags),
  ].join("\n");
}

function describeFlags(flags: Flags): readonly string[] {
  const rows = Object.entries(flags).map(([name, flag]) => [usageOf(name, flag), flag.description] as const);
  return rows.length === 0 ? [] : ["Flags:", ...columns(rows), ""];
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}
