// Lists the project's own TypeScript files that run.
import type { Graph } from "../model.ts";
import { isTypeScript, type Source, type Sources } from "../syntax/source.ts";

/** The parsed files; those that the parser cannot read are left out. */
export function ownSources({ reached }: Pick<Graph, "reached">, sources: Sources): readonly Source[] {
  return reached
    .filter((file) => isTypeScript(file) && !file.includes("node_modules/"))
    .flatMap((file) => {
      const source = sources.get(file);
      return source?.failure === null ? [source] : [];
    });
}
