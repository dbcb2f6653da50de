// Finds the guards among the names of a folder's files, and the names that are almost a guard's.
import { editsBetween } from "../did-you-mean.ts";

/** The endings that a route or a guard may have. */
export const ENDINGS = ["ts", "tsx", "mts", "js", "jsx", "mjs"];

/** Those that are an error, because the module would be CommonJS. */
export const COMMONJS_ENDINGS = ["cts", "cjs"];

/** The name of a guard's file, without its ending. */
const STEM = "_guard";

/** What other frameworks call such a file. */
const FOREIGN = new Set(["middleware", "_middleware"]);

/** The names of one folder that matter. */
export interface GuardNames {
  readonly guards: readonly string[];
  /** Those that look like a guard's and are not. */
  readonly near: readonly string[];
}

/** Sorts the names of a folder's entries; most folders have neither. */
export function guardNames(names: readonly string[]): GuardNames {
  return { guards: names.filter(isGuard), near: names.filter(isNear) };
}

/** Whether a folder is named like a guard. Its `index.ts` may be meant as one. */
export function isGuardFolder(folder: string): boolean {
  return folder === STEM;
}

/** Whether a file is the one that an import of its folder leads to. */
export function isIndex(name: string): boolean {
  return ENDINGS.some((ending) => name === `index.${ending}`);
}

function isGuard(name: string): boolean {
  if (!name.startsWith(`${STEM}.`)) return false;
  const ending = name.slice(STEM.length + 1);
  return ENDINGS.includes(ending) || COMMONJS_ENDINGS.includes(ending);
}

/** In another case, with another letter, or with one too many or too few: `_Guard.ts`, `guard.ts`, `_gaurd.ts`, `_guard.TS`. */
function isNear(name: string): boolean {
  if (name.startsWith("route.") || isGuard(name)) return false;
  const dot = name.lastIndexOf(".");
  const ending = name
    .slice(dot + 1)
    .trim()
    .toLowerCase();
  if (dot < 1 || !(ENDINGS.includes(ending) || COMMONJS_ENDINGS.includes(ending))) return false;
  const stem = name.slice(0, dot).normalize("NFKC").toLowerCase();
  if (stem.endsWith(".d")) return false;
  // A dash, a space or another underscore does not make another word.
  const plain = stem.replaceAll(/[^\p{L}\p{N}]/gu, "");
  if (plain.length > "middleware".length) return false;
  return FOREIGN.has(stem) || plain === "guards" || editsBetween(plain, "guard") <= 1;
}
