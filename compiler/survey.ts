// Routes in, what runs because of them and the server that is bundled of it out: the second chapter of the pipeline.
import { plainExports } from "./analyse/plain-exports.ts";
import { bundle, type BundleOptions } from "./bundle/bundle.ts";
import { scan } from "./bundle/scan.ts";
import { emitEntry } from "./emit/entry.ts";
import type { Bundle, Graph, Outcome, Project, Route, Settings } from "./model.ts";
import { planServer } from "./plan/plan.ts";

/** What esbuild knows of a project. */
export interface Survey {
  readonly graph: Graph;
  /** `null` where the sources are at fault. */
  readonly bundle: Bundle | null;
}

/**
 * Bundles the routes as far as their text tells what they export; esbuild is asked about the others, and about all of
 * them where a file is at fault, because the bundle stops at the first.
 */
export async function survey(
  project: Project,
  routes: readonly Route[],
  settings: Settings,
  options: BundleOptions,
): Promise<Outcome<Survey>> {
  const exports = new Map<string, readonly string[]>();
  for (const { file, text } of routes) {
    const names = plainExports(text);
    if (names !== null) exports.set(file, names);
  }
  const others = routes.filter(({ file }) => !exports.has(file));
  const asked =
    others.length > 0 || settings.fallback !== null ? await scan(project, others, settings.fallback) : null;
  for (const [file, names] of asked?.value.exports ?? []) exports.set(file, names);
  const sound = asked === null || asked.diagnostics.length === 0;
  const entry = emitEntry(planServer(routes, exports, settings), options.development);
  const bundled = sound ? await bundle(project, entry, exports, options) : null;
  if (bundled !== null && bundled.value !== null) return { value: bundled.value, diagnostics: [] };
  const scanned = await scan(project, routes, settings.fallback);
  // What the scan has not met, such as a fallback without a default export, is told in the bundle's words.
  const diagnostics = scanned.diagnostics.length > 0 ? scanned.diagnostics : (bundled?.diagnostics ?? []);
  return { value: { graph: scanned.value, bundle: null }, diagnostics };
}
