// Joins the parsed files with the files that their imports lead to, as esbuild reports them.
import path from "node:path";
import type { Graph } from "../model.ts";
import type { Modules, Target } from "./exports.ts";
import { isScript, type Sources } from "./source.ts";

/**
 * Opens the project's modules, as esbuild has linked them.
 *
 * @param leadsTo maps a route that is a link to its target, from which its imports are resolved
 */
export function openModules(
  sources: Sources,
  graph: Pick<Graph, "imports" | "commonjs">,
  leadsTo: ReadonlyMap<string, string>,
): Modules {
  return {
    sources,
    resolve(importer, specifier): Target {
      const file = leadsTo.get(importer) ?? importer;
      const found = graph.imports.get(file)?.get(specifier);
      if (found === undefined) return relativeTarget(sources, file, specifier);
      if (found === null) return { kind: "builtin" };
      if (graph.commonjs.has(found) || !isScript(found)) return { kind: "dynamic" };
      return { kind: "file", file: found };
    },
  };
}

/** Finds the file of a relative import as TypeScript does. esbuild does not follow imports of types. */
export function relativeTarget(sources: Sources, file: string, specifier: string): Target {
  if (/^(?:node|bun):|^bun$/.test(specifier)) return { kind: "builtin" };
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return { kind: "unknown" };
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const source = target.replace(/\.([cm]?)jsx?$/, ".$1ts");
  const candidates = [
    source,
    source.replace(/\.ts$/, ".tsx"),
    target,
    ...[".ts", ".tsx", ".d.ts", "/index.ts"].map((ending) => target + ending),
  ];
  const found = candidates.find((candidate) => sources.get(candidate) !== undefined);
  return found === undefined ? { kind: "unknown" } : { kind: "file", file: found };
}
