// Parses the arguments of a command, or says in one line what is wrong with them.
import { parseArgs } from "node:util";
import { didYouMean } from "../did-you-mean.ts";

/** A flag of a command. */
export interface Flag {
  readonly type: "string" | "boolean";
  /** The name of its value in the help: `DIR`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** The least and the most of a whole number. */
  readonly range?: readonly [number, number];
  readonly description: string;
}

/** The flags of a command, by name. */
export type Flags = Readonly<Record<string, Flag>>;

/** The value that was given for each flag. */
export type Given = Readonly<Record<string, string | true>>;

/** A command's arguments: its flags, and the one that is not a flag. */
export interface Arguments {
  readonly given: Given;
  readonly operand?: string;
}

/**
 * Parses a command's arguments; returns a text if there is a mistake in them.
 *
 * @param operand the name of the argument that is not a flag, if the command takes one
 */
export function parseArguments(args: readonly string[], flags: Flags, operand?: string): Arguments | string {
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...flags },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Record<string, string | true> = {};
  let value: string | undefined;
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (operand === undefined || value !== undefined) return `unexpected argument "${token.value}"`;
      if (token.value === "") return `${operand} is empty`;
      value = token.value;
      continue;
    }
    if (token.kind === "option-terminator") continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (flag === undefined) return unknownFlag(token.rawName, flags);
    if (flag.type === "boolean") {
      if (token.value !== undefined) return `--${token.name} takes no value`;
      given[token.name] = true;
      continue;
    }
    const text = token.value;
    if (text === undefined || text === "") {
      return `--${token.name} needs a value: ${usageOf(token.name, flag)}`;
    }
    if (flag.choices !== undefined && !flag.choices.includes(text)) {
      const near = didYouMean(text, flag.choices);
      const hint = near === undefined ? `one of ${flag.choices.join(", ")}` : `did you mean ${near}?`;
      return `--${token.name} cannot be "${text}": ${hint}`;
    }
    const { range: [least, most] = [] } = flag;
    if (least !== undefined && most !== undefined && !isWithin(text, least, most))
      return `--${token.name} must be a whole number from ${least} to ${most}; it is "${text}"`;
    given[token.name] = text;
  }
  if (operand !== undefined && value === undefined) return `${operand} is missing`;
  return { given, ...(value === undefined ? {} : { operand: value }) };
}

function isWithin(text: string, least: number, most: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function unknownFlag(rawName: string, flags: Flags): string {
  const near = didYouMean(rawName.replace(/^-+/, ""), Object.keys(flags));
  return near === undefined
    ? `there is no flag ${rawName}`
    : `there is no flag ${rawName}; did you mean --${near}?`;
}

/** A flag with its value, as the help and a message show it: `--outfile FILE`. */
export function usageOf(name: string, flag: Flag): string {
  const value = flag.choices?.join("|") ?? flag.value;
  return `--${name}${value === undefined ? "" : ` ${value}`}`;
}
