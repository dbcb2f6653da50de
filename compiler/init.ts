// Creates a project in a folder: a copy of a template, which is part of the package.
import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

/** The files that were written, or the files that existed already, in which case nothing was written. */
export type Initialized = { readonly created: readonly string[] } | { readonly existing: readonly string[] };

/** The templates of `bunbox init`, each with its folder in the package. */
export const TEMPLATES = {
  chat: "fixtures/apps/starter",
  minimal: "fixtures/apps/minimal",
  react: "fixtures/apps/react",
} as const;

/** What a new project is made from. */
export interface Template {
  /** Absolute path of its folder. */
  readonly folder: string;
  /** The dependency in the project's package.json: a version, or the path of this package. */
  readonly dependency: string;
}

// npm leaves a file of this name out of packages.
const RENAMED: Readonly<Record<string, string>> = { _gitignore: ".gitignore" };

/** The line of .env.example in whose place a new project's .env has a secret of its own. */
const SECRET = /^SESSION_SECRET=$/m;

/** What .env.example says of itself. */
const COPY = /^# Copy this file to .*\n\n/;

/**
 * Writes a new project. It overwrites nothing: if one file exists already, it writes none. If it fails, on a full disk for
 * example, it removes what it has written.
 *
 * @param folder absolute path; created if it does not exist
 */
export function initialize(folder: string, template: Template): Initialized {
  const files = filesOf(template.folder).map((file) => ({ file, target: RENAMED[file] ?? file }));
  const example = readFileSync(path.join(template.folder, ".env.example"), "utf8");
  const targets = [...files.map(({ target }) => target), ...(SECRET.test(example) ? [".env"] : [])];
  const existing = targets.filter((target) => isThere(path.join(folder, target)));
  if (existing.length > 0) return { existing };
  const made: string[] = [];
  try {
    for (const { file, target } of files) {
      const written = path.join(folder, target);
      const first = mkdirSync(path.dirname(written), { recursive: true });
      made.push(...(first === undefined ? [] : [first]), written);
      copyFileSync(path.join(template.folder, file), written);
    }
    const manifest = path.join(folder, "package.json");
    writeFileSync(manifest, named(readFileSync(manifest, "utf8"), nameOf(folder), template.dependency));
    if (SECRET.test(example)) {
      const secret = `SESSION_SECRET=${randomBytes(32).toString("hex")}`;
      const env = path.join(folder, ".env");
      made.push(env);
      writeFileSync(env, example.replace(SECRET, secret).replace(COPY, ""), { mode: 0o600 });
    }
  } catch (error) {
    for (const each of made.toReversed()) rmSync(each, { recursive: true, force: true });
    throw error;
  }
  return { created: targets };
}

/** Whether a name is taken, also by a link that leads nowhere. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
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
