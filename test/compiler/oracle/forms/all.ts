// Lists every form of export that the oracle knows, and the forms that are right by construction.
import type { Form } from "../form.ts";
import { FILES } from "./files.ts";
import { GUARDS } from "./guards.ts";
import { HANDED_ON } from "./handed-on.ts";
import { NOT_PROVIDED } from "./missing.ts";
import { NEAR_MISSES } from "./near-misses.ts";
import { NOT_FUNCTIONS } from "./not-functions.ts";
import { PACKAGES } from "./packages.ts";
import { SETTINGS } from "./settings.ts";
import { SIGNATURES } from "./signatures.ts";
import { SILENCED } from "./silenced.ts";
import { STARS } from "./stars.ts";
import { TAKEN_APART } from "./taken-apart.ts";
import { TYPES_ALONE } from "./types-alone.ts";
import { WRITTEN_HERE } from "./written-here.ts";

const ALL: readonly Form[] = [
  ...WRITTEN_HERE,
  ...TAKEN_APART,
  ...HANDED_ON,
  ...STARS,
  ...FILES,
  ...PACKAGES,
  ...TYPES_ALONE,
  ...NOT_PROVIDED,
  ...NOT_FUNCTIONS,
  ...NEAR_MISSES,
  ...SILENCED,
  ...SIGNATURES,
  ...GUARDS,
  ...SETTINGS,
];

/** Forms that bunbox must say nothing about. */
export const RIGHT_FORMS: readonly Form[] = ALL.filter(({ bunbox }) => bunbox === "right");

/** Forms that make a route questionable; a route has at most one. */
export const OTHER_FORMS: readonly Form[] = ALL.filter(({ bunbox }) => bunbox !== "right");
