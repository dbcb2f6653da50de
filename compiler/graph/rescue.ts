// Bundles again without the files that have errors, so that one mistake does not hide the next.
import type { Message, Plugin } from "esbuild";
import type { Project } from "../model.ts";
import { relativeTo } from "../place.ts";
import { unresolvedIn } from "../rules/unresolved.ts";
import type { Attempt, Built } from "./esbuild.ts";
import { withoutQuery } from "./messages.ts";

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
  build: (plugin: Plugin) => Promise<Attempt>,
): Promise<Rescued> {
  const faults = [...first];
  for (;;) {
    const attempt = await build(tolerantPlugin(project, faults));
    if ("metafile" in attempt) return { built: attempt, faults, stubs: brokenBy(faults) };
    const fresh = attempt.errors.filter((error) => !faults.some((known) => isSame(known, error)));
    if (fresh.length === 0) return { built: null, faults, stubs: brokenBy(faults) };
    faults.push(...fresh);
  }
}

/** The files that do not parse. An import that is not found does not break anything else. */
function brokenBy(faults: readonly Message[]): ReadonlySet<string> {
  const files = faults
    .filter(({ text }) => unresolvedIn(text) === undefined)
    .map(({ location }) => location?.file);
  return new Set(files.filter((file) => file !== undefined));
}

function isSame(a: Message, b: Message): boolean {
  return a.text === b.text && a.location?.file === b.location?.file && a.location?.line === b.location?.line;
}

/** Turns a file with errors into an empty CommonJS module, from which any name can be imported, and drops imports that fail. */
function tolerantPlugin(project: Project, faults: readonly Message[]): Plugin {
  // A plugin gets a file without its query.
  const stubs = new Set([...brokenBy(faults)].map(withoutQuery));
  const lost = new Set(
    faults.map(({ text, location }) => `${withoutQuery(location?.file ?? "")}\n${unresolvedIn(text)}`),
  );
  return {
    name: "bunbox-tolerant",
    setup(context) {
      context.onResolve({ filter: /./ }, ({ path: name, importer }) =>
        lost.has(`${relativeTo(project, importer)}\n${name}`) ? { path: name, external: true } : null,
      );
      context.onLoad({ filter: /./ }, ({ path: file }) =>
        stubs.has(relativeTo(project, file)) ? { contents: "module.exports = {};", loader: "js" } : null,
      );
    },
  };
}
