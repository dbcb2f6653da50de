// Folders in, a hint for every change below them out. A hint says where to look, and not what has happened.
import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import path from "node:path";

/** A watch over a project. */
export interface Watch extends Disposable {
  /** Watches some folders beside the project's own, without what is below them. */
  include(folders: Iterable<string>): void;
}

/** What a watch tells. */
export interface WatchListener {
  /**
   * @param file absolute path of what is new, other or gone
   * @param folder whether it is a folder, or was one
   */
  readonly onHint: (file: string, folder: boolean) => void;
  /** The system watches no more; from now on the project is looked at every second. */
  readonly onLimit: (reason: string) => void;
}

/** How often is looked, in milliseconds, where the system does not tell. */
const INTERVAL = 1000;

// What installs, commits and builds write.
const IGNORED = new Set(["node_modules", ".git", ".bunbox"]);

/**
 * Watches every folder of a project by itself: Node's own recursive watch misses what is made at once in a new folder
 * (Node 20, Linux).
 *
 * @param root absolute path
 */
export function watchProject(root: string, { onHint, onLimit }: WatchListener): Watch {
  const watchers = new Map<string, FSWatcher>();
  let timer: ReturnType<typeof setInterval> | undefined;

  function add(folder: string): void {
    if (watchers.has(folder) || timer !== undefined) return;
    try {
      const watcher = watch(folder, (_event, name) => notice(folder, name));
      watcher.on("error", () => remove(folder));
      watchers.set(folder, watcher);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "ENOENT" || code === "ENOTDIR") return; // gone since it was found
      onLimit(error instanceof Error ? error.message : String(error));
      timer = setInterval(onHint, INTERVAL, root, true);
    }
  }

  function addTree(folder: string): void {
    add(folder);
    for (const below of foldersIn(folder)) addTree(below);
  }

  function remove(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function notice(folder: string, name: string | null): void {
    if (name === null) return onHint(folder, true);
    if (IGNORED.has(name)) return;
    const file = path.join(folder, name);
    const known = watchers.has(file);
    const there = isFolder(file);
    if (there && isBelow(root, folder)) addTree(file);
    if (!there && known) for (const each of watchers.keys()) if (isBelow(file, each)) remove(each);
    onHint(file, there || known);
  }

  addTree(root);
  return {
    include(folders) {
      for (const folder of folders) if (!isBelow(root, folder)) add(folder);
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      for (const folder of watchers.keys()) remove(folder);
    },
  };
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !IGNORED.has(entry.name))
      .map(({ name }) => path.join(folder, name));
  } catch {
    return []; // gone, or not to be read: nothing in it can be a source
  }
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isBelow(folder: string, file: string): boolean {
  return file === folder || file.startsWith(`${folder}${path.sep}`);
}
