// Copies the packages of the option `external` to `node_modules` beside the server, with every file that they read.
import { randomUUID } from "node:crypto";
import { cp, lstat, mkdir, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { cannotWrite } from "../rules/build/cannot-write.ts";
import { report } from "../rules/rule.ts";
import type { Bundle, Diagnostic, Project } from "../model.ts";
import { FOLDER_MARK, ignoreAbsence, isMarkedFolder, WRITTEN } from "./mark.ts";
import { withWholePackages } from "./traced.ts";
import { relativeTo } from "../place.ts";

/** Packages that are ready in the cache folder. */
export interface PreparedPackages extends AsyncDisposable {
  readonly diagnostics: readonly Diagnostic[];
  /** Moves them beside the server, in one step. */
  place(): Promise<void>;
}

/**
 * Copies packages with every file that they need into the cache folder. A build replaces a folder that an earlier build wrote, and removes
 * that folder if there are no packages. It does not touch any other folder.
 *
 * @param outfile absolute path of the server
 * @param traced the files that they load or read
 */
export async function preparePackages(
  project: Project,
  outfile: string,
  external: Bundle["external"],
  traced: readonly string[],
): Promise<PreparedPackages> {
  const target = path.join(path.dirname(outfile), "node_modules");
  const found = await lstat(target).catch(ignoreAbsence);
  const isOwn = found !== null && found.isDirectory() && (await isMarkedFolder(target));
  const nothing = prepared([], async () => {
    if (isOwn && external.length === 0) await rm(target, { recursive: true });
  });
  // A server in the project's own folder finds the packages where they are.
  if (external.length === 0 || (!isOwn && ancestorsOf(project.root).includes(path.dirname(target))))
    return nothing;
  if (found !== null && !isOwn) {
    const message = `${relativeTo(project, target)} cannot be written`;
    const reason = found.isDirectory()
      ? "it exists, and was not written by bunbox"
      : "it is not a folder, and was not written by bunbox";
    const hint =
      "The packages of the option `external` go there. Move it, or choose another folder with --outfile.";
    return prepared([report(cannotWrite, null, message, { reason, hint })], async () => undefined);
  }
  const temporary = path.join(project.cache, `output-${project.run}-${randomUUID()}`);
  await mkdir(temporary, { recursive: true });
  const remove = (): Promise<void> => rm(temporary, { recursive: true, force: true });
  try {
    await copyAll(project, await withWholePackages(project, external, traced), temporary);
    await writeFile(path.join(temporary, FOLDER_MARK), `${WRITTEN}\n`);
  } catch (error) {
    await remove();
    throw error;
  }
  return prepared([], () => replaceFolder(project, temporary, target), remove);
}

function prepared(
  diagnostics: readonly Diagnostic[],
  place: () => Promise<void>,
  dispose = async (): Promise<void> => undefined,
): PreparedPackages {
  return { diagnostics, place, [Symbol.asyncDispose]: dispose };
}

function ancestorsOf(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestorsOf(above)];
}

const ELSEWHERE = /^.*?[\\/]node_modules[\\/](.*)$/s;

/** Copies files to where Bun finds them from the server. */
async function copyAll({ root }: Project, files: readonly string[], target: string): Promise<void> {
  const roots = ancestorsOf(root).map((folder) => path.join(folder, "node_modules") + path.sep);
  const inModules = (file: string): string | undefined => {
    const modules = roots.find((each) => file.startsWith(each));
    // A link may lead elsewhere: to a shared node_modules, or to a store.
    return modules === undefined ? ELSEWHERE.exec(file)?.[1] : file.slice(modules.length);
  };
  // A package of the workspace is outside node_modules: its copy replaces the link to it.
  const moved = new Map<string, string>();
  const links = new Map<string, string>();
  for (const file of files) {
    const place = inModules(file);
    if (place === undefined || !(await lstat(file)).isSymbolicLink()) continue;
    const real = await realpath(file);
    const realPlace = inModules(real);
    if (realPlace === undefined) moved.set(real, place);
    else if (realPlace !== place) links.set(place, realPlace);
  }
  const placeOf = (file: string): string | undefined => {
    const real = [...moved.keys()].find((each) => file.startsWith(each + path.sep));
    return real === undefined
      ? inModules(file)
      : path.join(moved.get(real) ?? "", file.slice(real.length + 1));
  };
  for (const file of files) {
    const place = placeOf(file);
    if (place === undefined || links.has(place) || (await lstat(file)).isSymbolicLink()) continue;
    const copy = path.join(target, place);
    await mkdir(path.dirname(copy), { recursive: true });
    await cp(file, copy, { recursive: true, dereference: true });
  }
  for (const [place, realPlace] of links) {
    const link = path.join(target, place);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.relative(path.dirname(link), path.join(target, realPlace)), link);
  }
}

async function replaceFolder({ cache, run }: Project, temporary: string, target: string): Promise<void> {
  const old = path.join(cache, `output-${run}-${randomUUID()}`);
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await rename(target, old).catch(ignoreAbsence);
    await rename(temporary, target);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    // The target is on another file system: copy to a folder beside it first, so that the last step is a rename there too.
    const beside = `${target}.${randomUUID()}`;
    await cp(temporary, beside, { recursive: true, verbatimSymlinks: true });
    await rm(target, { recursive: true, force: true });
    await rename(beside, target);
  }
  await rm(old, { recursive: true, force: true });
}
