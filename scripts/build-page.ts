// The sources of the inspector's page in, one HTML file out that asks for nothing else.
//
// It is made when the package is built; `bunbox dev` only reads what has been made.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { runEsbuild } from "../compiler/graph/esbuild.ts";

/** @param sources absolute path of the folder with index.html, style.css and main.ts */
export async function buildInspector(sources: string): Promise<string> {
  const html = await readFile(path.join(sources, "index.html"), "utf8");
  const { outputFiles } = await runEsbuild({
    absWorkingDir: sources,
    entryPoints: ["main.ts", "style.css"],
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
  const textOf = (extension: string): string =>
    outputFiles.find((file) => file.path.endsWith(extension))?.text.trim() ?? "";
  return [
    { tag: '<link rel="stylesheet" href="style.css" />', name: "style", text: textOf(".css") },
    // Where the page ends, as a module is run: the elements that it looks for are above.
    { tag: '<script type="module" src="main.ts"></script>', name: "script", text: textOf(".js") },
  ].reduce(inline, html.replaceAll(/\n\s*/g, "\n"));
}

interface Inlined {
  readonly tag: string;
  readonly name: string;
  readonly text: string;
}

function inline(html: string, { tag, name, text }: Inlined): string {
  if (!html.includes(tag)) throw new Error(`index.html has no ${tag}`);
  // Either would change where HTML sees the element end; esbuild escapes them in strings.
  if (new RegExp(`</${name}|<!--`, "i").test(text)) throw new Error(`the ${name} would end early`);
  return html.replace(tag, () => `<${name}>${text}</${name}>`);
}

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, "..");
  await writeFile(
    path.join(root, "dist/inspector.html"),
    await buildInspector(path.join(root, "inspector/page")),
  );
}
