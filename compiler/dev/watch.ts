// Watches folders, and reports a hint for every change in them. A hint says where to look.
import { type FSWatcher, lstatSync, readdirSync, watch } from "node:fs";
import path from "node:path";
import { isFolder } from "../project.ts";

/** A change. */
export interface Hint {
  /** Absolute path. */
  readonly file: string;
  /** A folder or a link that replaced another one is `added`. */
  readonly change: "added" | "removed" | "changed";
  /** Whether it is a folder, or was one. */
  readonly folder: boolean;
}

/** A watch over a project. */
export interface Watch extends Disposable {
  /**
   * Watches these folders beside the project's own, without their subfolders, instead of those of the last call.
   *
   * @returns the folders that were not watched before: there was no hint for changes in them
   */
  include(folders: readonly string[]): ReadonlySet<string>;
  /** Absolute paths of the links in the watched folders. */
  links(): readonly string[];
}

/** Receives what a watch reports. */
export interface WatchListener {
  readonly onHint: (hint: Hint) => void;
  /** The system cannot watch more folders. From now on there is a hint for the project every second. */
  readonly onLimit: (reason: string) => void;
}

/** The time between two hints if the system cannot watch, in milliseconds. */
const INTERVAL = 1000;

/** The most folders to watch beside the project's own: systems limit how many a user can watch. */
const MOST_BESIDE = 2000;

// Folders that git and bunbox write.
const IGNORED = new Set([".git", ".bunbox"]);

interface Watched {
  readonly watcher: FSWatcher;
  /** The names in the folder, and which of them are links. */
  readonly names: Map<string, boolean>;
}

/**
 * Watches every folder of a project separately, because Node's recursive watch misses files that are created at once in a
 * new folder (Node 20, Linux).
 *
 * @param root absolute path
 */
export function watchProject(root: string, { onHint, onLimit }: WatchListener): Watch {
  const watched = new Map<string, Watched>();
  let beside: ReadonlySet<string> = new Set();
  let timer: ReturnType<typeof setInterval> | undefined;

  function add(folder: string): void {
    if (watched.has(folder) || timer !== undefined) return;
    let watcher: FSWatcher | undefined;
    try {
      watcher = watch(folder, (event, name) => notice(folder, event === "rename", name));
      watcher.on("error", () => remove(folder));
      watched.set(folder, { watcher, names: namesIn(folder) });
    } catch (error) {
      // The folder may vanish before its names are read. A watcher that is left open keeps the process alive.
      watcher?.close();
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      // It is gone since it was found, or cannot be read, so the build has not read anything in it.
      if (code === "ENOENT" || code === "ENOTDIR" || code === "EACCES") return;
      onLimit(error instanceof Error ? error.message : String(error));
      timer = setInterval(onHint, INTERVAL, { file: root, change: "added", folder: true });
    }
  }

  function addTree(folder: string): void {
    add(folder);
    for (const below of foldersIn(folder)) addTree(below);
  }

  function remove(folder: string): void {
    watched.get(folder)?.watcher.close();
    watched.delete(folder);
  }

  function notice(folder: string, renamed: boolean, name: string | null): void {
    if (name === null) return onHint({ file: folder, change: "added", folder: true });
    if (IGNORED.has(name)) return;
    const file = path.join(folder, name);
    if (renamed && name === path.basename(folder) && isLink(file) === null) return noticeSelf(folder);
    const names = watched.get(folder)?.names;
    const known = names?.has(name) ?? false;
    const link = isLink(file);
    const there = link !== null;
    if (there) names?.set(name, link);
    else names?.delete(name);
    const wasFolder = watched.has(file);
    const isNow = isFolder(file);
    const replaced = renamed && (isNow || wasFolder || link === true);
    if (replaced || !there) for (const each of watched.keys()) if (isBelow(file, each)) remove(each);
    if (replaced && isNow && link === false && isOwn(file)) addTree(file);
    if (replaced) for (const each of beside) if (isBelow(file, each)) add(each);
    const change = !there ? "removed" : replaced || !known ? "added" : "changed";
    onHint({ file, change, folder: isNow || wasFolder });
  }

  /** Handles a folder that is gone, and that another one may have replaced. */
  function noticeSelf(folder: string): void {
    remove(folder);
    const there = isFolder(folder);
    if (there) add(folder);
    onHint({ file: folder, change: there ? "added" : "removed", folder: true });
  }

  /** Whether a folder is one of the project's own. These are watched even if nothing in them is read. */
  function isOwn(folder: string): boolean {
    return isBelow(root, folder) && !path.relative(root, folder).split(path.sep).includes("node_modules");
  }

  addTree(root);
  return {
    include(folders) {
      beside = new Set(folders.filter((folder) => !isOwn(folder)).slice(0, MOST_BESIDE));
      for (const folder of watched.keys()) if (!isOwn(folder) && !beside.has(folder)) remove(folder);
      const others = [...beside].filter((folder) => !watched.has(folder));
      for (const folder of others) add(folder);
      // The rest is gone.
      return new Set(others.filter((folder) => watched.has(folder)));
    },
    links: () =>
      [...watched].flatMap(([folder, { names }]) =>
        [...names].flatMap(([name, link]) => (link ? [path.join(folder, name)] : [])),
      ),
    [Symbol.dispose]() {
      clearInterval(timer);
      for (const folder of watched.keys()) remove(folder);
    },
  };
}

function namesIn(folder: string): Map<string, boolean> {
  const entries = readdirSync(folder, { withFileTypes: true });
  return new Map(entries.map((entry) => [entry.name, entry.isSymbolicLink()]));
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !IGNORED.has(entry.name) && entry.name !== "node_modules")
      .map(({ name }) => path.join(folder, name));
  } catch {
    return []; // It is gone, or cannot be read, so nothing in it can be a source.
  }
}

/** Whether a path is a link; `null` if nothing has this name. */
function isLink(file: string): boolean | null {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    return null; // It is gone, or a file has replaced the folder above it.
  }
}

function isBelow(folder: string, file: string): boolean {
  return file === folder || file.startsWith(`${folder}${path.sep}`);
}
