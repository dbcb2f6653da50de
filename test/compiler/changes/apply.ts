// Changes the files of a project, and takes the changes back.
import { lstatSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Edits } from "./project.ts";

/** Makes files, links and gaps of a project what they are to be; files may keep their times. */
export async function apply(root: string, edits: Edits, sameTimes = false): Promise<void> {
  for (const [name, edit] of Object.entries(edits)) {
    const file = path.join(root, name);
    const times = sameTimes ? await stat(file) : null;
    await mkdir(path.dirname(file), { recursive: true });
    if (typeof edit === "string") await writeFile(file, edit);
    else await rm(file, { recursive: true, force: true });
    if (edit !== null && typeof edit !== "string") await symlink(edit.link, file);
    if (times !== null) await utimes(file, times.atime, times.mtime);
  }
}

/** Copies what edits will change, and returns a function that brings it back. */
export async function keep(root: string, edits: Edits): Promise<() => Promise<void>> {
  const kept = await mkdtemp(path.join(tmpdir(), "bunbox-kept-"));
  const files = Object.keys(edits).map((name, index) => ({
    file: path.join(root, name),
    copy: path.join(kept, String(index)),
  }));
  const known = files.filter(({ file }) => isThere(file));
  // The outermost folders that the edits will make.
  const made = files.filter(({ file }) => !isThere(file)).map(({ file }) => outermostGap(file));
  for (const { file, copy } of known) await cp(file, copy, { recursive: true, verbatimSymlinks: true });
  return async () => {
    for (const { file } of known) await rm(file, { recursive: true, force: true });
    for (const file of made) await rm(file, { recursive: true, force: true });
    for (const { file, copy } of known) await cp(copy, file, { recursive: true, verbatimSymlinks: true });
    await rm(kept, { recursive: true });
  };
}

/** The outermost of a file that does not exist and the folders above it that do not exist either. */
function outermostGap(file: string): string {
  const folder = path.dirname(file);
  return isThere(folder) ? file : outermostGap(folder);
}

/** Whether there is anything, which may be a link that leads nowhere. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
