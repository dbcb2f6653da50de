// Finds out whether esbuild dropped files of the project because a package.json says that they have no side effects.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { BuildFailure, Message } from "esbuild";
import type { Project } from "../model.ts";
import type { Built } from "./esbuild.ts";
import { packageOf } from "./packages.ts";

/**
 * Whether the project's own files are missing from the output because of `sideEffects` in a package.json. Bun runs every
 * imported module, and such a module may register a guard.
 */
export function dropsOwnFiles({ root }: Project, built: Built | BuildFailure): boolean {
  if (!("metafile" in built)) return false;
  if (built.warnings.some(isOfOwnFile)) return true;
  const { inputs, outputs } = built.metafile;
  const kept = new Set(
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
  );
  const folders = new Map<string, boolean>();
  return Object.keys(inputs).some(
    (file) =>
      !kept.has(file) &&
      packageOf(file) === null &&
      !file.includes(":") &&
      saysSideEffects(path.dirname(path.resolve(root, file)), folders),
  );
}

/** `Ignoring this import because "app/setup.ts" was marked as having no side effects` */
function isOfOwnFile({ id, text }: Message): boolean {
  const file = id === "ignored-bare-import" ? /"(.*)" was marked/s.exec(text)?.[1] : undefined;
  return file !== undefined && packageOf(file) === null;
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
