// Bundles the entry into one self-contained file, in memory, and returns what esbuild found about the sources.
import path from "node:path";
import type { BuildOptions, Message, Plugin } from "esbuild";
import type { Bundle, Diagnostic, Graph, Project, Runner, ServerPlan } from "../model.ts";
import { chainOf, nearestTsconfig, optionOf } from "../syntax/tsconfigs.ts";
import { isOwn, type Sources } from "../syntax/source.ts";
import { type Absent, absentIn, withStubs } from "./absent.ts";
import { dropsOwnFiles } from "./dropped.ts";
import {
  type Attempt,
  attemptBuild,
  type Built,
  commonOptions,
  CONDITIONS,
  ENTRY,
  runEsbuild,
  sourcePlugin,
  topicsPlugin,
} from "./esbuild.ts";
import { externalPlugin, installedOf } from "./external.ts";
import { finish } from "./finish.ts";
import { graphOf, unknownGraph } from "./graph.ts";
import { BANNER } from "./mark.ts";
import { toDiagnostics } from "./messages.ts";
import { rescue } from "./rescue.ts";
import { LOG_OVERRIDE, warningsOf } from "./warnings.ts";

/** How to make the output. */
export interface BundleOptions {
  /** Absolute path of the output. */
  readonly outfile: string;
  /** Whether to shorten white space and syntax; names stay, because stacks show them. */
  readonly minify: boolean;
  readonly sourcemap: "inline" | "linked" | "none";
  /** What runs it. */
  readonly runner: Runner;
  /** Whether it is written: only then it must be small and the same bytes on every machine, which takes long for a large one. */
  readonly isWritten: boolean;
  /** Whether it imports the routes from their own files, so that coverage counts the user's lines. */
  readonly fromSource?: boolean;
  /** Names of packages that are not bundled. */
  readonly external: readonly string[];
}

/** The generated texts. */
export interface EntryText {
  /** What the output declares before all other code. */
  readonly prelude: string;
  /** The module that imports everything else. */
  readonly entry: string;
  /** The module of the topics, which is in the output if a route uses it. */
  readonly topics: string;
}

/** What the settings are adapted to. The first walk over the sources finds it, and the next ones know it. */
export interface Adaptations {
  /** Imports that were not found, and need not be. */
  readonly absent: readonly Absent[];
  /** Whether esbuild must not believe what packages say about side effects. */
  readonly ignoreAnnotations: boolean;
}

const NONE: Adaptations = { absent: [], ignoreAnnotations: false };

/** The facts about the sources, and the output if they have no errors. */
export interface Bundled {
  readonly graph: Graph;
  /** Finishes the output, which takes as long as bundling; `null` if the sources have errors. */
  readonly finish: (() => Promise<Bundle>) | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly adaptations: Adaptations;
}

/**
 * Bundles the entry.
 *
 * @param sources the project's files, as far as they have been read
 * @param text what `emit/` wrote from the plan
 * @param known what an earlier call found in the same sources
 */
export async function bundle(
  project: Project,
  sources: Sources,
  plan: ServerPlan,
  text: EntryText,
  options: BundleOptions,
  known = NONE,
): Promise<Bundled> {
  const base = settingsOf(project, text, options);
  const { built, adaptations } = await walk(project, base, known, sources);
  const settings = adapted(project, base, adaptations);
  if ("metafile" in built) {
    const graph = graphOf(project, plan, built, new Set(), adaptations.absent);
    const own = { files: new Set(graph.reached.filter(isOwn)), sources };
    const outputOf = async (): Promise<Built> =>
      options.fromSource === true ? runEsbuild(withPlugin(settings, sourcePlugin(project))) : built;
    return {
      graph,
      finish: async () => finish(project, await outputOf(), settings, options, own),
      diagnostics: warningsOf(built.warnings),
      adaptations,
    };
  }
  const rescued = await rescue(project, built.errors, (plugin) => attemptBuild(withPlugin(settings, plugin)));
  const graph =
    rescued.built === null
      ? unknownGraph(plan)
      : graphOf(project, plan, rescued.built, rescued.stubs, adaptations.absent);
  const diagnostics = [...toDiagnostics(inSources(rescued.faults)), ...warningsOf(built.warnings)];
  return { graph, finish: null, diagnostics, adaptations };
}

/** The errors in the user's files. esbuild repeats a cycle of exports for each import of it, also in the generated entry. */
function inSources(faults: readonly Message[]): readonly Message[] {
  const placed = faults.filter(({ location }) => location?.file !== ENTRY);
  return placed.length > 0 ? placed : faults;
}

/** Bundles, and bundles again as long as there is something new to adapt to: most often there is nothing. */
async function walk(
  project: Project,
  settings: BuildOptions,
  adaptations: Adaptations,
  sources: Sources,
): Promise<{ readonly built: Attempt; readonly adaptations: Adaptations }> {
  const built = await attemptBuild(adapted(project, settings, adaptations));
  const absent = absentIn(project, built, adaptations.absent, sources);
  const ignoreAnnotations = adaptations.ignoreAnnotations || dropsOwnFiles(project, built, sources);
  if (absent.length === 0 && ignoreAnnotations === adaptations.ignoreAnnotations)
    return { built, adaptations };
  return walk(project, settings, { absent: [...adaptations.absent, ...absent], ignoreAnnotations }, sources);
}

function adapted(
  project: Project,
  settings: BuildOptions,
  { absent, ignoreAnnotations }: Adaptations,
): BuildOptions {
  return withStubs({ ...settings, ignoreAnnotations }, project, absent);
}

function withPlugin(settings: BuildOptions, plugin: Plugin): BuildOptions {
  return { ...settings, sourcemap: false, plugins: [plugin, ...(settings.plugins ?? [])] };
}

/** The settings of the first walk. */
export function settingsOf(
  project: Project,
  { prelude, entry, topics }: EntryText,
  options: BundleOptions,
): BuildOptions {
  const common = commonOptions(project, path.dirname(options.outfile));
  return {
    ...common,
    conditions: [...CONDITIONS, ...customConditions(project)],
    stdin: { contents: entry, resolveDir: project.root, sourcefile: ENTRY, loader: "js" },
    // The output is named as if it were in the project's root, so that the map's sources are relative to the root.
    outfile: path.join(project.root, "server.js"),
    banner: { js: prelude === "" ? BANNER : `${BANNER}\n${prelude}` },
    sourcemap: options.sourcemap === "none" && !needsMap(options) ? false : "external",
    logOverride: LOG_OVERRIDE,
    plugins: [
      externalPlugin(project, installedOf(project, options.external)),
      topicsPlugin(project, topics),
      ...common.plugins,
    ],
    minifyWhitespace: options.minify,
    minifySyntax: options.minify,
  };
}

/** Whether an output that has no map is edited by one: `block-scoped.ts` does so. */
function needsMap({ isWritten, minify }: BundleOptions): boolean {
  return isWritten && !minify;
}

/** The tsconfig's `customConditions` for `exports` and `imports`, so that the bundle has the files that TypeScript checks. */
function customConditions({ root }: Project): readonly string[] {
  const tsconfig = nearestTsconfig(root);
  return tsconfig === null ? [] : (optionOf(chainOf(tsconfig), "customConditions")?.texts ?? []);
}
