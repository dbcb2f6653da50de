// How esbuild is set up, for every walk over the user's code.
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { BuildOptions, BuildResult, Plugin } from "esbuild";
import type { Project } from "../model.ts";
import { addonPlugin } from "./addons.ts";
import { dataPlugin } from "./data-files.ts";
import { markPlugin } from "./names.ts";

/** What user code imports bunbox by. */
export const PACKAGE = "@ademattos/bunbox";

/** What esbuild has built in memory, and of what. */
export type Built = BuildResult<{ write: false; metafile: true }>;

// By `require`, because an import of a CommonJS module looks for its exports first, which takes as long as loading it.
const load = (): typeof import("esbuild") => createRequire(import.meta.url)("esbuild");

/** Runs esbuild, which is loaded at its first use: that takes 20 ms, and tsc had better been started by then. */
export async function runEsbuild(options: BuildOptions): Promise<Built> {
  const { build } = load();
  return build({ ...options, write: false, metafile: true });
}

/** What Bun has beside the modules of Node, which esbuild knows. */
export const BUILT_IN = ["bun", "bun:*"] as const;

/** The name of the generated entry, as stacks show it. */
export const ENTRY = "bunbox-entry.js";

/**
 * The options that the scan and the bundle have in common, so that the scan finds what the bundle will.
 *
 * @param outdir absolute path of the folder that the output goes to
 */
export function commonOptions(
  project: Project,
  outdir: string,
): BuildOptions & { readonly absWorkingDir: string } {
  return {
    absWorkingDir: project.root,
    bundle: true,
    format: "esm",
    platform: "node",
    // Bun skips its own lowering in a file that begins with `// @bun`: decorators, `using` and the like are esbuild's.
    target: "es2024",
    conditions: ["bun"],
    jsx: "automatic",
    charset: "ascii",
    // Names that go into errors, logs and registries are those of the source, whatever the bundle calls the variable.
    keepNames: true,
    external: [...BUILT_IN],
    // The folder of the user's file would be inlined, an absolute path of the building machine; the server's is meant.
    // No module of the user's is the main one, as under `bun run` of a server that imports it.
    define: {
      __dirname: "import.meta.dir",
      __filename: "import.meta.path",
      "import.meta.main": "false",
      "import.meta.require": "require",
    },
    loader: { ".txt": "text" },
    logLevel: "silent",
    plugins: [runtimePlugin(project), markPlugin, bunPlugin, dataPlugin, addonPlugin(outdir)],
  };
}

/**
 * Leaves out the packages in whose place Bun 1.4 runs code of its own, installed or not: under `bun run` nobody gets the
 * package either. Other files of theirs, such as `ws/lib/sender.js`, are the package's.
 */
const bunPlugin: Plugin = {
  name: "bunbox-bun",
  setup(build) {
    const names = [
      "@vercel/fetch",
      "abort-controller",
      "isomorphic-fetch",
      "node-fetch",
      "undici",
      "utf-8-validate",
    ];
    const filter = new RegExp(`^(?:${names.join("|")}|ws(?:/lib/websocket)?)$`);
    build.onResolve({ filter }, ({ path: name }) => ({ path: name, external: true }));
  },
};

/**
 * Leads every import of bunbox to the one runtime that belongs to this compiler, also from a copy of the package that
 * a dependency or an alias brings: `publish` must be the server's own.
 */
function runtimePlugin({ root, runtime }: Project): Plugin {
  return {
    name: "bunbox-runtime",
    setup(build) {
      build.onResolve({ filter: /^@ademattos\/bunbox$/ }, () => ({ path: path.join(runtime, "index.js") }));
      build.onResolve({ filter: /^bunbox(?:-inspector)?:/ }, ({ path: name, importer }) => {
        const [scheme, file] = name.split(":");
        const folder = scheme === "bunbox" ? runtime : path.join(runtime, "../inspector/server");
        return isEntry(importer) ? { path: path.join(folder, `${file}.js`) } : null;
      });
      // What matches goes to JavaScript and back, which costs more than all else where a thousand routes do.
      build.onResolve({ filter: /^\.\/[\s\S]*(?:[*?#\\]|[^ -~])/ }, ({ path: name, importer }) =>
        isEntry(importer) && isOdd(name) ? { path: realpathSync(path.join(root, name)) } : null,
      );
      build.onLoad({ filter: /[\\/]@ademattos[\\/]bunbox[\\/]dist[\\/]runtime[\\/]index\.js$/ }, (args) =>
        args.path === path.join(runtime, "index.js")
          ? null
          : { contents: `export * from ${JSON.stringify(PACKAGE)};`, resolveDir: path.dirname(args.path) },
      );
    },
  };
}

/** Leaves the user's modules where they are. */
export function sourcePlugin({ root }: Project): Plugin {
  return {
    name: "bunbox-source",
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path: name, importer }) =>
        isEntry(importer) ? { path: realpathSync(path.join(root, name)), external: true } : null,
      );
    },
  };
}

/**
 * Whether esbuild would take a file's name for a pattern or a URL, or not find it. Such a file a plugin must resolve,
 * and what a plugin has resolved gets none of the tsconfig's settings (esbuild 0.28).
 */
export function isOdd(name: string): boolean {
  return /[*?#\\\n\r\u2028\u2029]/.test(name);
}

function isEntry(importer: string): boolean {
  return path.basename(importer) === ENTRY;
}
