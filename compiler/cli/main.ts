#!/usr/bin/env node
// Runs the command that argv names. Exit codes: 0 without errors, 1 with errors in the project, 2 for wrong usage.
import { didYouMean } from "../did-you-mean.ts";
import { isFolder } from "../project.ts";
import { parseArguments } from "./arguments.ts";
import type { Terminal } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { endWithRunner } from "./end-with-runner.ts";
import { describeCommand, describeCommands } from "./help.ts";
import { version } from "../package.ts";

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h")
    return print(describeCommands(COMMANDS));
  if (name === "--version" || name === "-v") return print(`${version()}\n`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return misuse(unknownCommand(name));
  if (rest.includes("--help") || rest.includes("-h")) return print(describeCommand(name, command));
  const parsed = parseArguments(rest, command.flags, command.operand?.name);
  if (typeof parsed === "string") return misuse(`bunbox ${name}: ${parsed}`);
  const { cwd } = parsed.given;
  if (typeof cwd === "string" && !isFolder(cwd))
    return misuse(`bunbox ${name}: --cwd ${cwd} is not a folder`);
  endWithRunner();
  return command.run(parsed.given, terminal(), parsed.operand);
}

function unknownCommand(name: string): string {
  if (name.startsWith("-")) return `bunbox: there is no flag ${name} without a command; see bunbox --help`;
  const near = didYouMean(name, Object.keys(COMMANDS));
  return `bunbox: there is no command ${name}; ${near === undefined ? "see bunbox --help" : `did you mean ${near}?`}`;
}

function terminal(): Terminal {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const wanted = FORCE_COLOR === undefined ? process.stdout.isTTY : FORCE_COLOR !== "0";
  return { print, complain: misuse, color: wanted && (NO_COLOR === undefined || NO_COLOR === "") };
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function misuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}

// A reader that has gone, as in `bunbox routes | head -1`, is not a failure; a full disk is.
process.stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") return;
  misuse(`bunbox: the report cannot be written: ${error.message}`);
  process.exitCode = 1;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const trace = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`bunbox crashed. This is a bug; please report it with these lines:\n${trace}\n`);
  process.exitCode = 1;
}
