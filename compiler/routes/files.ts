// The project's disk in, the route files on it out.
import { type Dirent, readdir } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import glob from "fast-glob";
import { diagnostic, fileStart } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Outcome } from "../model.ts";

/** The endings that a route may have. */
const ENDINGS = ["ts", "tsx", "mts", "js", "jsx", "mjs"];

/**
 * Finds every route file below `folder`, sorted by code unit. Private folders (`_lib`, `.x`, `node_modules`) are passed
 * over, links to folders are not followed, a link to a file is read through.
 *
 * @returns paths relative to `folder`, with forward slashes
 */
export async function findFiles(root: string, folder: string): Promise<Outcome<readonly string[]>> {
  const cwd = path.join(root, folder);
  const missing = await whyNoFolder(cwd, folder);
  if (missing !== null) return { value: [], diagnostics: [missing] };
  let found: string[];
  try {
    // The root is `cwd` and never part of the pattern, where `[id]` and `(x)` would be glob syntax.
    found = await glob(`**/route.{${[...ENDINGS, "cts", "cjs"].join(",")}}`, {
      cwd,
      onlyFiles: false,
      followSymbolicLinks: false,
      ignore: ["**/_*/**", "**/node_modules/**"],
      fs: { readdir: readVisible },
    });
    found = found.map(fromVisible);
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replaceAll(`${root}${path.sep}`, "") : String(error);
    return { value: [], diagnostics: [diagnostic("BBX1008", null, `${folder} cannot be read`, { reason })] };
  }
  return readable(root, folder, found.toSorted(byCodeUnit));
}

// fast-glob matches names by regular expressions whose dot stops at a line's end. For a folder with such a character
// in its name, another stands in meanwhile, from a private plane of Unicode.
const LINE_ENDS = ["\n", "\r", "\u2028", "\u2029"];
const STAND_INS = ["\u{f000a}", "\u{f000d}", "\u{f2028}", "\u{f2029}"];

function toVisible(name: string): string {
  return LINE_ENDS.reduce((text, end, index) => text.replaceAll(end, STAND_INS[index] ?? ""), name);
}

function fromVisible(name: string): string {
  return STAND_INS.reduce((text, standIn, index) => text.replaceAll(standIn, LINE_ENDS[index] ?? ""), name);
}

type Failure = NodeJS.ErrnoException | null;
type EntriesDone = (error: Failure, entries: Dirent[]) => void;
type NamesDone = (error: Failure, names: string[]) => void;

function readVisible(folder: string, options: { withFileTypes: true }, done: EntriesDone): void;
function readVisible(folder: string, done: NamesDone): void;
function readVisible(
  folder: string,
  optionsOrDone: { withFileTypes: true } | NamesDone,
  done?: EntriesDone,
): void {
  if (typeof optionsOrDone === "function") {
    readdir(fromVisible(folder), (error, names) => optionsOrDone(error, (names ?? []).map(toVisible)));
    return;
  }
  readdir(fromVisible(folder), optionsOrDone, (error, entries) => {
    for (const entry of entries ?? []) entry.name = toVisible(entry.name);
    done?.(error, entries);
  });
}

async function whyNoFolder(cwd: string, folder: string): Promise<Diagnostic | null> {
  const hint =
    "Create app/ws/route.ts, or set `routes` in bunbox.config.ts to the folder that holds the routes.";
  try {
    if ((await stat(cwd)).isDirectory()) return null;
    return diagnostic("BBX1001", null, `${folder} is a file, and should be the folder of the route files`, {
      hint,
    });
  } catch {
    return diagnostic("BBX1001", null, `There is no folder ${folder}`, { hint });
  }
}

/** Sorts out folders with a route's name, and files that cannot be read or are CommonJS. */
async function readable(
  root: string,
  folder: string,
  found: readonly string[],
): Promise<Outcome<readonly string[]>> {
  const value: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const relative of found) {
    const file = path.posix.join(folder, relative);
    const problem = await whyUnreadable(path.join(root, folder, relative));
    if (problem === "folder") continue;
    if (problem !== null) {
      diagnostics.push(diagnostic("BBX1008", fileStart(file), `${file} cannot be read: ${problem}`));
    } else if (/\.c[tj]s$/.test(relative)) {
      const hint = `Rename it to ${path.posix.basename(relative).replace(".c", ".")}.`;
      diagnostics.push(
        diagnostic("BBX1007", fileStart(file), `${file} is CommonJS, and a route is an ES module`, { hint }),
      );
    } else {
      value.push(relative);
    }
  }
  return { value, diagnostics };
}

async function whyUnreadable(file: string): Promise<string | null> {
  try {
    if ((await stat(file)).isDirectory()) return "folder";
    await readFile(file);
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return "it is a link to a file that does not exist";
    if (code === "ELOOP") return "it is a link that leads in a circle";
    return code === "EACCES" ? "permission denied" : `the system says ${String(code)}`;
  }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
