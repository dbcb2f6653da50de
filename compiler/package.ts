// Finds the version and the files of bunbox's own package.
import { existsSync, readFileSync } from "node:fs";

/** The version in package.json. */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(fileOf("package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "?";
}

/** A file of the package, by its path from the package's root. */
export function fileOf(relative: string): URL {
  return new URL(relative, rootAbove(new URL(".", import.meta.url)));
}

/** The folder with the package.json. The build moves this code to another folder. */
function rootAbove(folder: URL): URL {
  const above = new URL("..", folder);
  return above.href === folder.href || existsSync(new URL("package.json", folder))
    ? folder
    : rootAbove(above);
}
