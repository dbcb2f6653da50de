// The entry's text in, one self-contained file out, in memory.
import path from "node:path";
import type { BuildOptions } from "esbuild";
import type { Bundle, Graph, Outcome, Project } from "../model.ts";
import { type Built, commonOptions, ENTRY, runEsbuild } from "./esbuild.ts";
import { graphOf } from "./graph.ts";
import { BANNER } from "./mark.ts";
import { toDiagnostics } from "./messages.ts";
import { hasForeignCode, portableEdits, portableNames } from "./portable.ts";
import { editMappings, editText, parseSourceMap } from "./source-map.ts";

/** What the output is to be like. */
export interface BundleOptions {
  /** Absolute path of the output. */
  readonly outfile: string;
  /** Whether to shorten white space and syntax; names stay, because stacks show them. */
  readonly minify: boolean;
  readonly sourcemap: "inline" | "linked" | "none";
  /** Whether it is a server that `bunbox dev` orders about, and that has an inspector. */
  readonly development: boolean;
}

/** The output, and the files that it is made of. */
export interface Bundled {
  readonly bundle: Bundle;
  readonly graph: Graph;
}

/**
 * Bundles the entry.
 *
 * @param exports the run-time exports of each route, by which the entry imports them
 */
export async function bundle(
  project: Project,
  entry: string,
  exports: Graph["exports"],
  options: BundleOptions,
): Promise<Outcome<Bundled | null>> {
  try {
    const built = await bundleEntry(project, entry, options);
    const graph = graphOf(project, built.metafile, exports, new Set(), path.dirname(options.outfile));
    return { value: { bundle: finish(project, built, options), graph }, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof Error && "errors" in error && Array.isArray(error.errors))) throw error;
    return { value: null, diagnostics: toDiagnostics(error.errors) };
  }
}

async function bundleEntry(project: Project, entry: string, options: BundleOptions): Promise<Built> {
  const settings: BuildOptions = {
    ...commonOptions(project, path.dirname(options.outfile)),
    stdin: { contents: entry, resolveDir: project.root, sourcefile: ENTRY, loader: "js" },
    // As if the output lay in the project's root, so that the map's sources are relative to it.
    outfile: path.join(project.root, "server.js"),
    banner: { js: BANNER },
    sourcemap: options.sourcemap === "none" ? false : "external",
    minifyWhitespace: options.minify,
    minifySyntax: options.minify,
  };
  let built = await runEsbuild(settings);
  // Only a tagged template shows its own source, so an escape would change it: let esbuild take it apart.
  if (hasForeignCode(textOf(built, ".js") ?? "")) {
    built = await runEsbuild({ ...settings, supported: { "template-literal": false } });
  }
  return built;
}

function finish(project: Project, built: Built, options: BundleOptions): Bundle {
  const code = textOf(built, ".js") ?? "";
  const names = portableNames(project.root, Object.keys(built.metafile.inputs));
  const edits = portableEdits(code, names);
  const text = editText(code, edits);
  const mapText = textOf(built, ".map");
  if (mapText === undefined) return { code: assertAscii(text), map: null };
  const map = parseSourceMap(mapText);
  const up = toRoot(project, options.outfile);
  const portable = JSON.stringify({
    version: 3,
    // esbuild percent-encodes them, and Bun shows them in stacks as they are: `app/ws/rooms/[id]/route.ts`.
    sources: map.sources.map(decodeURIComponent).map((source) => names.get(source) ?? `${up}${source}`),
    sourcesContent: map.sourcesContent,
    mappings: editMappings(map.mappings, edits),
    names: map.names,
  });
  const linked = options.sourcemap === "linked";
  const url = linked
    ? encodeURIComponent(`${path.basename(options.outfile)}.map`)
    : `data:application/json;base64,${Buffer.from(portable).toString("base64")}`;
  return { code: assertAscii(`${text}//# sourceMappingURL=${url}\n`), map: linked ? portable : null };
}

function textOf({ outputFiles }: Built, ending: string): string | undefined {
  return outputFiles.find((file) => file.path.endsWith(ending))?.text;
}

/** The way from the output's folder to the project, where the output lies in it. */
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
