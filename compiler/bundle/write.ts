// A bundle or a client in, the file on disk out: whole or not at all.
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Bundle, Client, Diagnostic, Outcome, Project } from "../model.ts";

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
  const diagnostics = await guarded(project, outfile, code, "--outfile", async () => {
    if (map !== null) await replace(project, `${outfile}.map`, map);
    await replace(project, outfile, code);
  });
  return { value: Buffer.byteLength(code), diagnostics };
}

/** Writes the client, unless it is there already: who watches the file is not woken for nothing. */
export async function writeClient(project: Project, client: Client | null): Promise<readonly Diagnostic[]> {
  if (client === null) return [];
  const { file, text } = client;
  if ((await readFile(file, "utf8").catch(() => null)) === text) return [];
  return guarded(project, file, text, "the option `client`", () => replace(project, file, text));
}

/** Writes where nothing is, or what an earlier build has written; `chosenBy` names what to change otherwise. */
async function guarded(
  project: Project,
  file: string,
  text: string,
  chosenBy: string,
  write: () => Promise<void>,
): Promise<readonly Diagnostic[]> {
  const refused = (reason: string): readonly Diagnostic[] => {
    const hint = `Check the path and its permissions, or choose another file with ${chosenBy}.`;
    const shown = path.relative(project.root, file);
    return [diagnostic("BBX4002", null, `${shown} cannot be written`, { reason, hint })];
  };
  try {
    if (await isFolder(file)) return refused("it is a folder");
    if (await isForeign(file, text)) return refused("it exists, and was not written by bunbox");
    await mkdir(path.dirname(file), { recursive: true });
    await write();
    return [];
  } catch (error) {
    return refused(error instanceof Error ? error.message.replaceAll(`${project.root}/`, "") : String(error));
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

/** Whether a file is there that does not begin as what is to be written: a source, say, that is named by mistake. */
async function isForeign(file: string, text: string): Promise<boolean> {
  const there = await readFile(file, "latin1").catch(() => null); // there is none, or the rename will tell
  return there !== null && there !== "" && firstLine(there) !== firstLine(text);
}

/** Whatever git makes of the line ends. */
function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? "";
}
