// A bundle or a client in, the file on disk out: whole or not at all.
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Bundle, Client, Diagnostic, Outcome, Project } from "../model.ts";

/** A file that is to be written. */
interface Output {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** What to change where it cannot be written. */
  readonly chosenBy: string;
}

/**
 * Writes the server, and the client where there is one. Each is complete in the cache folder before one rename puts it in
 * place, and the server comes last, so that a build which fails or is killed leaves the earlier one as it was.
 *
 * @returns the size of the server in bytes
 */
export async function writeBuild(
  project: Project,
  outfile: string,
  { code, map }: Bundle,
  client: Client | null,
): Promise<Outcome<number>> {
  const server = { file: outfile, text: code, chosenBy: "--outfile" };
  const sourceMap = map === null ? [] : [{ ...server, file: `${outfile}.map`, text: map }];
  const value = Buffer.byteLength(code);
  if (client !== null && [outfile, `${outfile}.map`].includes(client.file))
    return { value, diagnostics: [refused(project, outputOf(client), "it is the server, too")] };
  const refusal = await refusalOf(project, server);
  if (refusal !== null) return { value, diagnostics: [refused(project, server, refusal)] };
  const unwritten = await writeClient(project, client);
  if (unwritten.length > 0) return { value, diagnostics: unwritten };
  return { value, diagnostics: await writeAll(project, [...sourceMap, server]) };
}

/** Writes the client, unless it is there already: who watches the file is not woken for nothing. */
export async function writeClient(project: Project, client: Client | null): Promise<readonly Diagnostic[]> {
  if (client === null) return [];
  const output = outputOf(client);
  if ((await readFile(output.file, "utf8").catch(() => null)) === output.text) return [];
  const refusal = await refusalOf(project, output);
  return refusal === null ? writeAll(project, [output]) : [refused(project, output, refusal)];
}

function outputOf(client: Client): Output {
  return { ...client, chosenBy: "the option `client`" };
}

async function writeAll(project: Project, outputs: readonly Output[]): Promise<readonly Diagnostic[]> {
  for (const output of outputs) {
    try {
      await mkdir(path.dirname(output.file), { recursive: true });
      await replace(project, output.file, output.text);
    } catch (error) {
      return [refused(project, output, reasonOf(project, error))];
    }
  }
  return [];
}

/** Why a file must not be written: only nothing, or what an earlier build has written, gives way. */
async function refusalOf(project: Project, { file, text }: Output): Promise<string | null> {
  try {
    if (await isFolder(file)) return "it is a folder";
    return (await isForeign(file, text)) ? "it exists, and was not written by bunbox" : null;
  } catch (error) {
    return reasonOf(project, error);
  }
}

function refused({ root }: Project, { file, chosenBy }: Output, reason: string): Diagnostic {
  const hint = `Check the path and its permissions, or choose another file with ${chosenBy}.`;
  return diagnostic("BBX4002", null, `${path.relative(root, file)} cannot be written`, { reason, hint });
}

function reasonOf({ root }: Project, error: unknown): string {
  return error instanceof Error ? error.message.replaceAll(`${root}/`, "") : String(error);
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
