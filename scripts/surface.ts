// Lists what users import: every exported name of the package, with its declaration, without comments.
// `npm run docs` writes the list to test/surface.txt, so that a diff shows every change of the public surface.
import path from "node:path";
import { Node, Project } from "ts-morph";

const DIST = path.resolve(import.meta.dirname, "../dist");

const ENTRIES = [
  ["@ademattos/bunbox", "runtime/index.d.ts"],
  ["@ademattos/bunbox/testing", "compiler/testing.d.ts"],
  ["@ademattos/bunbox/compiler", "compiler/index.d.ts"],
] as const;

/** Writes the text of test/surface.txt from the built declarations. */
export function surface(): string {
  const project = new Project({
    compilerOptions: { removeComments: true },
    skipAddingFilesFromTsConfig: true,
  });
  return ENTRIES.map(([name, file]) => {
    const exported = project.addSourceFileAtPath(path.join(DIST, file)).getExportedDeclarations();
    const declarations = [...exported]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, nodes]) => nodes.map(textOf));
    return `// ${name}\n\n${declarations.join("\n")}\n`;
  }).join("\n");
}

/** A declaration without its comments. */
function textOf(node: Node): string {
  const whole = Node.isVariableDeclaration(node) ? node.getVariableStatementOrThrow() : node;
  const text = whole.print({ removeComments: true });
  return text.replaceAll(/^ {4}/gm, "  ").replace(/^export (?:declare )?/, "");
}
