// Bundles the entry into one self-contained file, in memory, and returns what esbuild found about the sources.
import path from "node:path";
import type { BuildOptions, Plugin } from "esbuild";
import type { Bundle, Diagnostic, Graph, Project, ServerPlan } from "../model.ts";
import { chainOf, nearestTsconfig, optionOf } from "../syntax/tsconfigs.ts";
import { openSources, type Sources } from "../syntax/source.ts";
import { type Absent, absentIn, withStubs } from "./absent.ts";
import { disposalEdits } from "./disposal.ts";
import { dropsOwnFiles } from "./dropped.ts";
import {
  type Attempt,
  attemptBuild,
  BUILT_IN,
  type Built,
  commonOptions,
  ENTRY,
  runEsbuild,
  sourcePlugin,
} from "./esbuild.ts";
import { externalIn, installedOf } from "./external.ts";
import { graphOf, unknownGraph } from "./graph.ts";
import { interopEdits } from "./interop.ts";
import { BANNER, requireEdits } from "./mark.ts";
import { toDiagnostics } from "./messages.ts";
import { needsTemplatesApart, portableEdits } from "./portable.ts";
import { portableNames } from "./portable-names.ts";
import { rescue } from "./rescue.ts";
import { nameEdits } from "./names.ts";
import { editMappings, editText, parseSourceMap } from "./source-map.ts";
import { computesRequire, LOG_OVERRIDE, warningsOf } from "./warnings.ts";

/** How to make the output. */
export interface BundleOptions {
  /** Absolute path of the output. */
  readonly outfile: string;
  /** Whether to shorten white space and syntax; names stay, because stacks show them. */
  readonly minify: boolean;
  readonly sourcemap: "inline" | "linked" | "none";
  /** Whether it is a server that `bunbox dev` controls, with an inspector. */
  readonly development: boolean;
  /** Whether it imports the routes from their own files, so that coverage counts the user's lines. */
  readonly fromSource?: boolean;
  /** Names of packages that are not bundled. */
  readonly external: readonly string[];
}

/** What the first walk over the sources found, and the next ones know. */
export interface Findings {
  /** Imports that were not found, and need not be. */
  readonly absent: readonly Absent[];
  /** Whether esbuild must not believe what packages say about side effects. */
  readonly ignoreAnnotations: boolean;
}

const NOTHING: Findings = { absent: [], ignoreAnnotations: false };

/** The facts about the sources, and the output if they have no errors. */
export interface Bundled {
  readonly graph: Graph;
  /** `null` if the sources have errors. */
  readonly bundle: Bundle | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: Findings;
}

/**
 * Bundles the entry.
 *
 * @param entry the text that `emit/` wrote from the plan
 * @param known what an earlier call found in the same sources
 */
export async function bundle(
  project: Project,
  plan: ServerPlan,
  entry: string,
  options: BundleOptions,
  known = NOTHING,
): Promise<Bundled> {
  const base = settingsOf(project, entry, options);
  const { built, findings } = await walk(project, base, known, openSources(project));
  const settings = adapted(project, base, findings);
  if ("metafile" in built) {
    const graph = graphOf(project, plan, built, new Set(), findings.absent);
    const output =
      options.fromSource === true ? await runEsbuild(withPlugin(settings, sourcePlugin(project))) : built;
    const diagnostics = warningsOf(built.warnings);
    return { graph, bundle: await finish(project, output, settings, options), diagnostics, findings };
  }
  const rescued = await rescue(project, built.errors, (plugin) => attemptBuild(withPlugin(settings, plugin)));
  const graph =
    rescued.built === null
      ? unknownGraph(plan)
      : graphOf(project, plan, rescued.built, rescued.stubs, findings.absent);
  const diagnostics = [...toDiagnostics(rescued.faults), ...warningsOf(built.warnings)];
  return { graph, bundle: null, diagnostics, findings };
}

/** Bundles, and bundles again while there are new findings: most often there are none. */
async function walk(
  project: Project,
  settings: BuildOptions,
  findings: Findings,
  sources: Sources,
): Promise<{ readonly built: Attempt; readonly findings: Findings }> {
  const built = await attemptBuild(adapted(project, settings, findings));
  const absent = absentIn(project, built, findings.absent, sources);
  const ignoreAnnotations = findings.ignoreAnnotations || dropsOwnFiles(project, built, sources);
  if (absent.length === 0 && ignoreAnnotations === findings.ignoreAnnotations) return { built, findings };
  return walk(project, settings, { absent: [...findings.absent, ...absent], ignoreAnnotations }, sources);
}

/** The settings for sources with these findings. */
function adapted(
  project: Project,
  settings: BuildOptions,
  { absent, ignoreAnnotations }: Findings,
): BuildOptions {
  return withStubs({ ...settings, ignoreAnnotations }, project, absent);
}

function withPlugin(settings: BuildOptions, plugin: Plugin): BuildOptions {
  return { ...settings, sourcemap: false, plugins: [plugin, ...(settings.plugins ?? [])] };
}

function settingsOf(project: Project, entry: string, options: BundleOptions): BuildOptions {
  return {
    ...commonOptions(project, path.dirname(options.outfile)),
    conditions: ["bun", ...customConditions(project)],
    stdin: { contents: entry, resolveDir: project.root, sourcefile: ENTRY, loader: "js" },
    // The output is named as if it were in the project's root, so that the map's sources are relative to the root.
    outfile: path.join(project.root, "server.js"),
    banner: { js: BANNER },
    sourcemap: options.sourcemap === "none" ? false : "external",
    logOverride: LOG_OVERRIDE,
    external: [...BUILT_IN, ...installedOf(project, options.external)],
    minifyWhitespace: options.minify,
    minifySyntax: options.minify,
  };
}

/** The tsconfig's `customConditions` for `exports` and `imports`, so that the bundle has the files that TypeScript checks. */
function customConditions({ root }: Project): readonly string[] {
  const tsconfig = nearestTsconfig(root);
  return tsconfig === null ? [] : (optionOf(chainOf(tsconfig), "customConditions")?.texts ?? []);
}

async function finish(
  project: Project,
  first: Built,
  settings: BuildOptions,
  options: BundleOptions,
): Promise<Bundle> {
  // An escape would change a tagged template, because it shows its own source, so esbuild takes it apart.
  const apart = needsTemplatesApart(codeOf(first));
  const built = apart ? await runEsbuild({ ...settings, supported: { "template-literal": false } }) : first;
  const code = codeOf(built);
  const names = portableNames(project.root, Object.keys(built.metafile.inputs));
  const edits = [
    ...(computesRequire(built.warnings) || code.includes("require.resolve(") ? requireEdits() : []),
    ...interopEdits(code),
    ...disposalEdits(code),
    ...nameEdits(code),
    ...portableEdits(code, names, { metafile: built.metafile, minified: options.minify }),
  ].toSorted((a, b) => a.start - b.start);
  const text = editText(code, edits);
  const mapText = textOf(built, ".map");
  const external = externalIn(built.metafile, installedOf(project, options.external));
  if (mapText === undefined) return { code: assertAscii(text), map: null, external };
  const map = parseSourceMap(mapText);
  // A package outside the bundle resolves others from the calling file, which Bun takes from the map: it must be above their folder.
  const up = external.length > 0 ? "" : toRoot(project, options.outfile);
  const portable = JSON.stringify({
    version: 3,
    // esbuild percent-encodes sources, and Bun shows them in stacks as they are written: `app/ws/rooms/[id]/route.ts`.
    sources: map.sources.map(decodeURIComponent).map((source) => names.get(source) ?? `${up}${source}`),
    sourcesContent: map.sourcesContent,
    mappings: editMappings(map.mappings, code, edits),
    names: map.names,
  });
  const linked = options.sourcemap === "linked";
  const url = linked
    ? encodeURIComponent(`${path.basename(options.outfile)}.map`)
    : `data:application/json;base64,${Buffer.from(portable).toString("base64")}`;
  const withUrl = `${text}//# sourceMappingURL=${url}\n`;
  return { code: assertAscii(withUrl), map: linked ? portable : null, external };
}

function codeOf(built: Built): string {
  return textOf(built, ".js") ?? "";
}

function textOf({ outputFiles }: Built, ending: string): string | undefined {
  return outputFiles.find((file) => file.path.endsWith(ending))?.text;
}

/** The path from the output's folder to the project, if the output is within the project. */
function toRoot({ root }: Project, outfile: string): string {
  const relative = path.relative(path.dirname(outfile), root).split(path.sep).join("/");
  const inside = !path.relative(root, outfile).startsWith("..");
  return inside && relative !== "" ? `${relative}/` : "";
}

function assertAscii(code: string): string {
  const at = code.search(/[\u0080-\uffff]/);
  if (at >= 0)
    throw new Error(`the output has ${JSON.stringify(code.slice(at, at + 20))} at ${at}, which is not ASCII`);
  return code;
}
