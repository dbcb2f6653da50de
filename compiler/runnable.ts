// Compiles a project into a server that runs at once and is not written, for `bunbox dev` and for tests.
import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { prepareCache } from "./cache-folder.ts";
import { type Compilation, compileProject } from "./compile-project.ts";
import { configure } from "./configure.ts";
import type { Client, Diagnostic, Project, Runner, Settings } from "./model.ts";
import { inOrder } from "./rules/once.ts";
import { openTypes } from "./types/typecheck.ts";

/** Options of `compileRunnable`. */
export interface RunnableOptions {
  readonly typecheck: boolean;
  readonly runner: Exclude<Runner, "itself">;
  /** Whether it imports the routes from their own files, instead of bundling them. */
  readonly fromSource?: boolean;
}

/** A compiled project. */
export interface Runnable extends Pick<
  Compilation,
  "routes" | "diagnostics" | "files" | "absent" | "refusals"
> {
  /** `null` if the configuration is wrong. */
  readonly settings: Settings | null;
  /** Whether the configuration sets `port`. */
  readonly hasPort: boolean;
  /** The module's text; `null` if there is an error. */
  readonly code: string | null;
  /** The typed client, which `bunbox dev` writes. */
  readonly client: Client | null;
}

/** Compiles a project as a build does, and writes nothing. */
export async function compileRunnable(
  project: Project,
  { typecheck, runner, fromSource = false }: RunnableOptions,
): Promise<Runnable> {
  const refusal = await prepareCache(project);
  if (refusal !== null) return failed([refusal.diagnostic], []);
  const types = typecheck ? openTypes(project) : null;
  const configured = await configure(project, runner === "dev");
  if (configured.value === null) return failed(inOrder(configured.diagnostics), configured.files);
  const settings = alone(configured.value);
  const bundling = {
    outfile: path.join(project.cache, "server.js"),
    minify: false,
    sourcemap: "inline",
    runner,
    isWritten: false,
    fromSource,
    external: settings.external,
  } as const;
  const compilation = await compileProject(project, configured, {
    settings,
    bundling,
    types,
    wantsClient: runner === "dev",
  });
  const { routes, diagnostics, absent, bundle, client, refusals } = compilation;
  const files = new Set([...configured.files, ...compilation.files]);
  const code = bundle === null ? null : bundle.code;
  return {
    routes,
    diagnostics,
    files,
    absent,
    settings,
    hasPort: configured.hasPort,
    client,
    code,
    refusals,
  };
}

/** A development server and a test are one process, and need no Redis: they use one only if `REDIS_URL` is set. */
function alone(settings: Settings): Settings {
  const { pubsub } = settings;
  const optional = pubsub === null ? null : { ...pubsub, url: null, required: false };
  return { ...settings, workers: null, pubsub: optional, log: "text" };
}

function failed(diagnostics: readonly Diagnostic[], files: readonly string[]): Runnable {
  const nothing = {
    absent: [],
    settings: null,
    hasPort: false,
    code: null,
    client: null,
    refusals: {},
  } as const;
  return { routes: [], diagnostics, files: new Set(files), ...nothing };
}

/** A module on disk, because Bun applies source maps only to files. */
export interface ModuleFile extends AsyncDisposable {
  /** Absolute path. */
  readonly file: string;
}

/**
 * Writes a compiled project into the cache folder, each time under a new name. Once it is loaded, Bun needs neither the file
 * nor its source map any more (Bun 1.4).
 *
 * @param installed whether to write it into a `node_modules`, whose lines Bun does not count
 */
export async function writeModule(
  { cache, run }: Project,
  code: string,
  installed = false,
): Promise<ModuleFile> {
  const own = path.join(cache, `server-${run}-${randomUUID()}`);
  const file = installed ? path.join(own, "node_modules/server.js") : `${own}.js`;
  const written: ModuleFile = {
    file,
    async [Symbol.asyncDispose]() {
      await rm(installed ? own : file, { recursive: true, force: true });
    },
  };
  try {
    if (installed) await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, code);
  } catch (error) {
    // A full disk leaves the first half.
    await written[Symbol.asyncDispose]();
    throw error;
  }
  return written;
}
