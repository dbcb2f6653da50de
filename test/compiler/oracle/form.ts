// Declares a form of export: how it is written, what Bun must find, and what bunbox must say.
import type { Slot, SlotName } from "./slot.ts";

/**
 * What a module has under a name when it runs: a schema, a number or a flag, a function that runs when it is called, something
 * else, or nothing. "fails": the module does not load.
 */
export type Found =
  | "schema"
  | "number"
  | "true"
  | "false"
  | "function"
  | "generator"
  | "class"
  | "value"
  | "absent"
  | "fails";

/**
 * What bunbox must say about the form:
 * - "right": nothing
 * - "warned": a warning, and no error
 * - "silenced": nothing, because a comment silences the warning
 * - "wrong": an error
 * - "mistyped": an error if types are checked; without them the syntax does not show it
 * - "harmless": nothing if types are checked; the syntax alone may take it for a mistake
 * - "late": nothing that a build could know; the server refuses to start
 * - "either": an error, or nothing and the handlers that Bun finds
 */
export type Verdict = "right" | "warned" | "silenced" | "wrong" | "mistyped" | "harmless" | "late" | "either";

/** Text for the route file, and the files that it needs. */
export interface Written {
  readonly text: string;
  /** Files beside the route ("./name.ts") and in node_modules ("name/index.js"), by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Another name that the module exports as a function, and that is nearly the handler's. */
  readonly near?: string;
}

/** A way to write a handler, or to miss one. */
export interface Form {
  readonly title: string;
  readonly bun: Found;
  readonly bunbox: Verdict;
  /** The language of the route; both, if it does not say. */
  readonly language?: "ts" | "js";
  /** The handlers or settings that can be written so; all handlers, if it does not say. */
  readonly handlers?: readonly SlotName[];
  /** What the route must export too, in a right form; and what it must not. */
  readonly needs?: readonly SlotName[];
  readonly lacks?: readonly SlotName[];
  /** Whether the function answers something else than its mark. */
  readonly markless?: boolean;
  /** The other handlers of the route; any, if it does not say. "same": this handler itself, in a right form. */
  readonly company?: "alone" | "beside" | "same";
  /** `string`: the text for the route alone. */
  write(slot: Slot): Written | string;
}

/** What the rows of a table have in common. */
export type Kind = Omit<Form, "title" | "write">;

/** Forms of one kind, by their titles. */
export function forms(kind: Kind, table: Readonly<Record<string, Form["write"]>>): readonly Form[] {
  return Object.entries(table).map(([title, write]) => ({ title, ...kind, write }));
}

export const RIGHT: Kind = { bun: "function", bunbox: "right" };
export const RIGHT_TS: Kind = { ...RIGHT, language: "ts" };
export const RIGHT_JS: Kind = { ...RIGHT, language: "js" };

/** A file beside the route: its import path, and the text under that name. */
export function beside(slot: Slot, name: string, text: string): Readonly<Record<string, string>> {
  return { [at(slot, name)]: text };
}

/** The import path of a file beside the route. */
export function at(slot: Slot, name: string): string {
  return `./${slot.id}-${name}`;
}

/** Text for the route, given the import path of the one file that it reads from. */
export function from(slot: Slot, text: (path: string) => string, other: string, name = "a.ts"): Written {
  return { text: text(at(slot, name)), files: beside(slot, name, other) };
}
