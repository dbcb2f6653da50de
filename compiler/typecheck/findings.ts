// Contract files in, what one run of tsc over them and the project says out.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Misfit, Project } from "../model.ts";
import { type ContractFile, type Line, misfitOf } from "./contract.ts";
import { parseOutput, runTypeScript, type TypeScriptError } from "./run.ts";
import { contractConfig, type ProjectConfig } from "./tsconfig.ts";
import type { TypeScript } from "./typescript.ts";

/** What every run of tsc needs. */
export interface Setup {
  readonly project: Project;
  readonly typescript: TypeScript;
  readonly config: ProjectConfig;
  /** The folder of this run within the cache, so that concurrent runs never meet. */
  readonly folder: string;
}

/** What a run of tsc said, sorted by whom it concerns. */
export interface Findings {
  readonly misfits: readonly Misfit[];
  /** The lines of the contract that failed. */
  readonly failing: readonly Line[];
  /** Errors in the user's own files and options. */
  readonly errors: readonly TypeScriptError[];
  /** Absolute paths of the files that it has read. */
  readonly files: readonly string[];
  /** Why tsc gave no verdict at all. */
  readonly failure: string | null;
}

/** Runs tsc over the contract and the project's own files. */
export async function findMisfits(
  setup: Setup,
  files: readonly ContractFile[],
  own: readonly string[],
): Promise<Findings> {
  const { project, typescript, config, folder } = setup;
  const byName = new Map<string, ContractFile>();
  for (const file of files) {
    writeFileSync(path.join(folder, file.name), file.text);
    byName.set(path.relative(project.root, path.join(folder, file.name)).split(path.sep).join("/"), file);
  }
  const written = files.map(({ name }) => path.join(folder, name));
  const tsconfig = writeConfig(setup, [...written, ...own]);
  const { output, exitCode } = await runTypeScript(typescript, project.root, [
    "-p",
    tsconfig,
    "--pretty",
    "false",
    "--listFiles",
  ]);
  // What it has read stands on lines of its own, as absolute paths; places of errors are relative.
  const lines = output.split(/\r?\n/);
  const read = lines.filter((line) => path.isAbsolute(line));
  const parsed = parseOutput(lines.filter((line) => !path.isAbsolute(line)).join("\n"), project.root);
  const failing = new Map<Line, TypeScriptError>();
  const errors: TypeScriptError[] = [];
  // A name that is not exported leaves its whole line without meaning, whatever else is said of it.
  const absent = new Set(parsed.filter(isAbsent).map(({ file, line }) => `${file}:${line}`));
  for (const error of parsed) {
    const contractFile = byName.get(error.file ?? "");
    const line = contractFile?.lines.get(error.line);
    if (contractFile === undefined) errors.push(withoutCache(error, project, config));
    else if (line !== undefined && !absent.has(`${error.file}:${error.line}`) && !failing.has(line))
      failing.set(line, error);
  }
  const silent = parsed.length === 0 && exitCode !== 0;
  const ending = `TypeScript ${typescript.version} ended with ${exitCode ?? "a signal"}`;
  return {
    failing: [...failing.keys()],
    misfits: [...failing].map(([line, error]) => misfitOf(line, reasonOf(error))),
    errors,
    files: read,
    failure: silent ? `${ending}: ${gist(output, project)}` : null,
  };
}

/** The line of a crash that says most, without its stack. */
function gist(output: string, { root }: Project): string {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== "");
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? "").trim().replaceAll(`${root}/`, "");
}

/** Writes the tsconfig of a run over these files. */
export function writeConfig({ config, folder, typescript }: Setup, files: readonly string[]): string {
  const tsconfig = path.join(folder, "tsconfig.json");
  writeFileSync(tsconfig, contractConfig(config, files, typescript));
  return tsconfig;
}

/** The name that the contract asks for is not exported, or the file is no module: `check/` reports these by syntax. */
function isAbsent({ code }: TypeScriptError): boolean {
  return ["TS2306", "TS2339", "TS2694", "TS2693", "TS2551", "TS2724"].includes(code);
}

/** An option that is wrong in the contract's tsconfig is wrong in the project's, where its name stands. */
function withoutCache(error: TypeScriptError, project: Project, config: ProjectConfig): TypeScriptError {
  if (error.file === null || !error.file.startsWith(`${relativeTo(project, project.cache)}/`)) return error;
  if (config.file === null) return { ...error, file: null };
  const named = /[Oo]ption '(?:--)?(\w+)/.exec(error.message)?.[1];
  const before = named === undefined ? undefined : readFileSync(config.file, "utf8").split(`"${named}"`);
  const lines = before === undefined || before.length < 2 ? [""] : (before[0] ?? "").split("\n");
  return {
    ...error,
    file: relativeTo(project, config.file),
    line: lines.length,
    column: (lines.at(-1) ?? "").length + 1,
  };
}

/** An absolute path as diagnostics name it. */
export function relativeTo({ root }: Project, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}

function reasonOf({ message, reason }: TypeScriptError): string {
  return reason === "" ? message : `${message}\n${reason}`;
}
