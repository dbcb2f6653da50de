// Finds out the settings of a project: the first chapter of the pipeline.
import path from "node:path";
import { bundleConfig, filesOfConfig } from "./graph/bundle-config.ts";
import { defaultSettings, evaluateConfig, findConfig, settle } from "./config/load-config.ts";
import { diagnostic, fileStart } from "./diagnostics/diagnostic.ts";
import { healthConflict } from "./check/paths.ts";
import type { Diagnostic, Outcome, Project, Route, Settings } from "./model.ts";
import { optionPlace } from "./syntax/places.ts";
import { openSources } from "./syntax/source.ts";

/** The settings of a project; `null` if its configuration is wrong. */
export interface Configured extends Outcome<Settings | null> {
  /** Absolute paths of the configuration and of the files that it imports. */
  readonly files: readonly string[];
}

/**
 * Runs bunbox.config.ts, at every build anew, because it may read anything. Without one, the defaults hold.
 *
 * @param listsPackages whether `files` has those of the packages that it imports
 */
export async function configure(project: Project, listsPackages = false): Promise<Configured> {
  const file = findConfig(project);
  if (file === null) return { value: defaultSettings(), diagnostics: [], files: [] };
  const module = await bundleConfig(project, file);
  if (module.value === null)
    return { value: null, diagnostics: module.diagnostics, files: [path.join(project.root, file)] };
  const { text, packages, files: own } = module.value;
  const listing = packages && listsPackages ? filesOfConfig(project, file) : [];
  const [evaluated, installed] = await Promise.all([evaluateConfig(project, text), listing]);
  const files = [...own, ...installed];
  if (typeof evaluated === "string") {
    const message = `${file} cannot be loaded: ${evaluated}`;
    return { value: null, diagnostics: [diagnostic("BBX3003", fileStart(file), message)], files };
  }
  const { settings, problems } = settle(project, evaluated);
  if (problems.length === 0) return { value: settings, diagnostics: [], files };
  const sources = openSources(project);
  const diagnostics = problems.map(({ code, path: keys, message, hint }) =>
    diagnostic(code, optionPlace(sources, file, keys), message, hint === undefined ? {} : { hint }),
  );
  // Without the folder of the routes there is nothing more to judge.
  const known = !problems.some(({ path: [name] }) => name === "routes");
  return { value: known ? settings : null, diagnostics, files };
}

/** A path that the settings give to something, and a route has too. */
export function checkPaths(
  project: Project,
  routes: readonly Route[],
  settings: Settings,
): readonly Diagnostic[] {
  const owner = healthConflict(routes, settings);
  if (owner === null) return [];
  const file = findConfig(project);
  const place = file === null ? null : optionPlace(openSources(project), file, ["health"]);
  const message = `The path of the health check, ${settings.server.health}, is that of ${owner} too`;
  return [diagnostic("BBX3004", place, message, { hint: "Choose another path for `health`, or `false`." })];
}
