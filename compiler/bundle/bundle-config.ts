// Bundles bunbox.config.ts into the text of a module that node and bun can import.
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Outcome, Project } from "../model.ts";
import { commonOptions, runEsbuild } from "./esbuild.ts";
import { toDiagnostics } from "./messages.ts";

/**
 * Bundles the configuration with the project's own files that it imports; packages stay imports.
 *
 * @param file relative to the project
 * @returns the module's text; `null` if it has errors
 */
export async function bundleConfig(project: Project, file: string): Promise<Outcome<string | null>> {
  const source = path.join(project.root, file);
  try {
    const { outputFiles } = await runEsbuild({
      ...commonOptions(project, project.root),
      // As text, because a `*` in the path of an entry point would be a pattern.
      stdin: {
        contents: `import * as config from ${JSON.stringify(`./${file}`)};\nexport default config.default;`,
        resolveDir: project.root,
      },
      packages: "external",
      define: {
        "import.meta.url": JSON.stringify(pathToFileURL(source).href),
        "import.meta.dirname": JSON.stringify(path.dirname(source)),
        "import.meta.filename": JSON.stringify(source),
      },
    });
    return { value: outputFiles[0]?.text ?? "", diagnostics: [] };
  } catch (error) {
    if (!(error instanceof Error && "errors" in error && Array.isArray(error.errors))) throw error;
    const diagnostics = toDiagnostics(error.errors).map((each) => ({ ...each, code: "BBX3003" }));
    return { value: null, diagnostics };
  }
}
