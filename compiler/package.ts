// Finds the version and the files of bunbox's own package.
import { readFileSync } from "node:fs";

/** The version in package.json. */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(fileOf("package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "?";
}

/** A file of the package, by its path from the package's root. The build bundles this module into dist/compiler/cli/main.js. */
export function fileOf(relative: string): URL {
  return new URL(`../../../${relative}`, import.meta.url);
}
