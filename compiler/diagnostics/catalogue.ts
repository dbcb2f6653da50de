// Every code that bunbox itself gives: its severity, its name, and what it means. Messages, docs/errors.md and the
// fixtures hang on these entries.
import { BUILD } from "./catalogue/build.ts";
import { CONFIG } from "./catalogue/config.ts";
import { EXPORTS } from "./catalogue/exports.ts";
import { ROUTES } from "./catalogue/routes.ts";
import type { Entry } from "./entry.ts";

export const CATALOGUE = { ...ROUTES, ...EXPORTS, ...CONFIG, ...BUILD } as const satisfies Record<
  string,
  Entry
>;

/** The label of a code; TypeScript's own have none. */
export function labelOf(code: string): string | undefined {
  const entries: readonly (readonly [string, Entry])[] = Object.entries(CATALOGUE);
  return entries.find(([known]) => known === code)?.[1].label;
}

/** A code of bunbox's own. */
export type Code = keyof typeof CATALOGUE;
