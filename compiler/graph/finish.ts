// Makes esbuild's output one that runs as the source does, and that is the same bytes on every machine.
import path from "node:path";
import type { BuildOptions } from "esbuild";
import type { Bundle, Project } from "../model.ts";
import { parse, type Source } from "../syntax/source.ts";
import type { BundleOptions } from "./bundle.ts";
import { blockScopedEdits, type OwnModules } from "./block-scoped.ts";
import { disposalEdits } from "./disposal.ts";
import { type Built, runEsbuild } from "./esbuild.ts";
import { externalIn, installedOf } from "./external.ts";
import { interopEdits } from "./interop.ts";
import { readKnownNames } from "./known-names.ts";
import { requireEdits } from "./mark.ts";
import { markEdits, nameEdits } from "./names.ts";
import { portableNames } from "./portable-names.ts";
import { foreignParts, needsTemplatesApart, portableEdits } from "./portable.ts";
import { editMappings, editText, parseSourceMap } from "./source-map.ts";
import { computesRequire } from "./warnings.ts";
import { importedWhole } from "./whole-defaults.ts";
import { relativeTo } from "../place.ts";

/**
 * Edits the output of a build: names, places, and what Bun does otherwise.
 *
 * @param first the build
 * @param settings its settings
 * @param own the project's own modules
 */
export async function finish(
  project: Project,
  first: Built,
  settings: BuildOptions,
  options: BundleOptions,
  own: OwnModules,
): Promise<Bundle> {
  // An escape would change a tagged template, because it shows its own source, so esbuild takes it apart.
  const partsOf = (built: Built): ReturnType<typeof foreignParts> =>
    foreignParts(outputOf(built), { metafile: built.metafile, minified: options.minify });
  const parts = partsOf(first);
  const apart = needsTemplatesApart(parts);
  const built = apart ? await runEsbuild({ ...settings, supported: { "template-literal": false } }) : first;
  const output = outputOf(built);
  const code = output.text;
  const names = portableNames(project.root, Object.keys(built.metafile.inputs));
  const mapText = textOf(built, ".map");
  const map = mapText === undefined ? null : parseSourceMap(mapText);
  // esbuild percent-encodes sources, and Bun shows them in stacks as they are written: `app/ws/rooms/[id]/route.ts`.
  const sources = map?.sources.map(decodeURIComponent) ?? [];
  const { isWritten } = options;
  const edits = [
    ...(computesRequire(built.warnings) || code.includes("require.resolve(") ? requireEdits() : []),
    ...interopEdits(output, importedWhole(project, built.metafile)),
    ...disposalEdits(output),
    ...(map === null || options.minify ? [] : blockScopedEdits(code, { ...map, sources }, own)),
    ...(isWritten ? nameEdits(output, readKnownNames(project.runtime)) : markEdits(output)),
    ...portableEdits(output, apart ? partsOf(built) : parts, isWritten ? names : new Map(), {
      metafile: built.metafile,
      minified: options.minify,
    }),
  ].toSorted((a, b) => a.start - b.start);
  const text = editText(code, edits);
  const external = externalIn(built.metafile, installedOf(project, options.external));
  if (map === null || options.sourcemap === "none") return { code: assertAscii(text), map: null, external };
  // A package that has maps of its own brings their sources, which esbuild has not read: files, or URLs.
  const unread = sources.filter((source) => !Object.hasOwn(built.metafile.inputs, source));
  const urls = new Set(unread.filter((source) => URL.canParse(source)));
  const mapped = portableNames(
    project.root,
    unread.filter((source) => !urls.has(source)),
  );
  // A package outside the bundle resolves others from the calling file, which Bun takes from the map: it must be above their folder.
  const up = external.length > 0 ? "" : toRoot(project, options.outfile);
  const portable = JSON.stringify({
    version: 3,
    sources: sources.map(
      (source) => names.get(source) ?? mapped.get(source) ?? (urls.has(source) ? source : `${up}${source}`),
    ),
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

/** The output. It is parsed at the first question about its tree, which most outputs do not need. */
function outputOf(built: Built): Source {
  return parse("server.js", textOf(built, ".js") ?? "");
}

function textOf({ outputFiles }: Built, ending: string): string | undefined {
  return outputFiles.find((file) => file.path.endsWith(ending))?.text;
}

/** The path from the output's folder to the project, if the output is within the project. */
export function toRoot(project: Pick<Project, "root">, outfile: string): string {
  const up = relativeTo({ root: path.dirname(outfile) }, project.root);
  const down = relativeTo(project, outfile);
  return up === "" || down.startsWith("..") || path.isAbsolute(down) ? "" : `${up}/`;
}

function assertAscii(code: string): string {
  const at = code.search(/[\u0080-\uffff]/);
  if (at >= 0)
    throw new Error(`the output has ${JSON.stringify(code.slice(at, at + 20))} at ${at}, which is not ASCII`);
  return code;
}
