// Checks the options that bunbox.config.ts exports. Runs in the child process that evaluates the file.
import { inspect } from "node:util";
import { didYouMean } from "../did-you-mean.ts";
import { isRecord } from "./kinds.ts";
import { type Option, OPTIONS } from "./options.ts";

/** A wrong option, before its place is known. */
export interface OptionProblem {
  readonly code: "BBX3001" | "BBX3002";
  /** The keys that lead to it: `["tls", "certs"]`. */
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

/** Checks every option by the table. An option that is `undefined` counts as absent. */
export function validate(config: Record<string, unknown>): readonly OptionProblem[] {
  return Object.entries(config).flatMap(([name, value]) => {
    const option = optionOf(name);
    if (option === undefined) return [unknown([name], Object.keys(OPTIONS))];
    if (value === undefined) return [];
    const { keys, check } = option.kind;
    const foreign = keys === undefined || !isRecord(value) ? [] : Object.keys(value);
    const unknowns = foreign
      .filter((key) => !(keys ?? []).includes(key))
      .map((key) => unknown([name, key], keys ?? []));
    const expected = check(value);
    if (expected === null) return unknowns;
    return [
      ...unknowns,
      {
        code: "BBX3002",
        path: [name],
        message: `\`${name}\` must be ${expected}; it is ${show(value)}`,
      } as const,
    ];
  });
}

function optionOf(name: string): Option | undefined {
  return Object.entries(OPTIONS).find(([known]) => known === name)?.[1];
}

function unknown(path: readonly string[], known: readonly string[]): OptionProblem {
  const near = didYouMean(path.at(-1) ?? "", known);
  const message = `\`${path.join(".")}\` is not an option`;
  const hint = near === undefined ? `The options are ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
  return { code: "BBX3001", path, message, hint };
}

function show(value: unknown): string {
  if (typeof value === "function") return "a function";
  const text = inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
