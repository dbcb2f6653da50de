// Finds the Bun that serves a project.
import { existsSync } from "node:fs";
import path from "node:path";

/** The executable: the one of this process, the project's own, or the first on the path; `null` if there is none. */
export function findBun(root: string): string | null {
  if (process.versions["bun"] !== undefined) return process.execPath;
  const name = process.platform === "win32" ? "bun.exe" : "bun";
  const folders = [...ownFolders(root), ...(process.env["PATH"] ?? "").split(path.delimiter)];
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** The folders in which package managers put executables, from the project upwards. */
function ownFolders(root: string): readonly string[] {
  const folder = path.join(root, "node_modules/.bin");
  const above = path.dirname(root);
  return above === root ? [folder] : [folder, ...ownFolders(above)];
}
