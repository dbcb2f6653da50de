// Finds where CommonJS loads ES modules. These must not use a top-level `await`, because `require` does not wait.
import type { Metafile } from "esbuild";
import type { Graph } from "../model.ts";

/** Each place, with the ES module and all that it imports. `import` in a file that is CommonJS by its package.json counts too. */
export function requiredIn({ inputs }: Metafile): Graph["required"] {
  return Object.entries(inputs).flatMap(([importer, { imports, format }]) =>
    imports.flatMap(({ path: target, kind, original, external }) => {
      const isRequired = kind === "require-call" || (kind === "import-statement" && format === "cjs");
      if (!isRequired || external === true || inputs[target]?.format !== "esm") return [];
      return [{ importer, specifier: original ?? target, files: closureOf(inputs, target) }];
    }),
  );
}

function closureOf(inputs: Metafile["inputs"], target: string): readonly string[] {
  // The list grows while it is walked.
  const files = [target];
  const seen = new Set(files);
  for (const file of files) {
    for (const { path: next, kind, external } of inputs[file]?.imports ?? []) {
      if (kind !== "import-statement" || external === true || seen.has(next)) continue;
      seen.add(next);
      files.push(next);
    }
  }
  return files;
}
