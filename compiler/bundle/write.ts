// A bundle in, the file on disk out: whole or not at all.
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { FIRST_LINE } from "./bundle.ts";
import type { Bundle, Outcome, Project } from "../model.ts";

/**
 * Writes the bundle. It is complete in the cache folder before one rename puts it in place, so that a build which is
 * killed leaves the earlier output as it was.
 *
 * @returns the size of the output in bytes
 */
export async function writeBundle(
  project: Project,
  outfile: string,
  { code, map }: Bundle,
): Promise<Outcome<number>> {
  try {
    if (await isFolder(outfile)) return unwritable(project, outfile, "it is a folder");
    if (await isForeign(outfile))
      return unwritable(project, outfile, "it exists, and was not written by bunbox");
    await mkdir(path.dirname(outfile), { recursive: true });
    if (map !== null) await replace(project, `${outfile}.map`, map);
    await replace(project, outfile, code);
    return { value: Buffer.byteLength(code), diagnostics: [] };
  } catch (error) {
    return unwritable(
      project,
      outfile,
      error instanceof Error ? error.message.replaceAll(`${project.root}/`, "") : String(error),
    );
  }
}

async function replace({ cache }: Project, file: string, text: string): Promise<void> {
  const temporary = path.join(cache, `output-${process.pid}-${randomUUID()}`);
  await writeFile(temporary, text);
  try {
    await rename(temporary, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    // Another file system: copy beside the output first, so that the last step is a rename there too.
    const beside = `${file}.${randomUUID()}`;
    try {
      await copyFile(temporary, beside);
      await rename(beside, file);
    } finally {
      await rm(beside, { force: true });
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Whether a file is there that does not begin as an output does: a source, say, that `--outfile` names by mistake. */
async function isForeign(outfile: string): Promise<boolean> {
  const text = await readFile(outfile, "latin1").catch(() => null); // there is none, or the rename will tell
  return text !== null && text !== "" && !text.startsWith(FIRST_LINE);
}

function unwritable({ root }: Project, outfile: string, reason: string): Outcome<number> {
  const shown = path.relative(root, outfile);
  const hint = "Check the path and its permissions, or choose another file with --outfile.";
  return {
    value: 0,
    diagnostics: [diagnostic("BBX4002", null, `${shown} cannot be written`, { reason, hint })],
  };
}
