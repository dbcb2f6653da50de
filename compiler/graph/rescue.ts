// Bundles again without the files that have errors, so that one mistake does not hide the next.
import path from "node:path";
import type { BuildFailure, Message, Plugin } from "esbuild";
import type { Project } from "../model.ts";
import type { Built } from "./esbuild.ts";

/** The modules that could be linked, and the errors of the others. */
export interface Rescued {
  /** `null` if nothing could be linked. */
  readonly built: Built | null;
  readonly faults: readonly Message[];
  /** Files that do not parse or cannot be loaded. */
  readonly stubs: ReadonlySet<string>;
}

/**
 * Builds until no new errors are found, each time without the files and imports that failed before.
 *
 * @param first the errors of the first attempt
 * @param build makes an attempt with one more plugin
 */
export async function rescue(
  project: Project,
  first: readonly Message[],
  build: (plugin: Plugin) => Promise<Built>,
): Promise<Rescued> {
  const faults = [...first];
  for (;;) {
    const attempt = await attemptTo(() => build(tolerantPlugin(project, faults)));
    if ("metafile" in attempt) return { built: attempt, faults, stubs: brokenBy(faults) };
    const fresh = attempt.errors.filter((error) => !faults.some((known) => isSame(known, error)));
    if (fresh.length === 0) return { built: null, faults, stubs: brokenBy(faults) };
    faults.push(...fresh);
  }
}

/** Runs esbuild. Errors in the sources are returned; any other error is thrown. */
export async function attemptTo(build: () => Promise<Built>): Promise<Built | BuildFailure> {
  try {
    return await build();
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}

function isFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

const UNRESOLVED = /^Could not resolve "(.*)"$/s;

/** The files that do not parse. An import that is not found does not break anything else. */
function brokenBy(faults: readonly Message[]): ReadonlySet<string> {
  const files = faults.filter(({ text }) => !UNRESOLVED.test(text)).map(({ location }) => location?.file);
  return new Set(files.filter((file) => file !== undefined));
}

function isSame(a: Message, b: Message): boolean {
  return a.text === b.text && a.location?.file === b.location?.file && a.location?.line === b.location?.line;
}

/** Turns a file with errors into an empty CommonJS module, from which any name can be imported, and drops imports that fail. */
function tolerantPlugin({ root }: Project, faults: readonly Message[]): Plugin {
  const stubs = brokenBy(faults);
  const lost = new Set(
    faults.map(({ text, location }) => `${location?.file}\n${UNRESOLVED.exec(text)?.[1]}`),
  );
  return {
    name: "bunbox-tolerant",
    setup(context) {
      context.onResolve({ filter: /./ }, ({ path: name, importer }) =>
        lost.has(`${relative(root, importer)}\n${name}`) ? { path: name, external: true } : null,
      );
      context.onLoad({ filter: /./ }, ({ path: file }) =>
        stubs.has(relative(root, file)) ? { contents: "module.exports = {};", loader: "js" } : null,
      );
    },
  };
}

function relative(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}
