// Finds the project that was meant, if the command runs in a folder without routes: above it, or in folders below.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { CONFIG_NAMES } from "./config/load-config.ts";
import type { Diagnostic, Project } from "./model.ts";
import { isFolder } from "./project.ts";
import { noRoutes } from "./rules/routes/no-routes.ts";

/** The most folders above that are looked at outside a repository and the home folder. */
const HIGHEST = 3;

/** The most folders that are looked at below. */
const MOST = 1000;

/** Says in the hint of BBX1001 which other folder has routes. */
export function withOtherProjects(
  { root }: Project,
  routes: string,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (!diagnostics.some(isLost)) return diagnostics;
  const hint = hintFor(root, routes);
  return hint === undefined
    ? diagnostics
    : diagnostics.map((each) => (isLost(each) ? { ...each, hint } : each));
}

/** Whether a diagnostic says that there is no route, and no file that is meant as one. */
export function isLost({ code, place }: Diagnostic): boolean {
  return code === noRoutes.code && place === null;
}

function hintFor(root: string, routes: string): string | undefined {
  const isProject = (folder: string): boolean => isFolder(path.join(folder, routes)) || hasConfig(folder);
  const above = foldersAbove(root).find(isProject);
  if (above !== undefined) return `The project is ${levelsUp(root, above)}. Run ${commandIn(above)}.`;
  const below = foldersBelow(root).filter(isProject);
  const [first] = below;
  if (first === undefined) return undefined;
  if (below.length > 1)
    return `There are projects in ${below.map(shown).join(", ")}. Run ${commandIn(first)}, for example.`;
  // A folder of sources is a part of this project.
  if (hasConfig(first) || existsSync(path.join(first, "package.json")))
    return `The project is in the folder ${shown(first)}. Run ${commandIn(first)}.`;
  const inside = `${path.relative(root, first).split(path.sep).join("/")}/${routes}`;
  return `The routes are in ${inside}: set \`routes: ${JSON.stringify(inside)}\` in bunbox.config.ts.`;
}

const UP = ["", "one folder up", "two folders up", "three folders up"];

/** How far a folder is above another. */
function levelsUp(root: string, above: string): string {
  const levels = path.relative(above, root).split(path.sep).length;
  return UP[levels] ?? `${levels} folders up`;
}

function commandIn(folder: string): string {
  const at = shown(folder);
  return at === "." ? "`bunbox build`" : `\`bunbox build --cwd ${at}\``;
}

/** A folder as the command line takes it. */
function shown(folder: string): string {
  return path.relative(process.cwd(), folder).split(path.sep).join("/") || ".";
}

function hasConfig(folder: string): boolean {
  return CONFIG_NAMES.some((name) => existsSync(path.join(folder, name)));
}

/** The folders above, from the nearest one on, as far as the repository or the home folder reaches. */
function foldersAbove(root: string): readonly string[] {
  const all: string[] = [];
  for (let folder = path.dirname(root); folder !== path.dirname(folder); folder = path.dirname(folder))
    all.push(folder);
  if (isTop(root)) return [];
  const top = all.findIndex(isTop);
  return all.slice(0, top < 0 ? HIGHEST : top + 1);
}

/** Whether a folder is that of a repository, or the home folder. */
function isTop(folder: string): boolean {
  return existsSync(path.join(folder, ".git")) || folder === homedir();
}

/** The folders below, up to two levels. */
function foldersBelow(root: string): readonly string[] {
  const near = namesIn(root);
  return [...near, ...near.slice(0, MOST / 20).flatMap(namesIn)].slice(0, MOST);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((each) => each.isDirectory() && !/^\.|^(?:node_modules|dist|build)$/.test(each.name))
      .map(({ name }) => path.join(folder, name))
      .toSorted();
  } catch {
    return []; // It cannot be read, so bunbox could not build it either.
  }
}
