// Turns the sources of the inspector's page into one HTML file that does not load anything else, and those of the overlay
// into one script.
//
// They are made when the package is built; `bunbox dev` only reads them.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { runEsbuild } from "../compiler/graph/esbuild.ts";

/** @param sources absolute path of the folder with index.html, style.css and main.ts */
export async function buildInspector(sources: string): Promise<string> {
  const html = await readFile(path.join(sources, "index.html"), "utf8");
  const textOf = await bundle(sources, ["main.ts", "style.css"]);
  return [
    { tag: '<link rel="stylesheet" href="style.css" />', name: "style", text: textOf(".css") },
    // The script is at the end of the page, as if it were a module, so that the elements that it looks for exist.
    { tag: '<script type="module" src="main.ts"></script>', name: "script", text: textOf(".js") },
  ].reduce(inline, html.replaceAll(/\n\s*/g, "\n"));
}

/** @param sources absolute path of the folder with overlay.ts */
export async function buildOverlay(sources: string): Promise<string> {
  return (await bundle(sources, ["overlay.ts"]))(".js");
}

/** @returns the text of the output with an extension */
async function bundle(
  sources: string,
  entryPoints: readonly string[],
): Promise<(extension: string) => string> {
  const { outputFiles } = await runEsbuild({
    absWorkingDir: sources,
    entryPoints: [...entryPoints],
    outdir: ".",
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2024",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  return (extension) => outputFiles.find((file) => file.path.endsWith(extension))?.text.trim() ?? "";
}

interface Inlined {
  readonly tag: string;
  readonly name: string;
  readonly text: string;
}

function inline(html: string, { tag, name, text }: Inlined): string {
  if (!html.includes(tag)) throw new Error(`index.html has no ${tag}`);
  // Either would change where the element ends in HTML; esbuild escapes them in strings.
  if (new RegExp(`</${name}|<!--`, "i").test(text)) throw new Error(`the ${name} would end early`);
  return html.replace(tag, () => `<${name}>${text}</${name}>`);
}

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, "..");
  const sources = path.join(root, "inspector/page");
  await writeFile(path.join(root, "dist/inspector.html"), await buildInspector(sources));
  await writeFile(path.join(root, "dist/overlay.js"), await buildOverlay(sources));
}
