// Loads the settings of a project from bunbox.config.ts.
import path from "node:path";
import { bundleConfig, filesOfConfig } from "./graph/bundle-config.ts";
import { defaultSettings, evaluateConfig, findConfig, settle } from "./config/load-config.ts";
import { misnamedConfigs, namesakes } from "./config/misnamed.ts";
import { OPTIONS } from "./config/options.ts";
import { fileStart } from "./place.ts";
import { configFailed } from "./rules/config/config-failed.ts";
import { misnamedConfig } from "./rules/config/misnamed-config.ts";
import { unknownOption } from "./rules/config/unknown-option.ts";
import { wrongOption } from "./rules/config/wrong-option.ts";
import { report } from "./rules/rule.ts";
import type { Diagnostic, Outcome, Project, Settings } from "./model.ts";
import { defaultKeys, optionPlace } from "./syntax/places.ts";
import { openSources } from "./syntax/source.ts";
import { isFile } from "./syntax/tsconfigs.ts";

/** The settings of a project; `null` if its configuration is wrong. */
export interface Configured extends Outcome<Settings | null> {
  /** The configuration file, relative to the project; `null` if there is none. */
  readonly config: string | null;
  /** Absolute paths of the configuration and of the files that it imports. */
  readonly files: readonly string[];
  /** Whether the configuration sets `port`. */
  readonly hasPort: boolean;
}

/**
 * Runs bunbox.config.ts in every build, because it may read anything. If there is none, the defaults apply.
 *
 * @param listsPackages whether `files` includes the files of packages that it imports
 */
export async function configure(project: Project, listsPackages = false): Promise<Configured> {
  const file = findConfig(project);
  const misnamed = [...misnamedConfigs(project, file), ...namesakesOf(project, file)].map((name) =>
    describeMisnamed(name, file),
  );
  const configured = await load(project, file, listsPackages);
  return { ...configured, diagnostics: [...misnamed, ...configured.diagnostics] };
}

/** The scripts that are named as bunbox, and export options. */
function namesakesOf(project: Project, config: string | null): readonly string[] {
  const names = config === null ? namesakes(project) : [];
  if (names.length === 0) return [];
  const sources = openSources(project);
  return names.filter((name) => defaultKeys(sources, name).some((key) => Object.hasOwn(OPTIONS, key)));
}

function describeMisnamed(name: string, config: string | null): Diagnostic {
  const ending = /(\.m?[jt]s)x?$/.exec(name)?.[1];
  const meant = config ?? `bunbox.config${ending ?? ".ts"}`;
  const message =
    config === null
      ? `${name} is not read; the configuration is ${meant}`
      : `bunbox reads ${meant}, and not ${name}`;
  return report(misnamedConfig, fileStart(name), message, {
    hint: hintFor(name, meant, config !== null, ending),
  });
}

function hintFor(name: string, meant: string, exists: boolean, ending: string | undefined): string {
  if (exists) return `Move the options of ${name} to ${meant}, and remove ${name}.`;
  if (name.includes("/")) return `Move it to ${meant}, beside package.json.`;
  return ending === undefined
    ? `Write its options into ${meant}: \`export default defineConfig({ … })\`.`
    : `Rename it to ${meant}.`;
}

function describeFailed(file: string, reason: string): Diagnostic {
  return report(configFailed, fileStart(file), `${file} cannot be loaded: ${reason}`);
}

async function load(project: Project, file: string | null, listsPackages: boolean): Promise<Configured> {
  if (file === null)
    return { value: defaultSettings(), diagnostics: [], files: [], config: null, hasPort: false };
  const module = isFile(path.join(project.root, file))
    ? await bundleConfig(project, file)
    : { value: null, diagnostics: [describeFailed(file, "it is not a file")] };
  if (module.value === null)
    return {
      value: null,
      diagnostics: module.diagnostics,
      files: [path.join(project.root, file)],
      config: file,
      hasPort: false,
    };
  const { text, packages, files: own } = module.value;
  const listing = packages && listsPackages ? filesOfConfig(project, file) : [];
  const [evaluated, installed] = await Promise.all([evaluateConfig(project, text), listing]);
  const files = [...own, ...installed];
  if (typeof evaluated === "string") {
    return {
      value: null,
      diagnostics: [describeFailed(file, evaluated)],
      files,
      config: file,
      hasPort: false,
    };
  }
  const { settings, problems } = settle(project, evaluated);
  const hasPort = evaluated.config.port !== undefined;
  if (problems.length === 0) return { value: settings, diagnostics: [], files, config: file, hasPort };
  const sources = openSources(project);
  const diagnostics = problems.map(({ code, path: keys, message, hint }) => {
    const isUnknown = code === unknownOption.code;
    return report(
      isUnknown ? unknownOption : wrongOption,
      optionPlace(sources, file, keys, isUnknown ? "key" : "value"),
      message,
      hint === undefined ? {} : { hint },
    );
  });
  // If the folder of the routes is not known, nothing more can be checked.
  const known = !problems.some(({ path: [name] }) => name === "routes");
  return { value: known ? settings : null, diagnostics, files, config: file, hasPort };
}
