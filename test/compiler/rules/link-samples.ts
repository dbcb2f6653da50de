// Links samples with esbuild, all in one project, so that each has the exports that it has when it runs.
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { link } from "../../../compiler/link-routes.ts";
import type { Place, RouteFacts, Typed } from "../../../compiler/model.ts";
import { findRoutes } from "../../../compiler/routes/find-routes.ts";
import type { Sample } from "../../../compiler/rules/samples.ts";
import { openSources } from "../../../compiler/syntax/source.ts";
import { UNCHECKED } from "../../../compiler/types/typecheck.ts";
import { REPOSITORY } from "../../support/project.ts";
import { unmark } from "./unmark.ts";

/** A sample whose exports are known. */
export interface LinkedSample {
  readonly facts: RouteFacts;
  /** What TypeScript says: nothing, because it is not asked. */
  readonly typed: Typed;
  /** The marked places. */
  readonly expected: readonly Place[];
}

/** Links all samples at once; the result finds each by its index. */
export async function linkSamples(samples: readonly Sample[]): Promise<(index: number) => LinkedSample> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-samples-")));
  try {
    const unmarked = samples.map((sample, index) => unmark(sample, `sample-${index}`));
    for (const [file, text] of unmarked.flatMap(({ files }) => [...files])) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }
    const project = {
      root,
      cache: path.join(root, ".bunbox"),
      run: "samples",
      runtime: path.join(REPOSITORY, "dist/runtime"),
    };
    const routes = (await findRoutes(project, defaultSettings())).value;
    const sources = openSources(project);
    const { facts } = await link(project, routes, defaultSettings(), sources, {
      outfile: path.join(root, "server.js"),
      minify: false,
      sourcemap: "none",
      runner: "itself",
      isWritten: false,
      external: [],
    });
    return (index) => {
      const file = unmarked[index]?.file;
      const found = facts.find(({ route }) => route.file === file);
      if (found === undefined) throw new Error(`sample ${index} is not linked`);
      const expected = (unmarked[index]?.marked ?? []).map(({ file: marked, range }) => {
        const source = sources.get(marked);
        if (source === undefined) throw new Error(`${marked} is not a file of the sample`);
        return source.placeOf(range);
      });
      return { facts: found, typed: UNCHECKED, expected };
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
