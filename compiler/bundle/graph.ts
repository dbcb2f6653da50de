// esbuild's account of a build in, the graph of the user's files out.
import path from "node:path";
import type { Metafile } from "esbuild";
import type { Graph, Project } from "../model.ts";
import { ENTRY } from "./esbuild.ts";

/**
 * What runs because of the entries. bunbox's own files are left out.
 *
 * @param exports the run-time exports of each entry
 * @param stubs files at fault, which esbuild was given nothing of
 * @param outdir absolute path of the folder that native add-ons are named from
 */
export function graphOf(
  project: Project,
  metafile: Metafile,
  exports: ReadonlyMap<string, readonly string[]>,
  stubs: ReadonlySet<string>,
  outdir = project.root,
): Graph {
  const runtime = `${relative(project, project.runtime)}/`;
  const inputs = Object.entries(metafile.inputs).filter(
    ([file]) => file !== ENTRY && !file.startsWith(runtime),
  );
  const reached = new Set([...inputs.map(([file]) => file), ...stubs, ...exports.keys()]);
  const imports = inputs.map(([file, input]) => {
    const targets = input.imports.flatMap(({ original, path: target }) =>
      original === undefined ? [] : [[original, target] as const],
    );
    return [file, new Map(targets)] as const;
  });
  return {
    exports,
    reached: [...reached].toSorted(),
    imports: new Map(imports),
    addons: inputs.flatMap(([importer, input]) =>
      input.imports
        .filter(({ external, path: target }) => external === true && target.endsWith(".node"))
        .map(({ path: target }) => ({ addon: relative(project, path.resolve(outdir, target)), importer })),
    ),
    broken: brokenFiles(metafile, stubs),
  };
}

function relative({ root }: Project, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}

/** The files at fault, and all that import them, however far. */
function brokenFiles({ inputs }: Metafile, stubs: ReadonlySet<string>): ReadonlySet<string> {
  const broken = new Set(stubs);
  const files = Object.entries(inputs);
  for (let size = -1; stubs.size > 0 && size !== broken.size;) {
    size = broken.size;
    for (const [file, { imports }] of files) {
      if (imports.some((each) => broken.has(each.path))) broken.add(file);
    }
  }
  return broken;
}
