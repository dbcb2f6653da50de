// Defines the kinds of values of options: their type in TypeScript, their name in the docs, and their check.
import path from "node:path";
import { type Advice, adviseFlag, adviseList, adviseNumber, adviseWithin } from "./advice.ts";

/** Returns what a wrong value should be, or `null` for a right one. */
type Check = (value: unknown) => string | null;

/** A kind of values. */
export interface OptionKind {
  /** Its type in TypeScript. */
  readonly type: string;
  /** Its name in docs/configuration.md, in Markdown. */
  readonly label: string;
  readonly check: Check;
  /** How to write a wrong value, if it is a right one in another form. */
  readonly advise?: Advice;
  /** The keys of an object value, or of each object in a list, if bunbox defines them. */
  readonly fields?: Readonly<Record<string, OptionKind>>;
  /** Turns a right value into the form that the compiler uses. */
  readonly normalize?: (value: unknown) => unknown;
  /** The type of that form, if it differs. */
  readonly settled?: string;
  /** How the docs write a value; without it, as code. */
  readonly print?: (value: unknown) => string;
}

/** A text. */
export const text: OptionKind = {
  type: "string",
  label: "string",
  check: (value) => (typeof value === "string" && value !== "" ? null : "a text that is not empty"),
};

/** A switch. */
export const flag: OptionKind = {
  type: "boolean",
  label: "boolean",
  check: (value) => (typeof value === "boolean" ? null : "true or false"),
  advise: adviseFlag,
};

/** One of some words. */
export function word(...words: readonly string[]): OptionKind {
  const quoted = words.map((each) => `"${each}"`);
  return {
    type: quoted.join(" | "),
    label: quoted.map((each) => `\`${each}\``).join(" or "),
    check: (value) => (words.some((each) => each === value) ? null : quoted.join(" or ")),
  };
}

/** A path. */
export const file: OptionKind = {
  type: "string",
  label: "path",
  check: (value) =>
    text.check(value) ?? (String(value).includes("\0") ? "a path without a NUL character" : null),
};

/** A path relative to the project. */
export const within: OptionKind = {
  ...file,
  check: (value) =>
    file.check(value) ??
    (/^(?:[\\/]|[A-Za-z]:)/.test(String(value)) ? "a path relative to the project" : null),
  advise: adviseWithin,
  normalize: (value) => path.posix.normalize(String(value).split(path.sep).join("/")).replace(/\/$/, ""),
};

/** The path of a module that the build writes for clients. */
export const clientModule: OptionKind = {
  ...within,
  check: (value) =>
    within.check(value) ??
    (/^(?!.*(?:^|\/)(?:\.bunbox|node_modules)\/)(?:[^\\]*\/)?(?!route\.m?ts$)[^\\/]+(?<!\.d)\.m?ts$/.test(
      String(value),
    )
      ? null
      : "the path of a TypeScript module that is not a route, such as `web/ws.gen.ts`"),
};

/** A whole number within bounds, both included. */
export function integer(least: number, most: number, unit?: string): OptionKind {
  const expected = `a whole number${unit === undefined ? "" : ` of ${unit}`} from ${least} to ${most}`;
  return {
    type: "number",
    label: `${least}–${most}${unit === undefined ? "" : ` ${unit}`}`,
    check: (value) =>
      Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? null : expected,
    advise: adviseNumber(most, unit),
  };
}

const MOST = 2 ** 32 - 1;

/** The bytes of a mebibyte. */
export const MIB = 1024 * 1024;

/** A number of items. */
export const count: OptionKind = { ...integer(1, MOST), label: "number" };

/** A size in bytes. */
export const bytes: OptionKind = {
  ...integer(1, MOST, "bytes"),
  label: "bytes",
  print: (value) => `${Number(value) / MIB} MiB`,
};

/** A number of seconds, not necessarily whole. */
export const seconds: OptionKind = {
  type: "number",
  label: "seconds",
  check: (value) =>
    typeof value === "number" && value >= 0 && value <= 3600 ? null : "a number of seconds from 0 to 3600",
  advise: adviseNumber(3600, "seconds"),
};

/** Names of packages, or whole scopes. */
export const packageList: OptionKind = {
  type: "readonly string[]",
  label: "string[]",
  check: (value) => {
    const expected = "a list of package names, such as `pino` or `@scope/*`";
    if (!Array.isArray(value)) return expected;
    return value.every((name) => typeof name === "string" && isPackageName(name)) ? null : expected;
  },
  advise: adviseList((name) => (isPackageName(name) ? name : undefined), "pino"),
};

/** `name`, `@scope/name` or `@scope/*`. */
function isPackageName(name: string): boolean {
  return /^(?:@[\w.~-]+\/(?:\*$)?)?(?:[\w~-][\w.~-]*)?$/.test(name) && !/^$|\/$/.test(name);
}

const SIZES = new Set([
  "disable",
  "shared",
  "dedicated",
  "3KB",
  "4KB",
  "8KB",
  "16KB",
  "32KB",
  "64KB",
  "128KB",
  "256KB",
]);

/** A value of Bun's `perMessageDeflate`. */
export const deflate: OptionKind = {
  type: 'NonNullable<Bun.WebSocketHandler<unknown>["perMessageDeflate"]>',
  label: "boolean or object",
  check: (value) => {
    const expected = "true, false, or `{ compress, decompress }` as Bun's `perMessageDeflate` takes it";
    if (typeof value === "boolean") return null;
    if (!isRecord(value)) return expected;
    const fine = Object.entries(value).every(
      ([key, setting]) =>
        (key === "compress" || key === "decompress") &&
        (typeof setting === "boolean" || (typeof setting === "string" && SIZES.has(setting))),
    );
    return fine ? null : expected;
  },
  advise: adviseFlag,
};

/** Whether a value is an object with named properties. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
