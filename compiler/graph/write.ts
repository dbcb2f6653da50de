// Writes the server, the client and a contract to the disk: whole or not at all, and only over files that bunbox wrote.
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { cannotWrite } from "../rules/build/cannot-write.ts";
import { report } from "../rules/rule.ts";
import type { Bundle, Client, Diagnostic, Outcome, Project } from "../model.ts";
import { markMap, occupantOf, type OutputKind, unlessWritten } from "./mark.ts";
import { relativeTo } from "../place.ts";

/** A file to write. */
interface Output {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** What to change if it cannot be written. */
  readonly chosenBy: string;
}

/** A file that has the mark of its kind. */
interface MarkedOutput extends Output {
  readonly kind: OutputKind;
}

/**
 * Writes the server, and the client if there is one. Each is complete in the cache folder before one rename puts it in
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
  const server: MarkedOutput = { kind: "server", file: outfile, text: code, chosenBy: "--outfile" };
  const outputs: readonly MarkedOutput[] = [
    ...(client === null ? [] : [outputOf(client)]),
    ...(map === null ? [] : [mapOf(server, map)]),
    server,
  ];
  const value = Buffer.byteLength(code);
  if (client !== null && [outfile, `${outfile}.map`].includes(client.file))
    return {
      value,
      diagnostics: [refused(project, outputOf(client), "it is the path of the server as well")],
    };
  for (const output of outputs) {
    const refusal = await refusalOf(project, output, outfile);
    if (refusal !== null) return { value, diagnostics: [refused(project, output, refusal)] };
  }
  const unwritten = await writeClient(project, client);
  if (unwritten.length > 0) return { value, diagnostics: unwritten };
  const diagnostics = await writeAll(
    project,
    outputs.filter(({ kind }) => kind !== "client"),
  );
  if (map === null && diagnostics.length === 0) await removeOldMap(project, server);
  return { value, diagnostics };
}

/** Removes the map of an earlier build: Bun 1.4 applies one that lies beside the server even if nothing refers to it. */
async function removeOldMap(project: Project, server: MarkedOutput): Promise<void> {
  const old = mapOf(server, "{}");
  if ((await refusalOf(project, old, server.file)) === null) await rm(old.file, { force: true });
}

/** Writes the client only if it has changed, so that tools that watch the file do not run in vain. */
export async function writeClient(project: Project, client: Client | null): Promise<readonly Diagnostic[]> {
  if (client === null) return [];
  const output = outputOf(client);
  const refusal = await refusalOf(project, output, client.file);
  if (refusal !== null) return [refused(project, output, refusal)];
  const there = await readFile(output.file, "utf8").catch(() => null); // Most likely it does not exist yet.
  return there === output.text ? [] : writeAll(project, [output]);
}

/**
 * Writes a contract in one step.
 *
 * @param file absolute path
 * @param isOwn whether a text is a contract that bunbox wrote, so that it may be replaced
 */
export async function writeContract(
  project: Project,
  file: string,
  text: string,
  isOwn: (text: string) => boolean,
): Promise<readonly Diagnostic[]> {
  const output: Output = { file, text, chosenBy: "--outfile" };
  const refusal = await unlessWritten(file, async () => isOwn(await readFile(file, "utf8"))).catch(
    (error: unknown) => reasonOf(project, error),
  );
  return refusal === null ? writeAll(project, [output]) : [refused(project, output, refusal)];
}

function mapOf(server: MarkedOutput, map: string): MarkedOutput {
  return { ...server, kind: "map", file: `${server.file}.map`, text: markMap(map) };
}

function outputOf({ file, text }: Client): MarkedOutput {
  return { kind: "client", file, text, chosenBy: "the option `client`" };
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

async function refusalOf(
  project: Project,
  { kind, file }: MarkedOutput,
  server: string,
): Promise<string | null> {
  try {
    return await occupantOf(file, kind, server);
  } catch (error) {
    return reasonOf(project, error);
  }
}

function refused(project: Project, { file, chosenBy }: Output, reason: string): Diagnostic {
  const hint = `Check the path and its permissions, or choose another file with ${chosenBy}.`;
  return report(cannotWrite, null, `${relativeTo(project, file)} cannot be written`, { reason, hint });
}

function reasonOf({ root }: Project, error: unknown): string {
  return error instanceof Error ? error.message.replaceAll(`${root}/`, "") : String(error);
}

async function replace({ cache, run }: Project, file: string, text: string): Promise<void> {
  const temporary = path.join(cache, `output-${run}-${randomUUID()}`);
  await writeFile(temporary, text);
  try {
    await rename(temporary, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    // The output is on another file system: copy beside it first, so that the last step is a rename there too.
    const beside = `${file}.${randomUUID()}`;
    try {
      await copyFile(temporary, beside, constants.COPYFILE_EXCL);
      await rename(beside, file);
    } finally {
      await rm(beside, { force: true });
    }
  } finally {
    await rm(temporary, { force: true });
  }
}
