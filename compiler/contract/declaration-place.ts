// Finds where a declaration is in the project's own files.
import path from "node:path";
import { ts } from "ts-morph";
import type { Place, Project } from "../model.ts";
import { fileStart, relativeTo } from "../place.ts";

/** Where the name of a declaration is; `undefined` if the file is not one of the project's own. */
export function placeIn(project: Project, declaration: ts.Declaration): Place | undefined {
  const source = declaration.getSourceFile();
  const file = relativeTo(project, source.fileName);
  if (file.startsWith("../") || path.isAbsolute(file) || file.split("/").includes("node_modules"))
    return undefined;
  const name = ts.getNameOfDeclaration(declaration);
  if (name === undefined) return fileStart(file);
  const start = source.getLineAndCharacterOfPosition(name.getStart(source));
  const end = source.getLineAndCharacterOfPosition(name.getEnd());
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
