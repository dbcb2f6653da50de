// Finds what a build depends on, from the files that its tools have read: links, packages, manifests, tsconfigs.
import { existsSync, readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Project } from "../model.ts";
import { tsconfigsOf } from "../syntax/tsconfigs.ts";

/** What a build depends on. Every path is absolute. */
export interface Reads {
  /** Files and links. */
  readonly files: ReadonlySet<string>;
  /** The folders above them. */
  readonly above: ReadonlySet<string>;
  /** The `node_modules` in which packages were looked for. */
  readonly modules: ReadonlySet<string>;
  /** The names of the packages that were read, or that imports ask for. */
  readonly packages: ReadonlySet<string>;
  /** The folders of packages that lack what was imported: one is still copied, or its own build has not made it yet. */
  readonly lacking: readonly string[];
  /** The folders to watch beside the project's own, the most likely ones to change first. */
  readonly folders: readonly string[];
}

const LOCK_FILES = ["package-lock.json", "bun.lock", "bun.lockb", "pnpm-lock.yaml", "yarn.lock"];

/**
 * Adds everything that led to the files that were read.
 *
 * @param read with links resolved
 * @param links the links in the project
 * @param missing the packages that are not there and that the program can do without, and whether an import of one was not found
 */
export function readsOf(
  project: Project,
  read: Iterable<string>,
  links: readonly string[],
  {
    absent,
    isMissing,
  }: { readonly absent: readonly string[]; readonly isMissing: (name: string) => boolean },
): Reads {
  // bunbox's own files do not change while it runs.
  const own = [path.dirname(project.runtime), project.cache].map((folder) => folder + path.sep);
  const real = [...read].filter((file) => !own.some((folder) => file.startsWith(folder)));
  const root = foldersOf([path.join(project.root, "package.json")]);
  const sources = foldersOf(real.filter((file) => !isInstalled(file)));
  const configs = [...tsconfigsOf(new Set([...root, ...sources]))];
  const above = foldersOf([...real, ...configs, path.join(project.root, "package.json")]);
  const all = new Set(real);
  const isRead = (target: string | null): boolean =>
    target !== null && (all.has(target) || above.has(target));

  const modules = new Set([...above].flatMap(modulesOf));
  const packages = [...modules].flatMap(linksIn);
  const linked = packages.filter((link) => isRead(targetOf(link)));
  const places = [...modules].flatMap((folder) => absent.map((name) => path.join(folder, name)));
  const lacking = [
    ...packages.filter((link) => packageOf(link).some(isMissing)),
    ...places.filter((place) => existsSync(place)),
  ].flatMap((each) => targetOf(each) ?? []);
  const files = new Set([
    ...real,
    ...configs,
    ...[...above].flatMap((folder) => existingIn(folder, ["package.json"])),
    ...[...root].flatMap((folder) => existingIn(folder, LOCK_FILES)),
    ...links.filter((link) => isRead(targetOf(link))),
  ]);
  const beside = [...files].filter((file) => isInstalled(file) || !file.startsWith(project.root + path.sep));
  return {
    files,
    above,
    modules,
    packages: new Set([...[...real, ...linked].flatMap(packageOf), ...absent]),
    lacking,
    folders: [
      ...new Set([
        ...modules,
        ...lacking.flatMap(foldersIn),
        ...[...linked, ...places].map((each) => path.dirname(each)),
        ...beside.flatMap(placesOf),
      ]),
    ],
  };
}

/** Merges the results of two reads: a link may have been missing during one of them, while its target changed. */
export function mergeReads(one: Reads, other: Reads): Reads {
  return {
    files: new Set([...one.files, ...other.files]),
    above: new Set([...one.above, ...other.above]),
    modules: new Set([...one.modules, ...other.modules]),
    packages: new Set([...one.packages, ...other.packages]),
    lacking: other.lacking,
    folders: [...new Set([...other.folders, ...one.folders])],
  };
}

/** The folders of some files, and all folders above. */
function foldersOf(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = path.dirname(file); !folders.has(folder); folder = path.dirname(folder))
      folders.add(folder);
  }
  return folders;
}

/** Whether a file belongs to an installed package. */
export function isInstalled(file: string): boolean {
  return file.includes(`${path.sep}node_modules${path.sep}`);
}

function modulesOf(folder: string): readonly string[] {
  if (path.basename(folder) === "node_modules") return [folder];
  return existingIn(folder, ["node_modules"]);
}

function existingIn(folder: string, names: readonly string[]): readonly string[] {
  return names.map((name) => path.join(folder, name)).filter((file) => existsSync(file));
}

/** The links in a `node_modules`, in those of its scopes too. */
function linksIn(modules: string): readonly string[] {
  return entriesOf(modules).flatMap((entry) => {
    const file = path.join(modules, entry.name);
    if (entry.isSymbolicLink()) return [file];
    if (!entry.name.startsWith("@")) return [];
    return entriesOf(file).flatMap((scoped) =>
      scoped.isSymbolicLink() ? [path.join(file, scoped.name)] : [],
    );
  });
}

/** A folder of a package, and those in it. */
function foldersIn(folder: string): readonly string[] {
  const below = entriesOf(folder).filter(({ name }) => name !== "node_modules" && !name.startsWith("."));
  return [
    folder,
    ...below.flatMap((entry) => (entry.isDirectory() ? foldersIn(path.join(folder, entry.name)) : [])),
  ];
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    return []; // It is gone, or cannot be read, so nothing was found in it.
  }
}

function readEntries(folder: string): readonly import("node:fs").Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}

function targetOf(link: string): string | null {
  try {
    return realpathSync(link);
  } catch {
    return null; // Its target does not exist.
  }
}

/** The name of the package that a file below a `node_modules` belongs to. */
function packageOf(file: string): readonly string[] {
  const inside = file.split(`${path.sep}node_modules${path.sep}`).at(-1) ?? "";
  const [first = "", second = ""] = inside.split(path.sep);
  return isInstalled(file) ? [first.startsWith("@") ? `${first}/${second}` : first] : [];
}

/** A file's folder, and those above it that a package manager or a build of the package may replace. */
function placesOf(file: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    folders.push(folder);
    if (path.basename(folder) === "node_modules") return folders;
    if (existsSync(path.join(folder, "package.json")) && !isInstalled(folder))
      return [...folders, path.dirname(folder)];
  }
  return folders.slice(0, 1);
}
