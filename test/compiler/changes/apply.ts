// Changes the files of a project.
import { mkdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
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
