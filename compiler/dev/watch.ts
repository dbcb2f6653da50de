// Watches folders, and gives a hint for every change in them. A hint says where to look.
import { type FSWatcher, lstatSync, readdirSync, statSync, watch } from "node:fs";
import path from "node:path";

/** A change. */
export interface Hint {
  /** Absolute path. */
  readonly file: string;
  /** A folder or a link that another one has replaced is `added`. */
  readonly change: "added" | "removed" | "changed";
  /** Whether it is a folder, or was one. */
  readonly folder: boolean;
}

/** A watch over a project. */
export interface Watch extends Disposable {
  /** Watches these folders beside the project's own, without what is below them, and no longer those of the last call. */
  include(folders: readonly string[]): void;
  /** Absolute paths of the links in the watched folders. */
  links(): readonly string[];
}

/** What a watch reports. */
export interface WatchListener {
  readonly onHint: (hint: Hint) => void;
  /** The system watches no more; from now on there is a hint for the project every second. */
  readonly onLimit: (reason: string) => void;
}

/** How often there is a hint, in milliseconds, if the system does not watch. */
const INTERVAL = 1000;

/** How many folders beside the project's own are watched: systems have a limit for all that a user watches. */
const MOST_BESIDE = 2000;

// What commits and bunbox write.
const IGNORED = new Set([".git", ".bunbox"]);

interface Watched {
  readonly watcher: FSWatcher;
  /** The names in the folder, and which of them are links. */
  readonly names: Map<string, boolean>;
}

/**
 * Watches every folder of a project by itself: Node's own recursive watch misses what is made at once in a new folder
 * (Node 20, Linux).
 *
 * @param root absolute path
 */
export function watchProject(root: string, { onHint, onLimit }: WatchListener): Watch {
  const watched = new Map<string, Watched>();
  let beside: ReadonlySet<string> = new Set();
  let timer: ReturnType<typeof setInterval> | undefined;

  function add(folder: string): void {
    if (watched.has(folder) || timer !== undefined) return;
    try {
      const watcher = watch(folder, (event, name) => notice(folder, event === "rename", name));
      watcher.on("error", () => remove(folder));
      watched.set(folder, { watcher, names: namesIn(folder) });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      // Gone since it was found, or not to be read: nothing in it was read.
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

  /** The folder itself is gone, and perhaps another has its place. */
  function noticeSelf(folder: string): void {
    remove(folder);
    const there = isFolder(folder);
    if (there) add(folder);
    onHint({ file: folder, change: there ? "added" : "removed", folder: true });
  }

  /** Whether a folder is one of the project's own, which are watched whether anything in them is read or not. */
  function isOwn(folder: string): boolean {
    return isBelow(root, folder) && !path.relative(root, folder).split(path.sep).includes("node_modules");
  }

  addTree(root);
  return {
    include(folders) {
      beside = new Set(folders.filter((folder) => !isOwn(folder)).slice(0, MOST_BESIDE));
      for (const folder of watched.keys()) if (!isOwn(folder) && !beside.has(folder)) remove(folder);
      for (const folder of beside) add(folder);
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
    return []; // gone, or not to be read: nothing in it can be a source
  }
}

/** `null` if there is nothing of this name. */
function isLink(file: string): boolean | null {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? null;
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isBelow(folder: string, file: string): boolean {
  return file === folder || file.startsWith(`${folder}${path.sep}`);
}
