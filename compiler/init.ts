// Creates a project in a folder: a copy of the starter, which is part of the package.
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

/** The files that were written, or the files that existed already, in which case nothing was written. */
export type Initialized = { readonly created: readonly string[] } | { readonly existing: readonly string[] };

/** What a new project is made from. */
export interface Starter {
  /** Absolute path of the template. */
  readonly template: string;
  /** The dependency in the project's package.json: a version, or the path of this package. */
  readonly dependency: string;
}

// npm leaves a file of the first name out of packages; one of the second would be read when the template is tried out.
const RENAMED: Readonly<Record<string, string>> = { _gitignore: ".gitignore", _env: ".env" };

/**
 * Writes a new project. It overwrites nothing: if one file exists already, it writes none.
 *
 * @param folder absolute path; created if it does not exist
 */
export function initialize(folder: string, { template, dependency }: Starter): Initialized {
  const files = filesOf(template).map((file) => ({ file, target: RENAMED[file] ?? file }));
  const existing = files
    .map(({ target }) => target)
    .filter((target) => existsSync(path.join(folder, target)));
  if (existing.length > 0) return { existing };
  for (const { file, target } of files) {
    const written = path.join(folder, target);
    mkdirSync(path.dirname(written), { recursive: true });
    copyFileSync(path.join(template, file), written);
  }
  const manifest = path.join(folder, "package.json");
  writeFileSync(manifest, named(readFileSync(manifest, "utf8"), nameOf(folder), dependency));
  const environment = path.join(folder, ".env");
  const secret = randomBytes(32).toString("hex");
  writeFileSync(environment, readFileSync(environment, "utf8").replace("…", secret));
  chmodSync(environment, 0o600);
  return { created: files.map(({ target }) => target) };
}

// Folders that are left in the template when it is tried out.
const LEFTOVERS = new Set(["node_modules", "dist", ".bunbox", "package-lock.json"]);

function filesOf(template: string, below = ""): readonly string[] {
  return readdirSync(path.join(template, below), { withFileTypes: true }).flatMap((entry) => {
    if (LEFTOVERS.has(entry.name)) return [];
    const file = path.posix.join(below, entry.name);
    return entry.isDirectory() ? filesOf(template, file) : [file];
  });
}

function named(manifest: string, name: string, dependency: string): string {
  return manifest
    .replace(/"name": "[^"]*"/, () => `"name": ${JSON.stringify(name)}`)
    .replace(/("@ademattos\/bunbox": )"[^"]*"/, (_, key: string) => `${key}${JSON.stringify(dependency)}`);
}

/** The folder's name as a name that npm accepts. */
function nameOf(folder: string): string {
  const name = path
    .basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z\d._-]+/g, "-")
    .replaceAll(/^[._-]+|-+$/g, "");
  return name === "" ? "app" : name;
}
