// The compiled package in, the same package in few files out: Node takes 25 ms longer to load a hundred modules.
//
// It runs when the package is built, and no other file of the package needs it.
import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runEsbuild } from "./esbuild.ts";

/** What is started or imported from outside; everything else is found through these. */
const ENTRIES = ["cli/main", "config/evaluate", "dev/run-check", "index", "testing"];

/** The folder that tsc has written the compiler to. */
const COMPILED = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const { outputFiles } = await runEsbuild({
  absWorkingDir: COMPILED,
  entryPoints: ENTRIES.map((entry) => `${entry}.js`),
  outdir: ".",
  outbase: ".",
  // Beside the folders, where `project.js` was: it finds the runtime from there.
  chunkNames: "chunk-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  allowOverwrite: true,
  logLevel: "silent",
});
for (const file of await readdir(COMPILED, { recursive: true })) {
  if (file.endsWith(".js")) await rm(path.join(COMPILED, file));
}
for (const file of outputFiles) await writeFile(file.path, file.contents);
