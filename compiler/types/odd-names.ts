// Gives TypeScript paths to files below folders with a backslash in their names, because it treats a backslash as a separator.
//
// A folder of links replaces them: `links/home/me/app/ws/a…b` for `/home/me/app/ws/a\b`. The option `rootDirs` merges it with
// the file system, so that imports from there resolve as from the original folders.
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";

/** Replaces a backslash; a character of a private plane of Unicode. */
const STAND_IN = "\u{f005c}";

const LINKS = "links";

/** Whether TypeScript cannot name a file. */
export function isOdd(file: string): boolean {
  return path.sep === "/" && file.includes("\\");
}

/** The path by which TypeScript finds a file; the file's own, if that works. */
export function findable(folder: string, file: string): string {
  return isOdd(file) ? path.join(folder, LINKS, file.replaceAll("\\", STAND_IN)) : file;
}

/** The file that TypeScript means, relative to the project. */
export function meantFile(root: string, folder: string, file: string): string {
  const links = path.join(folder, LINKS);
  const absolute = path.resolve(root, file);
  if (!absolute.startsWith(links + path.sep)) return file;
  return path.relative(root, absolute.slice(links.length).replaceAll(STAND_IN, "\\"));
}

/** The folders that TypeScript treats as one. */
export function overlaidFolders(folder: string): readonly string[] {
  return [path.parse(folder).root, path.join(folder, LINKS)];
}

/** Makes the links by which TypeScript finds these files and those beside them. */
export function linkOdd(folder: string, files: readonly string[]): void {
  const folders = new Set(files.filter(isOdd).flatMap(oddFoldersOf));
  for (const odd of folders) mkdirSync(findable(folder, odd), { recursive: true });
  for (const odd of folders) {
    for (const name of readdirSync(odd)) {
      const target = path.join(odd, name);
      if (!folders.has(target)) symlinkSync(target, findable(folder, target));
    }
  }
}

/** The folders of a file, from the first one with a backslash in its path. */
function oddFoldersOf(file: string): readonly string[] {
  const above = path.dirname(file);
  return isOdd(above) ? [...oddFoldersOf(above), above] : [];
}
