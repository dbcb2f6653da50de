// Opens the project in a folder: finds its files, its cache and bunbox's own runtime.
import { readdirSync, statSync } from "node:fs";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runName } from "./cache-folder.ts";
import type { Project } from "./model.ts";

// In the built package this is part of dist/compiler/chunk-….js, and the runtime is beside the compiler.
const RUNTIME = fileURLToPath(new URL("../runtime", import.meta.url));

/**
 * Opens the project in a folder.
 *
 * @throws Error if the folder does not exist
 */
export async function openProject(folder: string): Promise<Project> {
  const root = await realpath(folder);
  return { root, cache: path.join(root, ".bunbox"), run: runName(), runtime: RUNTIME };
}

/** Whether a path leads to a folder. A path below a file, and a circular link, lead to nothing. */
export function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false; // Nothing is there, or it cannot be reached.
  }
}

/** Whether a file exists, by its path relative to the project; each folder is read once. */
export function lookUp({ root }: Project): (file: string) => boolean {
  const folders = new Map<string, ReadonlySet<string>>();
  return (file) => {
    const folder = path.posix.dirname(file);
    const names = folders.get(folder) ?? new Set(namesIn(path.join(root, folder)));
    folders.set(folder, names);
    return names.has(path.posix.basename(file));
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // Most often there is no folder of that name.
  }
}
