// Routes in, what esbuild knows of them out: which names each exports at run time, and which files are reached.
import { realpathSync } from "node:fs";
import path from "node:path";
import type { BuildFailure, Message, Metafile, Plugin } from "esbuild";
import type { Graph, Outcome, Project, Route } from "../model.ts";
import { commonOptions, isOdd, runEsbuild } from "./esbuild.ts";
import { graphOf } from "./graph.ts";
import { toDiagnostics } from "./messages.ts";

/**
 * Walks over everything that the routes import. Where a file is at fault, the walk is made again without it, so that
 * the others are still known, and one mistake does not hide the next.
 *
 * @param extra a file beside the routes, relative to the project: the fallback
 */
export async function scan(
  project: Project,
  routes: readonly Route[],
  extra: string | null,
): Promise<Outcome<Graph>> {
  const entries = [...routes.map(({ file }) => file), ...(extra === null ? [] : [extra])];
  const faults: Message[] = [];
  for (;;) {
    const attempt = await walk(project, entries, faults);
    if ("outputs" in attempt) {
      const stubs = brokenBy(faults);
      const graph = graphOf(project, attempt, exportsOf(entries, attempt, stubs), stubs);
      return { value: graph, diagnostics: toDiagnostics(faults) };
    }
    const fresh = attempt.errors.filter((error) => !faults.some((known) => isSame(known, error)));
    faults.push(...fresh);
    if (fresh.length === 0) {
      const unknown = {
        exports: new Map(),
        reached: entries,
        imports: new Map(),
        addons: [],
        broken: new Set(entries),
      };
      return { value: unknown, diagnostics: toDiagnostics(faults) };
    }
  }
}

const UNRESOLVED = /^Could not resolve "(.*)"$/s;

/** The files that do not parse, or import what does not exist. An import that leads nowhere breaks nothing else. */
function brokenBy(faults: readonly Message[]): ReadonlySet<string> {
  const files = faults.filter(({ text }) => !UNRESOLVED.test(text)).map(({ location }) => location?.file);
  return new Set(files.filter((file) => file !== undefined));
}

function isSame(a: Message, b: Message): boolean {
  return a.text === b.text && a.location?.file === b.location?.file && a.location?.line === b.location?.line;
}

async function walk(
  project: Project,
  entries: readonly string[],
  faults: readonly Message[],
): Promise<Metafile | BuildFailure> {
  const options = commonOptions(project, project.root);
  try {
    const { metafile } = await runEsbuild({
      ...options,
      // The output goes by number, because a name may hold anything.
      entryPoints: entries.map((file, index) => ({
        in: isOdd(file) ? `bunbox-entry:${index}` : `./${file}`,
        out: String(index),
      })),
      splitting: true,
      outdir: project.root,
      entryNames: "[name]",
      plugins: [
        entryPlugin(project, entries),
        ...(faults.length > 0 ? [tolerantPlugin(project, faults)] : []),
        ...(options.plugins ?? []),
      ],
    });
    return metafile;
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}

function isFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

/** The run-time exports of each entry; those of a file at fault are unknown. */
function exportsOf(
  entries: readonly string[],
  { outputs }: Metafile,
  stubs: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const exports = new Map<string, readonly string[]>();
  for (const [output, { exports: names, entryPoint }] of Object.entries(outputs)) {
    const file = entries[Number(/^(\d+)\.js$/.exec(output)?.[1] ?? -1)];
    if (file !== undefined && !stubs.has(entryPoint ?? file)) exports.set(file, names.toSorted());
  }
  return exports;
}

function entryPlugin({ root }: Project, entries: readonly string[]): Plugin {
  return {
    name: "bunbox-entries",
    setup(context) {
      context.onResolve({ filter: /^bunbox-entry:\d+$/ }, ({ path: name, kind }) => {
        const file = entries[Number(name.slice("bunbox-entry:".length))];
        return kind === "entry-point" && file !== undefined
          ? { path: realpathSync(path.join(root, file)) }
          : null;
      });
    },
  };
}

/** A file at fault becomes an empty CommonJS module, from which any name can be imported; a lost import is left out. */
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
