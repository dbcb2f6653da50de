// Finds the imports whose default is all of `module.exports`: those of CommonJS in a package of the type `module`.
import path from "node:path";
import type { Metafile } from "esbuild";
import type { Node } from "oxc-parser";
import type { Project } from "../model.ts";
import { manifestIn } from "../packages.ts";
import { indexOf } from "../syntax/indexed.ts";
import { bindingAt } from "../syntax/scope.ts";
import type { Source } from "../syntax/source.ts";
import { isStub } from "./absent.ts";
import { wrappedName } from "./module-wrappers.ts";

type Call = Extract<Node, { type: "CallExpression" }>;

/**
 * The CommonJS files that ES modules import, and that are in a package of the type `module`. Bun 1.4 asks for the type of the
 * imported file, whatever the importer is: that of the package.json in its folder, or else of the nearest one above that has a name.
 */
export function importedWhole({ root }: Project, { inputs }: Metafile): readonly string[] {
  const known = new Map<string, Package | null>();
  const packageOf = (folder: string): Package | null => {
    const found = known.has(folder) ? (known.get(folder) ?? null) : packageAt(folder);
    known.set(folder, found);
    return found;
  };
  const isOfModule = (folder: string): boolean => {
    for (let at = folder; ; at = path.dirname(at)) {
      const found = packageOf(at);
      if (found !== null && (at === folder || found.isNamed)) return found.isModule;
      if (at === path.dirname(at)) return false;
    }
  };
  const imported = Object.values(inputs).flatMap(({ imports }) =>
    imports.flatMap(({ path: file, kind }) =>
      inputs[file]?.format === "cjs" && kind !== "require-call" && !isStub(file) ? [file] : [],
    ),
  );
  return [...new Set(imported)].filter((file) => isOfModule(path.dirname(path.resolve(root, file))));
}

/** What a package.json says of the files below it. */
interface Package {
  readonly isNamed: boolean;
  readonly isModule: boolean;
}

/** `null` if a folder has no package.json, or a broken one. */
function packageAt(folder: string): Package | null {
  const manifest: { readonly name?: unknown; readonly type?: unknown } | null = manifestIn(folder);
  if (manifest === null) return null;
  const { name, type } = manifest;
  return { isNamed: typeof name === "string" && name !== "", isModule: type === "module" };
}

/** The calls by which an output imports these files: `__toESM(require_lib(), 1)`. */
export function importsOf({ program }: Source, files: readonly string[]): readonly Call[] {
  const calls = indexOf(program).of("CallExpression");
  const wrappers = calls.flatMap((call) =>
    files.includes(wrappedName(call)?.file ?? "") && call.parent?.type === "VariableDeclarator"
      ? [call.parent.id]
      : [],
  );
  return calls.filter(({ callee, arguments: [required] }) => {
    if (callee.type !== "Identifier" || callee.name !== "__toESM" || required?.type !== "CallExpression")
      return false;
    const wrapper = required.callee;
    const id = wrapper.type === "Identifier" ? bindingAt(wrapper, wrapper.name)?.id : undefined;
    return wrappers.some((each) => each === id);
  });
}
