// Finds out whether esbuild dropped files of the project because a package.json says that they have no side effects.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Node } from "oxc-parser";
import type { Project } from "../model.ts";
import { packageOf } from "../packages.ts";
import { isScript, type Sources } from "../syntax/source.ts";
import type { Attempt } from "./esbuild.ts";
import { shippedFiles } from "./shipped.ts";

/**
 * Whether the project's own files are missing from the output because of `sideEffects` in a package.json. Bun runs every
 * imported module, and such a module may register a guard.
 */
export function dropsOwnFiles({ root, runtime }: Project, built: Attempt, sources: Sources): boolean {
  if (!("metafile" in built)) return false;
  const shipped = shippedFiles(built.metafile);
  // A link to bunbox may lead out of node_modules.
  const bunbox = path.join(runtime, "..") + path.sep;
  const folders = new Map<string, boolean>();
  return Object.keys(built.metafile.inputs).some(
    (file) =>
      !shipped.has(file) &&
      packageOf(file) === null &&
      !file.includes(":") &&
      !path.resolve(root, file).startsWith(bunbox) &&
      saysSideEffects(path.dirname(path.resolve(root, file)), folders) &&
      mayHaveEffects(file, sources),
  );
}

/** Whether a file does more than to declare types, functions and plain values when it runs. */
function mayHaveEffects(file: string, sources: Sources): boolean {
  if (!isScript(file)) return false;
  const source = sources.get(file);
  return source === undefined || source.program.body.some((each) => !isIdle(each));
}

function isIdle(statement: Node): boolean {
  switch (statement.type) {
    case "EmptyStatement":
    case "ExportAllDeclaration":
    case "FunctionDeclaration":
    case "ImportDeclaration":
    case "TSDeclareFunction":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return true;
    case "ExportNamedDeclaration":
      return statement.declaration === null || isIdle(statement.declaration);
    case "ExportDefaultDeclaration":
      return isIdle(statement.declaration);
    case "VariableDeclaration":
      return statement.declarations.every(({ init }) => init === null || isIdle(init));
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "Literal":
      return true;
    default:
      return false;
  }
}

/** Whether the nearest package.json has a field `sideEffects`. */
function saysSideEffects(folder: string, known: Map<string, boolean>): boolean {
  const answer = known.get(folder) ?? ask(folder, known);
  known.set(folder, answer);
  return answer;
}

function ask(folder: string, known: Map<string, boolean>): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    return typeof manifest === "object" && manifest !== null && "sideEffects" in manifest;
  } catch {
    const above = path.dirname(folder); // Most folders do not have one.
    return above !== folder && saysSideEffects(above, known);
  }
}
