// The files that a run has read in, what would show that any of them is not what it was out.
//
// The project's own files count by their content. Installed packages are many and large, and count by inode, size and
// times of change, as git tells changed files; of each folder that they were found in, the names count too, because a
// new one could have been found before.
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Project } from "../model.ts";

/** What must be as it was. */
export interface Evidence {
  /** Path relative to the project → hash of the content. */
  readonly own: Readonly<Record<string, string>>;
  /** Absolute path of an installed file or folder → what the system says of it. */
  readonly installed: Readonly<Record<string, string>>;
}

/** Files that decide how others are read, wherever they lie. */
const MANIFEST = /(?:^|\/)(?:package|[jt]sconfig(?:\.[^/]*)?)\.json$/;

/** What is known already. */
export interface Beginning {
  /** The project's files, as they were when the run began. */
  readonly tree: readonly string[];
  /** When the run began, in milliseconds since the epoch. */
  readonly since: number;
  /** Path relative to the project → hash of the content, for some files. */
  readonly hashes: ReadonlyMap<string, string>;
}

/**
 * Gathers the evidence of a run.
 *
 * @param files absolute paths of everything that was read
 * @returns `null` where no evidence would do: a file has changed meanwhile, or comes from a place that is not watched
 */
export function gather(
  project: Project,
  files: ReadonlySet<string>,
  { tree, since, hashes }: Beginning,
): Evidence | null {
  const { root, cache, runtime } = project;
  const own = new Set(tree.filter((file) => MANIFEST.test(file)));
  const installed = new Set<string>();
  // bunbox's own files are known by its version.
  const ours = path.dirname(runtime) + path.sep;
  for (const file of files) {
    if (file.startsWith(cache + path.sep) || file.startsWith(ours)) continue;
    if (!existsSync(file)) return null; // a name that a tool printed over two lines
    const relative = path.relative(root, file).split(path.sep).join("/");
    if (relative.includes("node_modules/")) addInstalled(installed, file);
    else if (!relative.startsWith("../") && !path.isAbsolute(relative)) own.add(relative);
    else return null;
  }
  // A package that is put nearer than the one that was found is found first.
  for (let folder = root; ; folder = path.dirname(folder)) {
    installed.add(path.join(folder, "node_modules"));
    installed.add(path.join(folder, "node_modules/@types"));
    if (folder !== root) installed.add(path.join(folder, "package.json"));
    if (folder === path.dirname(folder)) break;
  }
  if ([...own].some((file) => extendsPackage(root, file))) return null;
  if ([...own].some((file) => changedSince(path.join(root, file), since))) return null;
  if ([...installed].some((file) => changedSince(file, since))) return null;
  return {
    own: Object.fromEntries(
      [...own].map((file) => [file, hashes.get(file) ?? contentOf(path.join(root, file))]),
    ),
    installed: Object.fromEntries([...installed].map((file) => [file, stateOf(file)])),
  };
}

/** Whether everything is as it was. */
export function holds({ root }: Project, { own, installed }: Evidence): boolean {
  return (
    Object.entries(own).every(([file, hash]) => contentOf(path.join(root, file)) === hash) &&
    Object.entries(installed).every(([file, state]) => stateOf(file) === state)
  );
}

/** What the project's own tsconfig inherits TypeScript has told; one further below is esbuild's to read, unheard. */
function extendsPackage(root: string, file: string): boolean {
  if (!/\/[jt]sconfig[^/]*\.json$/.test(file)) return false;
  return /"extends"\s*:\s*(?:\[|"[^.])/.test(readFileSync(path.join(root, file), "utf8"));
}

/** The file, its folders up to `node_modules`, and the manifests in them. */
function addInstalled(installed: Set<string>, file: string): void {
  installed.add(file);
  for (let folder = path.dirname(file); !installed.has(folder); folder = path.dirname(folder)) {
    installed.add(folder);
    if (path.basename(folder) === "node_modules") return;
    installed.add(path.join(folder, "package.json"));
  }
}

/** A folder is judged by its names: what a build tool keeps beside packages changes its times for nothing. */
function changedSince(file: string, since: number): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isDirectory() && found.ctimeMs >= since;
}

/** The hash of a file's content, or of a text. */
export function hashOf(content: string | Buffer): string {
  return createHash("sha1").update(content).digest("base64");
}

/** The hash of what is in a file. */
export function contentOf(file: string): string {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? hashOf(readFileSync(file)) : "none";
}

function stateOf(file: string): string {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return "none";
  if (!found.isDirectory()) return `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
  const names = readdirSync(file).filter((name) => !name.startsWith("."));
  return hashOf(names.toSorted().join("\n"));
}
