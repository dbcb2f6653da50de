// Prepares the project's cache folder, and removes files that killed runs left in it.
import { createHash } from "node:crypto";
import { constants, readFileSync, readlinkSync } from "node:fs";
import { access, lstat, mkdir, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { cannotWrite } from "./rules/build/cannot-write.ts";
import { report } from "./rules/rule.ts";
import type { Diagnostic, Project } from "./model.ts";

/** The names that bunbox gives to files and folders in the cache folder: a kind, the run, and a UUID. */
const OWN_NAME =
  /^(?:check|config|dev|output|server)-(?<pid>\d+)(?:-(?<place>[\da-f]{8}))?-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\.m?js|(?:\.mjs)?\.json)?$/;

const IGNORE = ".gitignore";

/** The least age of a leftover from another place, in milliseconds: its process cannot be seen from here. */
const LEFTOVER_AGE = 24 * 60 * 60 * 1000;

/** Why a cache folder cannot be used. */
export interface Refusal {
  readonly diagnostic: Diagnostic;
  /** Whether only permissions are the problem, so that another folder would work. */
  readonly unwritable: boolean;
}

/**
 * Makes the project's cache folder, which ignores itself in git. Files in it that do not have one of bunbox's own names stay
 * as they are.
 *
 * @returns why the folder cannot be used
 */
export async function prepareCache({ cache }: Project): Promise<Refusal | null> {
  try {
    const taken = await takenBy(cache);
    if (taken !== null) return { diagnostic: taken, unwritable: false };
    await mkdir(cache, { recursive: true });
    await access(cache, constants.W_OK);
    const names = await readdir(cache);
    if (names.every(isOwn)) await ignoreItself(cache);
    await Promise.all(names.map((name) => removeLeftover(cache, name)));
    return null;
  } catch (error) {
    const reason = codeOf(error) ?? String(error);
    return { diagnostic: unwritten(reason), unwritable: ["EACCES", "EPERM", "EROFS"].includes(reason) };
  }
}

/** Removes a cache folder that holds only what `prepareCache` writes, such as that of a folder that is not a project. */
export async function removeEmptyCache({ cache }: Project): Promise<void> {
  const names = await readdir(cache).catch(() => []);
  if (names.join() !== IGNORE) return;
  await rm(path.join(cache, IGNORE), { force: true });
  await rmdir(cache).catch(() => {}); // Another run may use it by now.
}

function unwritten(reason: string): Diagnostic {
  return report(cannotWrite, null, "The cache folder .bunbox cannot be written", { reason });
}

/** The diagnostic for an error in the middle of a run because the disk is full; `null` for any other error. */
export function diskFull(error: unknown): Diagnostic | null {
  const code = codeOf(error);
  return code === "ENOSPC" || code === "EDQUOT" ? unwritten(code) : null;
}

/** The diagnostic if a file or a link has the folder's name. A link leads to a folder that is not bunbox's. */
async function takenBy(cache: string): Promise<Diagnostic | null> {
  const found = await lstat(cache).catch(() => null); // It does not exist yet, or mkdir reports the error.
  if (found === null || found.isDirectory()) return null;
  const [what, hint] = found.isSymbolicLink()
    ? [
        "is a link; bunbox writes only into a folder of its own",
        "Remove the link. bunbox creates the folder itself.",
      ]
    : ["is not a folder", "Move the file away. bunbox creates a folder of this name."];
  return report(cannotWrite, null, `The cache folder .bunbox ${what}`, { hint });
}

/** Writes the .gitignore; a run at the same time may have done so. */
async function ignoreItself(cache: string): Promise<void> {
  try {
    // "x" writes neither over a file nor through a link.
    await writeFile(path.join(cache, IGNORE), "*\n", { flag: "wx" });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

function isOwn(name: string): boolean {
  return OWN_NAME.test(name);
}

/** Removes the files of a run that this process has killed. */
export async function removeLeftoversOf({ cache }: Project, pid: number): Promise<void> {
  const names = await readdir(cache).catch(() => []); // The folder may be deleted at any time.
  await Promise.all(names.filter((name) => processOf(name) === pid).map((name) => remove(cache, name)));
}

/** The process that made one of bunbox's own files; `null` for other files. */
function processOf(name: string): number | null {
  const pid = OWN_NAME.exec(name)?.groups?.["pid"];
  return pid === undefined ? null : Number(pid);
}

/** The process that made one of bunbox's own files, if it is of this machine and still runs; `null` otherwise. */
export function livingProcess(name: string): number | null {
  const pid = processOf(name);
  return pid !== null && isFromHere(name) && isRunning(pid) ? pid : null;
}

/** When a process of this machine began, so that it differs from a later one with its id; empty where no file says so. */
export function startOf(pid: number): string {
  // Field 22 of proc_pid_stat(5). Field 2 is the name in parentheses, which may hold anything.
  const [, fields = ""] = /.*\) (.*)/s.exec(content(`/proc/${pid}/stat`)) ?? [];
  return fields.split(" ")[19] ?? "";
}

/** The name of this process in its files: its id, and the place in which that id is valid. */
export function runName(): string {
  return `${process.pid}-${place()}`;
}

/** The place in which process ids are valid: a machine since its last start, or a container on it. */
function place(): string {
  const parts = [hostname(), linked("/proc/self/ns/pid"), content("/proc/sys/kernel/random/boot_id")];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 8);
}

function linked(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return ""; // Only Linux has it.
  }
}

function content(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // Only Linux has it.
  }
}

async function removeLeftover(cache: string, name: string): Promise<void> {
  const pid = processOf(name);
  if (pid === null) return;
  if (!isFromHere(name)) return remove(cache, name, LEFTOVER_AGE);
  if (!isRunning(pid)) await remove(cache, name);
}

function isFromHere(name: string): boolean {
  return OWN_NAME.exec(name)?.groups?.["place"] === place();
}

/** Removes a file or folder of bunbox if it has at least this age. bunbox does not make links. */
async function remove(cache: string, name: string, age = Number.NEGATIVE_INFINITY): Promise<void> {
  const file = path.join(cache, name);
  const found = await lstat(file).catch(() => null); // Another run may have removed it.
  if (found === null || found.isSymbolicLink() || Date.now() - found.mtimeMs < age) return;
  await rm(file, { recursive: true, force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // It may have ended without its parent having read its exit code.
    return !/^State:\s+[XZ]/m.test(content(`/proc/${pid}/status`));
  } catch (error) {
    return codeOf(error) !== "ESRCH"; // It may belong to another user.
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
