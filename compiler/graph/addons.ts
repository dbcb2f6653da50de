// Leaves native add-ons outside the bundle: they stay where they are, and the server loads them by a path from its folder.
import type { Metafile, Plugin } from "esbuild";
import type { Graph } from "../model.ts";
import { isStub } from "./absent.ts";
import { specifierFrom } from "../place.ts";

/** The ending of a native add-on. A module may be named like one: `graph.node.ts`. */
const ADDON = /\.node$/;

/**
 * Replaces each native add-on by a module that loads it when that module runs. esbuild resolves the name first, because a
 * module may have a name that ends like an add-on.
 *
 * @param outdir absolute path of the folder that the output goes to
 */
export function addonPlugin(outdir: string): Plugin {
  return {
    name: "bunbox-addon",
    setup(build) {
      build.onLoad({ filter: ADDON, namespace: "file" }, ({ path: file }) => {
        const target = JSON.stringify(specifierFrom(outdir, file));
        return { contents: `module.exports = require(${target});`, loader: "js" };
      });
      build.onResolve({ filter: ADDON }, ({ path: target, importer }) =>
        ADDON.test(importer) ? { path: target, external: true } : null,
      );
    },
  };
}

/** Lists the add-ons that the server loads, each with the files that import it. */
export function addonsIn({ inputs }: Metafile): Graph["addons"] {
  return Object.entries(inputs).flatMap(([importer, { imports }]) =>
    imports.flatMap(({ path: addon, external }) =>
      external !== true && ADDON.test(addon) && !isStub(addon) ? [{ addon, importer }] : [],
    ),
  );
}
