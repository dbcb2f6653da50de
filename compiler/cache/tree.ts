// A project in, the names of all its files out: a new one could be a route, be included by the tsconfig, or be found
// before another by an import.
import { readdirSync, readlinkSync, statSync } from "node:fs";
import path from "node:path";
import type { Project } from "../model.ts";

/** With more files than this, listing them costs more than it saves. */
const MOST_FILES = 20_000;

/**
 * Every file of the project but what bunbox writes; a link with what it leads to, and of installed packages the names.
 *
 * @param outputs absolute paths of files that do not count
 * @returns paths relative to the project, sorted; `null` where there are too many
 */
export function listTree({ root, cache }: Project, outputs: readonly string[]): readonly string[] | null {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.name === ".git" || file === cache) continue;
      if (entry.name === "node_modules" && isFolder(file)) {
        files.push(...packagesIn(file).map((name) => `${path.relative(root, file)}/${name}`));
      } else if (entry.isDirectory()) {
        folders.push(file);
      } else if (!outputs.includes(file)) {
        const name = path.relative(root, file).split(path.sep).join("/");
        files.push(entry.isSymbolicLink() ? `${name} -> ${readlinkSync(file)}` : name);
      }
    }
    if (files.length > MOST_FILES) return null;
  }
  return files.toSorted();
}

/** The packages in a `node_modules`, scoped ones included; what tools keep there begins with a dot. */
function packagesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    if (name.startsWith(".")) return [];
    const file = path.join(folder, name);
    return name.startsWith("@") && isFolder(file)
      ? readdirSync(file).map((scoped) => `${name}/${scoped}`)
      : [name];
  });
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}
