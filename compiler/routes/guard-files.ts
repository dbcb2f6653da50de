// Finds the guards among the names of a folder's files, and the names that are almost a guard's.
import { readdirSync } from "node:fs";
import path from "node:path";
import { editsBetween } from "../did-you-mean.ts";
import type { NearGuard } from "../model.ts";

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
  /** Those in which it is one word of several: `admin.guard.ts`, `_guard.server.ts`, `authGuard.ts`. */
  readonly worded: readonly string[];
}

/** Sorts the names of a folder's entries; most folders have neither. */
export function guardNames(names: readonly string[]): GuardNames {
  const others = names.filter((name) => !isGuard(name) && isScript(name));
  return {
    guards: names.filter(isGuard),
    near: others.filter(isNear),
    worded: others.filter((name) => !isNear(name) && hasWord(name)),
  };
}

/** Whether a folder is named like a guard, or almost so. Its `index.ts` may be meant as one. */
export function isGuardFolder(folder: string): boolean {
  return folder === STEM || isNearStem(folder);
}

/** Whether a file is the one that an import of its folder leads to. */
export function isIndex(name: string): boolean {
  return ENDINGS.some((ending) => name === `index.${ending}`);
}

/** Whether a file is named as guards are. */
export function isGuard(name: string): boolean {
  if (!name.startsWith(`${STEM}.`)) return false;
  const ending = name.slice(STEM.length + 1);
  return ENDINGS.includes(ending) || COMMONJS_ENDINGS.includes(ending);
}

/** Whether a file may be code that runs: not a route, a declaration or a test. */
function isScript(name: string): boolean {
  const { stem, ending } = partsOf(name);
  if (name.startsWith("route.")) return false;
  if (!ENDINGS.includes(ending) && !COMMONJS_ENDINGS.includes(ending)) return false;
  return !/\.(?:d|test|spec|stories|bench)$/i.test(stem);
}

/** In another case, with another letter, or with one too many or too few: `_Guard.ts`, `guard.ts`, `_gaurd.ts`, `_guard.TS`. */
function isNear(name: string): boolean {
  return isNearStem(partsOf(name).stem);
}

function isNearStem(written: string): boolean {
  const stem = written.normalize("NFKC").toLowerCase();
  // A dash, a space or another underscore does not make another word.
  const plain = stem.replaceAll(/[^\p{L}\p{N}]/gu, "");
  if (plain.length > "middleware".length) return false;
  return FOREIGN.has(stem) || plain === "guards" || editsBetween(plain, "guard") <= 1;
}

function hasWord(name: string): boolean {
  const words = partsOf(name).stem.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u);
  return words.some((word) => ["guard", "guards"].includes(word.toLowerCase()));
}

function partsOf(name: string): { readonly stem: string; readonly ending: string } {
  const dot = Math.max(name.lastIndexOf("."), 0);
  const ending = name
    .slice(dot + 1)
    .trim()
    .toLowerCase();
  return { stem: name.slice(0, dot), ending };
}

/** The files above the routes folder, within the project, that are named as guards. They guard nothing. */
export function guardsAbove(root: string, folder: string): NearGuard[] {
  const above = path.posix
    .relative("/", path.posix.join("/", folder))
    .split("/")
    .filter((name) => name !== "");
  return above.flatMap((_, depth) => {
    const up = "../".repeat(above.length - depth);
    const own = path.join(root, ...above.slice(0, depth));
    return namesIn(own)
      .filter(isGuard)
      .map((name) => ({ file: `${up}${name}`, why: "above" as const }));
  });
}

/** The names in a folder, which the user may not be allowed to read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (Object(error).code === "EACCES") return [];
    throw error;
  }
}
