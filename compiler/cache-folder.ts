// The project's cache folder: made, made to ignore itself, and rid of what killed runs have left.
import { constants } from "node:fs";
import { access, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { diagnostic } from "./diagnostics/diagnostic.ts";
import type { Diagnostic, Project } from "./model.ts";

/** The cache folder is the project's own, also where node_modules is shared or read-only, and ignores itself. */
export async function prepareCache({ cache }: Project): Promise<Diagnostic | null> {
  const ignore = path.join(cache, ".gitignore");
  try {
    await mkdir(cache, { recursive: true });
    await access(ignore).catch(() => writeFile(ignore, "*\n"));
    await access(cache, constants.W_OK);
    await removeLeftovers(cache);
    return null;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return diagnostic("BBX4002", null, "The cache folder .bunbox cannot be written", { reason });
  }
}

/** Removes what a run has left that this one has killed; the names of its files have its process in them. */
export async function removeLeftoversOf({ cache }: Project, pid: number): Promise<void> {
  const names = await readdir(cache).catch(() => []); // the folder may be deleted at any time
  const left = names.filter((name) => name.split("-")[1] === String(pid));
  await Promise.all(left.map((name) => rm(path.join(cache, name), { recursive: true, force: true })));
}

/** How long what a killed run has left stays, in milliseconds: longer than any run takes. */
const LEFTOVER_AGE = 10 * 60 * 1000;

async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (name === ".gitignore") continue;
    const file = path.join(cache, name);
    const found = await stat(file).catch(() => null); // another run may have removed it
    if (found === null || Date.now() - found.mtimeMs < LEFTOVER_AGE) continue;
    await rm(file, { recursive: true, force: true });
  }
}
