// Bundles the compiled package into few files, because Node takes 25 ms longer to load a hundred modules.
//
// It runs when the package is built. No other file of the package needs it.
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "esbuild";
import { defaultSettings } from "../compiler/config/load-config.ts";
import { emitEntry } from "../compiler/emit/entry.ts";
import { settingsOf } from "../compiler/graph/bundle.ts";
import { runEsbuild } from "../compiler/graph/esbuild.ts";
import { KNOWN_NAMES, type KnownNames } from "../compiler/graph/known-names.ts";
import { namesOfRuntime } from "../compiler/graph/names.ts";
import { HANDLERS, type Project, type Route } from "../compiler/model.ts";
import { planServer } from "../compiler/plan/plan.ts";
import { parseFolder } from "../compiler/routes/segments.ts";

/** The modules that are started or imported from outside; all others are reached through these. */
const ENTRIES = ["cli/main", "config/evaluate", "dev/run-check", "index", "testing"];

/** The folder that tsc has written the compiler to. */
const COMPILED = path.resolve(import.meta.dirname, "../dist/compiler");

const RUNTIME = path.resolve(COMPILED, "../runtime");

// fast-glob alone has eighty modules, and Node loads their bundle five times as fast. These packages look for their own files.
const EXTERNAL = ["esbuild", "oxc-parser", "ts-morph", "typescript"];

/**
 * Loads ts-morph by `require`: an `import` of a CommonJS module looks for its exports first, which takes a quarter of a second
 * for its nine megabytes.
 */
const REQUIRED: Plugin = {
  name: "required",
  setup(build) {
    build.onResolve({ filter: /^ts-morph$/ }, ({ kind, path: name }) =>
      kind === "require-call" ? { path: name, external: true } : { path: name, namespace: "required" },
    );
    build.onLoad({ filter: /^/, namespace: "required" }, ({ path: name }) => ({
      contents: `module.exports = require(${JSON.stringify(name)});`,
    }));
  },
};

// The tracer's node-pre-gyp imports these to publish add-ons. That code never runs here.
const UNREACHED = ["nock", "mock-aws-s3", "aws-sdk"];

/** A file of every route, relative to the project that is bundled. */
const FILE = "app/ws/echo/route.ts";

const { outputFiles, metafile } = await runEsbuild({
  absWorkingDir: COMPILED,
  entryPoints: ENTRIES.map((entry) => `${entry}.js`),
  outdir: ".",
  outbase: ".",
  // Beside the folders, where `project.js` was, because it finds the runtime from there.
  chunkNames: "chunk-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // Node compiles 4 % less. Names stay, because reports of crashes show them.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 120,
  external: [...EXTERNAL, ...UNREACHED],
  plugins: [REQUIRED],
  loader: { ".html": "text" },
  // Bundled CommonJS modules load Node's own modules by `require`.
  banner: {
    js: 'import { createRequire as bunboxRequire } from "node:module"; const require = bunboxRequire(import.meta.url);',
  },
  allowOverwrite: true,
  logLevel: "silent",
});
for (const file of await readdir(COMPILED, { recursive: true })) {
  if (file.endsWith(".js")) await rm(path.join(COMPILED, file));
}
await removeInternalTypes();
for (const file of outputFiles) await writeFile(file.path, file.contents);
// The typed client is copied as it is, in TypeScript.
for (const file of ["connect.ts", "reconnect.ts"])
  await cp(path.resolve(COMPILED, "../../client", file), path.resolve(COMPILED, "../client", file));
await writeFile(path.join(COMPILED, "../LICENSES.txt"), await licenses(Object.keys(metafile.inputs)));
await writeFile(path.join(RUNTIME, KNOWN_NAMES), JSON.stringify(await namesOfRuntimes()));

/** The names in every form of the runtime: which of its modules and functions an output has depends on the routes. */
async function namesOfRuntimes(): Promise<KnownNames> {
  const app = path.resolve(COMPILED, "../../fixtures/apps/starter");
  const project = { root: app, cache: app, run: "", runtime: RUNTIME };
  const plain = defaultSettings();
  const all = { ...plain, fallback: FILE, server: { ...plain.server, metrics: true } };
  const forms = [["a"], ["[a]"], ["[...b]"], ["[[...c]]"], ["[a]", "x/[...b]"], ["[a]", "x/[[...c]]"]];
  const many = Array.from({ length: 100 }, (_, index) => `r${index}`);
  const known: Record<string, readonly number[]> = {};
  for (const folders of [...forms, ["x/[...b]", "y/[[...c]]"], ["[a]", "x/[...b]", "y/[[...c]]"], many]) {
    for (const settings of [plain, all]) {
      for (const names of [["onMessage"], ["upgrade", "onMessage"], HANDLERS]) {
        for (const sure of [names, []]) {
          const plan = planServer(folders.map(routeIn), () => ({ names, live: [], plain: sure }), settings);
          Object.assign(known, await namesIn(project, emitEntry(plan, "itself")));
        }
      }
    }
  }
  return known;
}

async function namesIn(project: Project, entry: string): Promise<KnownNames> {
  const options = {
    outfile: "server.js",
    minify: false,
    sourcemap: "none",
    runner: "itself",
    isWritten: false,
    external: [],
  } as const;
  const built = await runEsbuild(settingsOf(project, { prelude: "", entry, topics: "" }, options));
  return namesOfRuntime(built.outputFiles[0]?.text ?? "");
}

/** A route in this folder. All have the same file, whose exports do not matter. */
function routeIn(folder: string): Route {
  const segments = folder.split("/").flatMap((name) => {
    const parsed = parseFolder(name);
    return "problem" in parsed || parsed.segment === null ? [] : [parsed.segment];
  });
  const topic = segments.every(({ kind }) => kind === "static") ? folder : null;
  return { file: FILE, path: folder, segments, topic, real: folder, text: "", guards: [] };
}

/** The licenses of the packages in the bundle, which must be distributed with it. */
async function licenses(inputs: readonly string[]): Promise<string> {
  const folders = new Set(
    inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
  );
  const texts = [...folders].toSorted().map(async (folder) => {
    const absolute = path.resolve(COMPILED, folder);
    const file = (await readdir(absolute)).find((name) => /^licen[cs]e/i.test(name));
    const text = await readFile(path.join(absolute, file ?? "package.json"), "utf8");
    return `${folder.split("node_modules/").at(-1)}\n\n${file === undefined ? namedLicense(text, folder) : text}`;
  });
  return (await Promise.all(texts)).join("\n\n---\n\n");
}

/** The license of a package that does not have a file with it, and only names it. */
function namedLicense(manifest: string, folder: string): string {
  const { license }: { license?: unknown } = JSON.parse(manifest);
  if (typeof license !== "string") throw new Error(`${folder} has no license to hand on`);
  return `License: ${license}\n`;
}

/** Removes the declarations that no entry of the package leads to. */
async function removeInternalTypes(): Promise<void> {
  const dist = path.join(COMPILED, "..");
  // The contract of the type check imports contract-types.d.ts.
  const reached = new Set<string>();
  const pending = ["compiler/index", "compiler/testing", "runtime/index", "runtime/contract-types"].map(
    (entry) => `${entry}.d.ts`,
  );
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const declared = await readFile(path.join(dist, file), "utf8");
    // An example in a docstring imports files of a user.
    const text = declared.replaceAll(/^\s*\*.*$/gm, "");
    for (const [, specifier = ""] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.ts"/g))
      pending.push(path.join(path.dirname(file), `${specifier}.d.ts`));
  }
  for (const file of await readdir(dist, { recursive: true }))
    if (file.endsWith(".d.ts") && !reached.has(file)) await rm(path.join(dist, file));
}
