// Decides whether a change in or beside a project can change the result of a build.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Diagnostic, Project } from "../model.ts";
import { isInstalled, type Reads } from "./reads.ts";
import type { Hint } from "./watch.ts";

/** Facts about the last build. */
export interface LastBuild {
  readonly reads: Reads;
  /** Absolute paths of its outputs. */
  readonly outputs: ReadonlySet<string>;
  /** Its diagnostics; `null` if it did not fail. */
  readonly failure: readonly Diagnostic[] | null;
}

// Any source may become a route, be included by the tsconfig, or be found before another.
const SOURCE = /\.[cm]?[jt]sx?$/;
const MANIFESTS = new Set(["package.json", "tsconfig.json", "jsconfig.json"]);

/** Whether a hint can matter. */
export function isRelevant(project: Project, hint: Hint, last: LastBuild): boolean {
  const { file, change, folder } = hint;
  const { reads, outputs, failure } = last;
  if (outputs.has(file)) return false;
  if (reads.files.has(file) || isPackage(file, reads)) return true;
  const name = path.basename(file);
  if (change !== "changed" && (reads.above.has(file) || name === "node_modules")) return true;
  if (failure !== null && change === "added" && mentions(failure, name)) return true;
  if (change === "added" && isLacked(file, reads)) return true;
  if (isInstalled(file) || !file.startsWith(project.root + path.sep)) return false;
  if (folder) return change === "added" && hasSources(file, outputs);
  return SOURCE.test(name) || MANIFESTS.has(name) || isEnvironment(name);
}

/** Whether a file is read when the server starts. */
export function isEnvironment(name: string): boolean {
  return name.startsWith(".env");
}

/** A package that was read, or one of the same name that would be found before it; or a scope of such packages. */
function isPackage(file: string, { modules, packages }: Reads): boolean {
  const above = path.dirname(file);
  const name = path.basename(file);
  if (modules.has(above)) {
    if (packages.has(name)) return true;
    return name.startsWith("@") && [...packages].some((each) => each.startsWith(`${name}/`));
  }
  return modules.has(path.dirname(above)) && packages.has(`${path.basename(above)}/${name}`);
}

/** Whether a file may be what a package lacks. */
export function isLacked(file: string, { lacking }: Reads): boolean {
  return lacking.some((folder) => file === folder || file.startsWith(folder + path.sep));
}

/** Whether an import of a package was not found: `"words"`, `'words/deep'`. */
export function isUnresolved(name: string, diagnostics: readonly Diagnostic[]): boolean {
  const spellings = ['"', "'"].flatMap((quote) => [`${quote}${name}${quote}`, `${quote}${name}/`]);
  return diagnostics.some(({ message }) => spellings.some((each) => message.includes(each)));
}

/** Whether the report of a failure names a file that was just added: `Could not resolve "./data.json"`. */
function mentions(failure: readonly Diagnostic[], name: string): boolean {
  const [stem = ""] = name.split(".");
  return stem !== "" && failure.some(({ message, reason = "" }) => `${message}\n${reason}`.includes(stem));
}

/** Whether a new folder has sources, or links that may lead to some. */
function hasSources(folder: string, outputs: ReadonlySet<string>): boolean {
  try {
    return readdirSync(folder, { withFileTypes: true }).some((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name !== "node_modules" && hasSources(file, outputs);
      return (
        entry.isSymbolicLink() ||
        ((SOURCE.test(entry.name) || MANIFESTS.has(entry.name)) && !outputs.has(file))
      );
    });
  } catch {
    return false; // It is gone again, or cannot be read.
  }
}

/** A hash of a file's content; `null` if it is not a file. */
export function digestOf(file: string): string | null {
  try {
    return createHash("sha1").update(readFileSync(file)).digest("base64");
  } catch {
    return null; // It is gone, or a folder.
  }
}

/** How much earlier than the clock the system's time of a change may be, in milliseconds (Linux). */
const GRANULARITY = 10;

/** Whether a file has changed since a time, in milliseconds since 1970. A copy may keep its own `mtime`, but not its `ctime`. */
export function hasChangedSince(file: string, time: number): boolean {
  try {
    return statSync(file).ctimeMs >= time - GRANULARITY;
  } catch {
    return true; // It is gone.
  }
}
