// A folder in, a new project in it out: a copy of the starter, which comes with the package.
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

/** What became of it: the files that were written, or those that were there already, and then nothing was written. */
export type Initialized = { readonly created: readonly string[] } | { readonly existing: readonly string[] };

/** What a project is made of. */
export interface Starter {
  /** Absolute path of the template. */
  readonly template: string;
  /** What the project's package.json asks for: a version, or where this very package lies. */
  readonly dependency: string;
}

// npm leaves a file of the first name out of packages; one of the second would be read where the template is tried out.
const RENAMED: Readonly<Record<string, string>> = { _gitignore: ".gitignore", _env: ".env" };

/**
 * Writes a new project. Nothing is overwritten: where one file is in the way, none is written.
 *
 * @param folder absolute path; made where it is missing
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

// What trying the template out leaves in it.
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

/** The folder's name as npm takes one. */
function nameOf(folder: string): string {
  const name = path
    .basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z\d._-]+/g, "-")
    .replaceAll(/^[._-]+|-+$/g, "");
  return name === "" ? "app" : name;
}
