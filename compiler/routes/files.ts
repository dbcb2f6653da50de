// Finds the files of routes and guards on the disk.
import {
  type Dirent,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { absoluteIn, fileStart, relativeTo } from "../place.ts";
import { noRoutes } from "../rules/routes/no-routes.ts";
import { commonjsRoute } from "../rules/routes/commonjs-route.ts";
import { unreadableRoute } from "../rules/routes/unreadable-route.ts";
import { report } from "../rules/rule.ts";
import type { Diagnostic, NearGuard, Outcome } from "../model.ts";
import { type Clash, clashesIn, describeClash } from "./case-clashes.ts";
import { COMMONJS_ENDINGS, ENDINGS, guardNames, guardsAbove, isGuardFolder, isIndex } from "./guard-files.ts";

/** A file that was found, with its text. */
export interface RouteFile {
  /** Relative to the routes folder, with forward slashes. */
  readonly relative: string;
  /** Absolute, with links resolved. */
  readonly real: string;
  readonly text: string;
}

/** The files of a folder of routes, each list sorted by code unit. */
export interface FoundFiles {
  readonly routes: readonly RouteFile[];
  readonly guards: readonly RouteFile[];
  /** Files that may be meant as guards, relative to the routes folder. */
  readonly near: readonly NearGuard[];
  /** Scripts in folders without a route, relative to the project. Declarations, tests and guards are left out. */
  readonly unrouted: readonly string[];
}

const NOTHING: FoundFiles = { routes: [], guards: [], near: [], unrouted: [] };

const IS_ROUTE = /^route\.(?:[cm]?[jt]s|[jt]sx)$/;

/** Whether a file may be meant as a route: it is not private, a declaration or a test. */
function isScript(name: string): boolean {
  return /^[^._].*\.(?:[cm]?[jt]s|[jt]sx)$/.test(name) && !/\.(?:d|test|spec|stories|bench)\.\w+$/.test(name);
}

/**
 * Finds every route and every guard below `folder`. The names of the guards come from the folders that the search for routes
 * reads anyway. Private folders (`_lib`, `.x`, `node_modules`) are skipped, links to folders are not followed, and links to
 * files are. The disk is read synchronously: a thousand small files take a tenth of the time that they take as promises.
 *
 * @param root absolute, with links resolved
 */
export async function findFiles(root: string, folder: string): Promise<Outcome<FoundFiles>> {
  const cwd = path.join(root, folder);
  const missing = whyNoFolder(root, folder);
  if (missing !== null) return { value: NOTHING, diagnostics: [missing] };
  // Loaded here, while tsc reads the tsconfig.
  const { default: glob } = await import("fast-glob");
  let found: string[];
  const clashes: Clash[] = [];
  const guards: string[] = [];
  const near = guardsAbove(root, folder);
  const unrouted: string[] = [];
  const unnamed: string[] = [];
  const look = (at: string, names: readonly string[]): void => {
    clashes.push(...clashesIn(at, names));
    const own = path.relative(cwd, at);
    const below = (name: string): string => path.join(own, name).split(path.sep).join("/");
    if (isGuardFolder(path.basename(own)) && !isPrivate(path.dirname(own)))
      near.push(...names.filter(isIndex).map((name) => ({ file: below(name), why: "name" as const })));
    if (isPrivate(own)) return;
    const named = guardNames(names);
    guards.push(...named.guards.map(below));
    near.push(...named.near.map((name) => ({ file: below(name), why: "name" as const })));
    near.push(...named.worded.map((name) => ({ file: below(name), why: "word" as const })));
    if (names.some((name) => IS_ROUTE.test(name))) return;
    const inside = relativeTo({ root }, at);
    unrouted.push(...names.filter(isScript).map((name) => path.posix.join(inside, name)));
  };
  try {
    // The root is `cwd` and not part of the pattern, because `[id]` and `(x)` would be glob syntax there.
    found = glob.sync(`**/route.{${[...ENDINGS, ...COMMONJS_ENDINGS].join(",")}}`, {
      cwd,
      onlyFiles: false,
      followSymbolicLinks: false,
      ignore: ["**/_*/**", "**/node_modules/**"],
      fs: { readdirSync: reading(look, (at) => isPrivate(path.relative(cwd, at)) || unnamed.push(at)) },
    });
    found = found.map(fromVisible);
  } catch (error) {
    const reason = String(error).replaceAll(`${root}${path.sep}`, "");
    return {
      value: NOTHING,
      diagnostics: [report(unreadableRoute, null, `${folder} cannot be read`, { reason })],
    };
  }
  // It may have vanished while it was read, for example in a checkout.
  const gone = whyNoFolder(root, folder);
  if (gone !== null) return { value: NOTHING, diagnostics: [gone] };
  const real = realpathSync(cwd);
  const routes = read(real, folder, found.toSorted(), "route");
  const guarding = read(real, folder, guards.toSorted(), "guard");
  const files = [...routes.value, ...guarding.value].map(({ relative }) => path.posix.join(folder, relative));
  return {
    value: {
      routes: routes.value,
      guards: guarding.value,
      // Names that differ in case alone are an error already.
      near: near
        .filter(({ file }) => !isIn(clashes, path.join(cwd, file)))
        .toSorted((a, b) => (a.file < b.file ? -1 : 1)),
      unrouted: unrouted.toSorted(),
    },
    diagnostics: [
      ...routes.diagnostics,
      ...guarding.diagnostics,
      ...clashes.map((clash) => describeClash(root, clash, files)),
      ...unnamed.map((at) =>
        report(unreadableRoute, null, `${relativeTo({ root }, at)} cannot be read: its name is not UTF-8`, {
          hint: "Rename the folder.",
        }),
      ),
    ],
  };
}

/** Whether a folder is private, or lies in one: no route is there. fast-glob still reads such a folder. */
function isPrivate(folder: string): boolean {
  return folder.split(path.sep).some((name) => /^(?:_|\..)/.test(name) || name === "node_modules");
}

function isIn(clashes: readonly Clash[], file: string): boolean {
  return clashes.some(({ folder, names }) => names.some((name) => path.join(folder, name) === file));
}

// fast-glob matches names by regular expressions whose dot stops at a line's end. Such a character in a folder's name is
// therefore replaced by another one, from a private plane of Unicode, while fast-glob runs.
const LINE_ENDS = ["\n", "\r", "\u2028", "\u2029"];
const STAND_INS = ["\u{f000a}", "\u{f000d}", "\u{f2028}", "\u{f2029}"];

function toVisible(name: string): string {
  if (!/[\n\r\u2028\u2029]/.test(name)) return name;
  return LINE_ENDS.reduce((text, end, index) => text.replaceAll(end, STAND_INS[index] ?? ""), name);
}

function fromVisible(name: string): string {
  // The first halves of the stand-ins: to search for whole ones takes longer.
  if (!/[\udb80\udb88]/.test(name)) return name;
  return STAND_INS.reduce((text, standIn, index) => text.replaceAll(standIn, LINE_ENDS[index] ?? ""), name);
}

interface ReadFolder {
  (folder: string, options: { withFileTypes: true }): Dirent[];
  (folder: string): string[];
}

/**
 * `readdirSync` that replaces those characters.
 *
 * @param onLost gets a folder that has no name: Node has replaced bytes of it that are not UTF-8, so it does not find it. fast-glob
 * takes it for one that has just vanished.
 */
function reading(
  onNames: (folder: string, names: readonly string[]) => void,
  onLost: (folder: string) => void,
): ReadFolder {
  function readVisible(folder: string, options: { withFileTypes: true }): Dirent[];
  function readVisible(folder: string): string[];
  function readVisible(folder: string, options?: { withFileTypes: true }): Dirent[] | string[] {
    if (options === undefined) return readdirSync(fromVisible(folder)).map(toVisible);
    if (folder.includes("\ufffd") && !existsSync(fromVisible(folder))) onLost(fromVisible(folder));
    const entries = readdirSync(fromVisible(folder), options);
    onNames(
      fromVisible(folder),
      entries.map(({ name }) => name),
    );
    for (const entry of entries) entry.name = toVisible(entry.name);
    return entries;
  }
  return readVisible;
}

function whyNoFolder(root: string, folder: string): Diagnostic | null {
  const hint =
    "Create app/ws/route.ts, or set `routes` in bunbox.config.ts to the folder that holds your routes.";
  try {
    if (statSync(path.join(root, folder)).isDirectory()) return null;
    return report(noRoutes, null, `${folder} is a file; it must be the folder that holds your routes`, {
      hint,
    });
  } catch {
    return report(noRoutes, null, `There is no folder ${folder} in ${root}`, { hint });
  }
}

/** Reads the files; sorts out folders with a route's name, and files that cannot be read or are CommonJS. */
function read(
  real: string,
  folder: string,
  found: readonly string[],
  what: "route" | "guard",
): Outcome<readonly RouteFile[]> {
  const value: RouteFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const relative of found) {
    const file = path.posix.join(folder, relative);
    const opened = readRoute(absoluteIn(real, relative));
    // A folder with a route's name is only a folder. One with a guard's name is meant as a guard.
    if (opened === "folder" && what === "route") continue;
    const result = opened === "folder" ? { problem: "it is a folder" } : opened;
    if ("problem" in result) {
      diagnostics.push(report(unreadableRoute, fileStart(file), `${file} cannot be read: ${result.problem}`));
    } else if (/\.c[tj]s$/.test(relative)) {
      const hint = `Rename it to ${path.posix.basename(relative).replace(".c", ".")}.`;
      diagnostics.push(
        report(
          commonjsRoute,
          fileStart(file),
          `${file} is a CommonJS module; a ${what} must be an ES module`,
          { hint },
        ),
      );
    } else {
      value.push({ relative, ...result });
    }
  }
  return { value, diagnostics };
}

function readRoute(file: string): Pick<RouteFile, "real" | "text"> | { readonly problem: string } | "folder" {
  try {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined) return { problem: "it vanished while it was read" };
    const target = found.isSymbolicLink() ? statSync(file) : found;
    if (target.isDirectory()) return "folder";
    // Reading a pipe would wait for a writer.
    if (!target.isFile()) return { problem: "it is a pipe, a socket or a device" };
    return { real: found.isSymbolicLink() ? realpathSync(file) : file, text: readFileSync(file, "utf8") };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  const code: unknown = Object(error).code;
  if (code === "ENOENT") return "it links to a file that does not exist";
  if (code === "ELOOP") return "it is a circular link";
  return code === "EACCES" ? "permission denied" : `the system says ${String(code)}`;
}
