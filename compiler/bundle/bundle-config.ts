// bunbox.config.ts in, the text of a module that node and bun can import out.
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Outcome, Project } from "../model.ts";
import { commonOptions, PACKAGE, runEsbuild } from "./esbuild.ts";
import { toDiagnostics } from "./messages.ts";

/** A configuration that can be run. */
export interface BundledConfig {
  readonly text: string;
  /** Whether it imports packages, which are not in the text. */
  readonly packages: boolean;
}

/**
 * Bundles the configuration with the project's own files that it imports; packages stay imports.
 *
 * @param file relative to the project
 * @returns the module's text, and whether it imports packages; `null` where it has errors
 */
export async function bundleConfig(project: Project, file: string): Promise<Outcome<BundledConfig | null>> {
  const source = path.join(project.root, file);
  try {
    const { outputFiles, metafile } = await runEsbuild({
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
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    const packages = imports.some((each) => each.path !== PACKAGE && !each.path.startsWith("node:"));
    return { value: { text: outputFiles[0]?.text ?? "", packages }, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof Error && "errors" in error && Array.isArray(error.errors))) throw error;
    const diagnostics = toDiagnostics(error.errors).map((each) => ({ ...each, code: "BBX3003" }));
    return { value: null, diagnostics };
  }
}
