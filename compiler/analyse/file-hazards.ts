// A reached file's syntax tree in, what means something else once it is bundled out.
import { Node, type SourceFile, SyntaxKind } from "ts-morph";
import type { Hazard } from "../model.ts";
import { placeOf } from "./source.ts";

const RELOCATED = new Set(["dir", "dirname", "file", "filename", "path", "url"]);

/** Computed imports, and places that become those of the server. */
export function fileHazards(file: string, tree: SourceFile): readonly Hazard[] {
  return [...computedImports(file, tree), ...relocations(file, tree)];
}

/** esbuild bundles `import("./locales/" + name)` by its beginning; an import of a mere expression it cannot. */
function computedImports(file: string, tree: SourceFile): readonly Hazard[] {
  return tree.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((call) => {
    if (call.getExpression().getKind() !== SyntaxKind.ImportKeyword) return [];
    const [target] = call.getArguments();
    if (target === undefined || /^["'`]/.test(target.getText())) return [];
    return [{ kind: "computed-import", subject: target.getText(), place: placeOf(file, target) }];
  });
}

function relocations(file: string, tree: SourceFile): readonly Hazard[] {
  const meta = tree
    .getDescendantsOfKind(SyntaxKind.PropertyAccessExpression)
    .filter((access) => Node.isMetaProperty(access.getExpression()) && RELOCATED.has(access.getName()))
    // What createRequire resolves by it is bundled, or not there at all.
    .filter((access) => !/^(?:module\.)?createRequire\(/.test(access.getParent()?.getText() ?? ""));
  const names = tree
    .getDescendantsOfKind(SyntaxKind.Identifier)
    .filter((name) => /^__(?:dir|file)name$/.test(name.getText()) && !isDeclared(name));
  return [...meta, ...names].map((node) => ({
    kind: "relocated",
    subject: node.getText(),
    place: placeOf(file, node),
  }));
}

/** Whether the file declares the name itself, as ES modules do, or uses it as that of a property. */
function isDeclared(name: Node): boolean {
  const parent = name.getParent();
  if (Node.isPropertyAccessExpression(parent) || Node.isPropertyAssignment(parent))
    return parent.getNameNode() === name;
  return name.getSourceFile().getVariableDeclaration(name.getText()) !== undefined;
}
