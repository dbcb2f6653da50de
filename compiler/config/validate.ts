// Checks the options that bunbox.config.ts exports. Runs in the child process that evaluates the file.
import { inspect } from "node:util";
import { didYouMean } from "../did-you-mean.ts";
import { isRecord, type OptionKind } from "./kinds.ts";
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
    const { fields } = option.kind;
    const inner = fields === undefined ? [] : problemsWithin([name], fields, value);
    return inner.some(({ code }) => code === "BBX3002")
      ? inner
      : [...inner, ...wrong([name], option.kind, value)];
  });
}

function problemsWithin(
  path: readonly string[],
  fields: Readonly<Record<string, OptionKind>>,
  value: unknown,
): readonly OptionProblem[] {
  if (Array.isArray(value))
    return value.flatMap((item, at) => problemsWithin([...path, String(at)], fields, item));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined) return [unknown([...path, key], Object.keys(fields))];
    return item === undefined ? [] : wrong([...path, key], field, item);
  });
}

function wrong(path: readonly string[], kind: OptionKind, value: unknown): readonly OptionProblem[] {
  const expected = kind.check(value);
  if (expected === null) return [];
  const message = `\`${path.join(".")}\` must be ${expected}; it is ${show(value)}`;
  const hint = adviceFor(path, kind, value);
  return [{ code: "BBX3002", path, message, ...(hint === undefined ? {} : { hint }) }];
}

/** How to write a wrong value. `null` means that there is none. */
function adviceFor(path: readonly string[], { advise }: OptionKind, value: unknown): string | undefined {
  const [name = "", ...inner] = path;
  if (value === null && inner.length === 0) return `Remove \`${name}\`, or write \`undefined\`.`;
  return advise?.(value, path.at(-1) ?? "");
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
  const text =
    typeof value === "string" ? JSON.stringify(value) : inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
