// Finds what a module declares at its top that has no value before its declaration has run.
import type { Node, Program } from "oxc-parser";
import type { Range } from "./source.ts";

/**
 * Where `const`, `let`, classes and default exports begin: from the keyword up to the name. A function that is exported so has its
 * value from the beginning, but nothing declares it with `var` either.
 *
 * @param program the tree of a file
 */
export function blockScopedIn({ body }: Program): readonly Range[] {
  return body.flatMap((statement) => {
    switch (statement.type) {
      case "ExportNamedDeclaration":
        return statement.declaration === null ? [] : beginningOf(statement.declaration);
      case "ExportDefaultDeclaration":
        return [{ start: statement.start, end: nameStart(statement.declaration) }];
      default:
        return beginningOf(statement);
    }
  });
}

function beginningOf(node: Node): readonly Range[] {
  if (node.type === "ClassDeclaration") {
    // What a decorator has is before the keyword.
    const start = Math.max(node.start, ...node.decorators.map(({ end }) => end));
    return [{ start, end: nameStart(node) }];
  }
  if (node.type !== "VariableDeclaration" || node.kind === "var") return [];
  return [{ start: node.start, end: node.declarations[0]?.start ?? node.end }];
}

/** Where the keywords end. */
function nameStart(node: Node): number {
  return node.type === "ClassDeclaration" ? (node.id ?? node.body).start : node.start;
}
