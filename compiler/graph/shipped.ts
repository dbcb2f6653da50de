// Lists the files that are in the output.
import type { Metafile } from "esbuild";
import type { Graph } from "../model.ts";
import { packageOf } from "../packages.ts";

/** The inputs that have code in the output. */
export function shippedFiles({ outputs }: Metafile): ReadonlySet<string> {
  return new Set(
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
  );
}

/** The files of packages that are in the output, by package. */
export function shippedIn(metafile: Metafile): Graph["shipped"] {
  const shipped = new Map<string, string[]>();
  for (const file of shippedFiles(metafile)) {
    const name = packageOf(file);
    if (name === null) continue;
    const files = shipped.get(name) ?? [];
    files.push(file);
    shipped.set(name, files);
  }
  return shipped;
}
