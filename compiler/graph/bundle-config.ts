// Bundles bunbox.config.ts into the text of a module that node and bun can import.
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildOptions, Metafile } from "esbuild";
import type { Outcome, Project } from "../model.ts";
import { attemptBuild, commonOptions, PACKAGE } from "./esbuild.ts";
import { toDiagnostics } from "./messages.ts";

/** A configuration that can be run. */
export interface BundledConfig {
  readonly text: string;
  /** Absolute paths of the project's own files that are in the text. */
  readonly files: readonly string[];
  /** Whether it imports packages; they are not in the text. */
  readonly packages: boolean;
}

/**
 * Bundles the configuration with the project's own files that it imports; packages stay imports.
 *
 * @param file relative to the project
 * @returns `null` if it has errors
 */
export async function bundleConfig(project: Project, file: string): Promise<Outcome<BundledConfig | null>> {
  const source = path.join(project.root, file);
  const attempt = await attemptBuild({
    ...entryOf(project, file),
    packages: "external",
    define: {
      "import.meta.url": JSON.stringify(pathToFileURL(source).href),
      "import.meta.dirname": JSON.stringify(path.dirname(source)),
      "import.meta.filename": JSON.stringify(source),
    },
  });
  if (!("metafile" in attempt)) {
    const diagnostics = toDiagnostics(attempt.errors).map((each) => ({ ...each, code: "BBX3003" }));
    return { value: null, diagnostics };
  }
  const { outputFiles, metafile } = attempt;
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const packages = imports.some((each) => each.path !== PACKAGE && !each.path.startsWith("node:"));
  return {
    value: { text: outputFiles[0]?.text ?? "", files: inputsOf(project, metafile), packages },
    diagnostics: [],
  };
}

/** Lists every file that the configuration imports, including those of packages, as far as esbuild finds them. */
export async function filesOfConfig(project: Project, file: string): Promise<readonly string[]> {
  const attempt = await attemptBuild(entryOf(project, file));
  // The configuration may import a package that node finds and esbuild does not.
  return "metafile" in attempt ? inputsOf(project, attempt.metafile) : [];
}

function entryOf(project: Project, file: string): BuildOptions {
  return {
    ...commonOptions(project, project.root),
    // As text, because a `*` in the path of an entry point would be a pattern.
    stdin: {
      contents: `import * as config from ${JSON.stringify(`./${file}`)};\nexport default config.default;`,
      resolveDir: project.root,
    },
  };
}

function inputsOf({ root }: Project, { inputs }: Metafile): readonly string[] {
  return Object.keys(inputs).map((input) => path.resolve(root, input));
}
