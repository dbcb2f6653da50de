// A project in, a server that can be run at once out, in memory: for `bunbox dev` and for tests.
import { randomUUID } from "node:crypto";
import { unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { assemble, type Assembly } from "./assemble.ts";
import { prepareCache } from "./cache-folder.ts";
import { inOrder } from "./check/check.ts";
import { configure } from "./configure.ts";
import type { Client, Diagnostic, Project, Settings } from "./model.ts";
import { openTypes } from "./types/typecheck.ts";

/** What to make of a project. */
export interface RunnableOptions {
  readonly typecheck: boolean;
  /** Whether `bunbox dev` runs it, and not the program that imports it. */
  readonly development: boolean;
}

/** A compiled project. */
export interface Runnable extends Pick<Assembly, "routes" | "diagnostics" | "files"> {
  /** `null` where the configuration is wrong. */
  readonly settings: Settings | null;
  /** The module's text; `null` where there is an error. */
  readonly code: string | null;
  /** The typed client, which is for `bunbox dev` to write. */
  readonly client: Client | null;
}

/** Compiles a project as a build does, and writes nothing. */
export async function compileRunnable(
  project: Project,
  { typecheck, development }: RunnableOptions,
): Promise<Runnable> {
  const refusal = await prepareCache(project);
  if (refusal !== null) return failed([refusal.diagnostic], []);
  const types = typecheck ? openTypes(project) : null;
  const configured = await configure(project, development);
  const settings = configured.value;
  if (settings === null) return failed(inOrder(configured.diagnostics), configured.files);
  const bundling = {
    outfile: path.join(project.cache, "server.js"),
    minify: false,
    sourcemap: "inline",
    development,
    external: settings.external,
  } as const;
  const assembly = await assemble(
    project,
    { ...configured, value: settings },
    {
      bundling,
      types,
      wantsClient: development,
    },
  );
  const { routes, diagnostics, bundle, client } = assembly;
  const files = new Set([...configured.files, ...assembly.files]);
  return { routes, diagnostics, files, settings, client, code: bundle === null ? null : bundle.code };
}

function failed(diagnostics: readonly Diagnostic[], files: readonly string[]): Runnable {
  return { routes: [], diagnostics, files: new Set(files), settings: null, code: null, client: null };
}

/** A module on disk, because Bun applies source maps to files alone. */
export interface ModuleFile extends AsyncDisposable {
  /** Absolute path. */
  readonly file: string;
}

/**
 * Writes a compiled project into the cache folder, each time under a name of its own. Once it is loaded, Bun has no more
 * need of the file, nor of its source map (Bun 1.4).
 */
export async function writeModule({ cache }: Project, code: string): Promise<ModuleFile> {
  const file = path.join(cache, `server-${process.pid}-${randomUUID()}.js`);
  await writeFile(file, code);
  return {
    file,
    async [Symbol.asyncDispose]() {
      await unlink(file).catch(() => undefined); // the cache folder may be deleted at any time
    },
  };
}
