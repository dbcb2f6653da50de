// Sets esbuild up for every walk over the user's code.
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { BuildFailure, BuildOptions, BuildResult, Plugin } from "esbuild";
import type { Project } from "../model.ts";
import { addonPlugin } from "./addons.ts";
import { dataPlugin } from "./data-files.ts";
import { markPlugin } from "./names.ts";

/** The name by which user code imports bunbox. */
export const PACKAGE = "@ademattos/bunbox";

/** An output of esbuild in memory, and its inputs. */
export type Built = BuildResult<{ write: false; metafile: true }>;

// `require`, because an `import` of a CommonJS module looks for its exports first, which takes as long as loading it.
const load = (): typeof import("esbuild") => createRequire(import.meta.url)("esbuild");

/** An output, or the errors in the sources. */
export type Attempt = Built | BuildFailure;

/**
 * Runs esbuild. It is loaded at its first use: that takes 20 ms, and tsc should be running by then. If the system has ended its
 * process, for want of memory for example, it is started once more.
 *
 * @throws Error if it fails for another reason than errors in the sources
 */
export async function attemptBuild(options: BuildOptions, isAgain = false): Promise<Attempt> {
  const { build, stop } = load();
  try {
    return await collectingRarely(() => build({ ...options, write: false, metafile: true }));
  } catch (error) {
    if (isFailure(error)) return error;
    const hasEnded = error instanceof Error && error.message.startsWith("The service "); // esbuild 0.28
    if (isAgain || !hasEnded) throw error;
    await stop();
    return attemptBuild(options, true);
  }
}

/**
 * Calls a function that may start esbuild, a Go program with the environment of this process. It collects its garbage at
 * 16 MB for the first time instead of 4: a build of 100 routes takes a tenth less of its processor time.
 */
function collectingRarely<T>(start: () => T): T {
  const { GOGC } = process.env;
  process.env["GOGC"] = GOGC ?? "400";
  try {
    return start();
  } finally {
    if (GOGC === undefined) delete process.env["GOGC"];
  }
}

function isFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

/** Runs esbuild over sources that are known to have no errors. */
export async function runEsbuild(options: BuildOptions): Promise<Built> {
  const attempt = await attemptBuild(options);
  if ("metafile" in attempt) return attempt;
  throw attempt;
}

/** The modules that Bun has beside those of Node. esbuild knows those of Node. */
export const BUILT_IN = ["bun", "bun:*"] as const;

/** The conditions of a package's `exports` that Bun 1.4 has beside those of esbuild. */
export const CONDITIONS = ["bun", "node-addons"] as const;

/** The name of the generated entry, as stacks show it. */
export const ENTRY = "bunbox-entry.js";

/**
 * Returns the options that all builds share.
 *
 * @param outdir absolute path of the folder that the output goes to
 */
export function commonOptions(
  project: Project,
  outdir: string,
): BuildOptions & { readonly absWorkingDir: string; readonly plugins: readonly Plugin[] } {
  return {
    absWorkingDir: project.root,
    bundle: true,
    format: "esm",
    platform: "node",
    // Bun does not lower a file that begins with `// @bun`, so esbuild lowers decorators, `using` and the like.
    target: "es2024",
    conditions: [...CONDITIONS],
    jsx: "automatic",
    charset: "ascii",
    // Functions and classes keep the names of the source, because code uses them in errors, logs and registries.
    keepNames: true,
    external: [...BUILT_IN],
    // esbuild would inline the folder of the user's file, an absolute path of the building machine; use the server's folder.
    // The user's modules are never the main module, as in a server that imports them under `bun run`.
    define: {
      __dirname: "import.meta.dir",
      __filename: "import.meta.path",
      "import.meta.main": "false",
      "import.meta.require": "require",
    },
    // In Bun, a style sheet is an empty object, a CSS module too.
    loader: { ".module.css": "css" },
    logLevel: "silent",
    plugins: [runtimePlugin(project), markPlugin, bunPlugin, dataPlugin, addonPlugin(outdir)],
  };
}

/**
 * Leaves out packages that Bun 1.4 replaces by code of its own, installed or not: `bun run` does not use the package either.
 * Other files of these packages, such as `ws/lib/sender.js`, are not replaced.
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
 * Resolves every import of bunbox to the runtime of this compiler, even if a dependency or an alias brings another copy of
 * the package: `publish` must be the server's own.
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
      // The filter matches few files, because a call from Go to JavaScript is slow for a thousand routes.
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

/** Puts the routes of the project in the place of the runtime's empty list. */
export function topicsPlugin({ runtime }: Project, contents: string): Plugin {
  return {
    name: "bunbox-topics",
    setup(build) {
      build.onLoad({ filter: /[\\/]runtime[\\/]route-topics\.js$/ }, ({ path: file }) =>
        file === path.join(runtime, "route-topics.js") ? { contents } : null,
      );
    },
  };
}

/** Keeps the user's modules out of the bundle: they are imported from their own files. */
export function sourcePlugin({ root, runtime }: Project): Plugin {
  return {
    name: "bunbox-source",
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path: name, importer }) =>
        isEntry(importer) ? { path: realpathSync(path.join(root, name)), external: true } : null,
      );
      // What these modules register is in the package's own copy.
      build.onResolve({ filter: /^\.\/before-end\.js$/ }, ({ importer }) =>
        path.dirname(importer) === runtime
          ? { path: path.join(runtime, "before-end.js"), external: true }
          : null,
      );
    },
  };
}

/**
 * Whether esbuild would take a file's name for a pattern or a URL, or not find it. A plugin must resolve such a file, and
 * esbuild does not apply the tsconfig to files that a plugin resolved (esbuild 0.28).
 */
export function isOdd(name: string): boolean {
  return /[*?#\\\n\r\u2028\u2029]/.test(name);
}

function isEntry(importer: string): boolean {
  return path.basename(importer) === ENTRY;
}
