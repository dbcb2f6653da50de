// Makes a cache folder outside of a project that cannot be written, for commands that write nothing into the project.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Project } from "./model.ts";

/** The project with another cache folder, which is removed with it. */
export interface Relocated extends AsyncDisposable {
  readonly project: Project;
}

/**
 * Makes the folder below the system's temporary one. tsc and the configuration resolve packages and types from their own
 * location, so the folder is below links to every `node_modules` that the project sees, the nearest one innermost.
 */
export async function relocateCache(project: Project): Promise<Relocated> {
  const top = await mkdtemp(path.join(await realpath(tmpdir()), "bunbox-"));
  let cache = top;
  for (const modules of modulesFolders(project.root)) {
    cache = path.join(cache, "below");
    await mkdir(cache);
    await symlink(modules, path.join(cache, "node_modules"), "junction");
  }
  return {
    project: { ...project, cache },
    async [Symbol.asyncDispose]() {
      await rm(top, { recursive: true, force: true });
    },
  };
}

/** Every `node_modules` from the root of the file system down to a folder. */
function modulesFolders(folder: string): readonly string[] {
  const above = path.dirname(folder);
  const modules = path.join(folder, "node_modules");
  return [...(above === folder ? [] : modulesFolders(above)), ...(existsSync(modules) ? [modules] : [])];
}
