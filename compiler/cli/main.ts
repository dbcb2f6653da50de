#!/usr/bin/env node
// argv in, exit code out: 0 without errors, 1 with errors in the project, 2 for wrong usage.
import { statSync } from "node:fs";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { describeFlags, parseArguments } from "./arguments.ts";
import { build } from "./build.ts";
import { check } from "./check.ts";
import type { Command, Terminal } from "./command.ts";
import { dev } from "./dev.ts";
import { endWithRunner } from "./end-with-runner.ts";
import { explain } from "./explain.ts";
import { init } from "./init.ts";
import { version } from "./package.ts";
import { routes } from "./routes.ts";

const COMMANDS: Readonly<Record<string, Command>> = { init, dev, build, check, routes, explain };

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") return print(help());
  if (name === "--version" || name === "-v") return print(`${version()}\n`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return misuse(unknownCommand(name));
  if (rest.includes("--help") || rest.includes("-h")) return print(commandHelp(name, command));
  const parsed = parseArguments(rest, command.flags, command.operand);
  if (typeof parsed === "string") return misuse(`bunbox ${name}: ${parsed}`);
  const { cwd } = parsed.given;
  if (typeof cwd === "string" && !isFolder(cwd)) return misuse(`bunbox ${name}: --cwd ${cwd} is no folder`);
  endWithRunner();
  return command.run(parsed.given, terminal(), parsed.operand);
}

function unknownCommand(name: string): string {
  if (name.startsWith("-")) return `bunbox: there is no flag ${name} without a command; see bunbox --help`;
  const near = didYouMean(name, Object.keys(COMMANDS));
  return `bunbox: there is no command ${name}; ${near === undefined ? "see bunbox --help" : `did you mean ${near}?`}`;
}

function help(): string {
  const names = Object.keys(COMMANDS);
  const width = Math.max(...names.map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "bunbox compiles WebSocket route files into one type-checked Bun server.",
    "",
    "Usage: bunbox COMMAND [FLAGS]",
    "",
    ...lines,
    "",
    "bunbox COMMAND --help shows its flags, bunbox --version the version.",
    "",
  ].join("\n");
}

function commandHelp(name: string, { summary, flags }: Command): string {
  const described = Object.keys(flags).length === 0 ? "" : `\n${describeFlags(flags)}\n`;
  return `bunbox ${name}: ${summary}\n${described}`;
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
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

// A reader that has gone, as in `bunbox routes | head -1`, is no failure; a full disk is.
process.stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") return;
  misuse(`bunbox: the report cannot be written: ${error.message}`);
  process.exitCode = 1;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const trace = error instanceof Error ? error.stack : String(error);
  process.stderr.write(
    `bunbox has failed, and that is a bug in bunbox. Please report it with these lines:\n${trace}\n`,
  );
  process.exitCode = 1;
}
