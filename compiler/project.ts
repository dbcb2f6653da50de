// A folder in, the project out: where its files, its cache and bunbox's own runtime are.
import { realpath } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Project } from "./model.ts";

// Built, this is part of dist/compiler/chunk-….js; the runtime lies beside the compiler.
const RUNTIME = fileURLToPath(new URL("../runtime", import.meta.url));

/**
 * Opens the project in a folder.
 *
 * @throws Error where there is no such folder
 */
export async function openProject(folder: string): Promise<Project> {
  const root = await realpath(folder);
  return { root, cache: path.join(root, ".bunbox"), runtime: RUNTIME };
}

/** A file's path relative to the project, with forward slashes. */
export function relativeTo({ root }: Project, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}
