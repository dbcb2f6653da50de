// Runs tsc over contract files and the project, and sorts its errors into handlers and the user's own files.
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Misfit, Project } from "../model.ts";
import { type ContractFile, type Line, misfitOf, type NearLine } from "./contract.ts";
import { meantFile } from "./odd-names.ts";
import { withoutContract } from "./option-errors.ts";
import { checkersOf, parseOutput, runTypeScript, type TypeScriptError } from "./run.ts";
import { contractConfig, type ProjectConfig } from "./tsconfig.ts";
import type { TypeScript } from "./typescript.ts";
import { relativeTo } from "../place.ts";

/** The settings of every run of tsc. */
export interface Setup {
  readonly project: Project;
  readonly typescript: TypeScript;
  readonly config: ProjectConfig;
  /** The folder of this run within the cache, so that concurrent runs never meet. */
  readonly folder: string;
  /** Folders that TypeScript treats as one (`rootDirs`), for files whose names it cannot read. */
  readonly overlaid: readonly string[];
}

/** The results of a run of tsc. */
export interface Findings {
  readonly misfits: readonly Misfit[];
  /** The lines of the contract that failed. */
  readonly failing: readonly Line[];
  /** The lines whose handler TypeScript sees in its module. */
  readonly seen: readonly Line[];
  /** The near names that cannot be called. */
  readonly uncallable: readonly NearLine[];
  /** Errors in the user's own files and options. */
  readonly errors: readonly TypeScriptError[];
  /** Absolute paths of the files that it has read. */
  readonly files: readonly string[];
  /** Why it is not known whether tsc has checked everything; `null` if it has. */
  readonly failure: string | null;
}

/** Runs tsc over the contract and the project's own files. */
export async function findMisfits(
  setup: Setup,
  files: readonly ContractFile[],
  own: readonly string[],
): Promise<Findings> {
  const { project, typescript, folder } = setup;
  const byName = new Map<string, ContractFile>();
  for (const file of files) {
    writeFileSync(path.join(folder, file.name), file.text);
    byName.set(relativeTo(project, path.join(folder, file.name)), file);
  }
  const written = files.map(({ name }) => path.join(folder, name));
  const tsconfig = writeConfig(setup, [...written, ...own]);
  const { output, complaints, exitCode } = await runTypeScript(typescript, project.root, [
    "-p",
    tsconfig,
    "--pretty",
    "false",
    "--listFiles",
    ...checkersOf(typescript),
  ]);
  // Files that tsc has read are lines with an absolute path; places of errors are relative.
  const lines = output.split(/\r?\n/);
  const read = lines.filter((line) => path.isAbsolute(line));
  const said = lines.filter((line) => !path.isAbsolute(line)).join("\n");
  const parsed = parseOutput(said, project.root).map((error) => ({
    ...error,
    file: error.file === null ? null : meantFile(project.root, folder, error.file),
  }));
  const failing = new Map<Line, TypeScriptError>();
  const uncallable: NearLine[] = [];
  const errors: TypeScriptError[] = [];
  let unchecked: string | null = null;
  // If a name is not exported, other errors in its line mean nothing.
  const proven = new Set<ContractFile>();
  const absent = new Set(parsed.filter(isAbsent).map(({ file, line }) => `${file}:${line}`));
  const sending = new Set(files.flatMap(({ outgoing }) => [...outgoing.values()]));
  for (const error of parsed) {
    const contractFile = byName.get(error.file ?? "");
    const line = contractFile?.lines.get(error.line);
    const sender = contractFile?.outgoing.get(error.line);
    if (contractFile === undefined) errors.push(error);
    else if (error.line === contractFile.proof) proven.add(contractFile);
    else if (sender !== undefined) sending.delete(sender);
    else if (line === undefined)
      unchecked ??= isHarmless(contractFile, error) ? null : reasonUnchecked(contractFile, error);
    else if ("near" in line) uncallable.push(line);
    else if (isUnknown(line, error)) continue;
    else if (!absent.has(`${error.file}:${error.line}`) && !failing.has(line)) failing.set(line, error);
  }
  const seen = files.flatMap(({ name, lines: mapped }) => {
    const file = relativeTo(project, path.join(folder, name));
    return [...mapped].flatMap(([number, line]) =>
      "near" in line || absent.has(`${file}:${number}`) ? [] : [line],
    );
  });
  const silent = parsed.length === 0 && exitCode !== 0;
  const ending = `TypeScript ${typescript.version} ended with ${exitCode ?? "a signal"}`;
  // With errors of its own, the build fails anyway: after a syntax error tsc reports nothing else.
  const stops = errors.length > 0 || [...failing.keys()].some(({ blame }) => blame.kind !== "data");
  if (!stops && files.some((file) => !proven.has(file)))
    unchecked ??= `TypeScript ${typescript.version} did not report a mistake that bunbox had put in to see whether it checks the handlers.`;
  return {
    failing: [...failing.keys()],
    seen,
    uncallable,
    misfits: [...failing].map(([line, error]) => misfitOf(line, reasonOf(error), sending.has(line.route))),
    errors: await withoutContract(setup, errors),
    files: read,
    failure: silent ? `${ending}: ${gist(`${complaints}\n${output}`, project)}` : unchecked,
  };
}

/** Whether a type is unknown to TypeScript, so that it has no keys. Another error reports the cause. */
function isUnknown({ blame }: Line, { message }: TypeScriptError): boolean {
  return blame.kind === "keys" && message.startsWith("Type 'any' is not assignable to type 'never'");
}

/** The most useful line of a crash, without its stack. */
function gist(output: string, { root }: Project): string {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== "");
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? "").trim().replaceAll(`${root}/`, "");
}

/** Writes the tsconfig of a run over these files. */
export function writeConfig(
  { config, folder, typescript, overlaid }: Setup,
  files: readonly string[],
  name = "tsconfig.json",
): string {
  const tsconfig = path.join(folder, name);
  writeFileSync(tsconfig, contractConfig(config, files, typescript, overlaid));
  return tsconfig;
}

/** Whether a name of the contract is not exported, or the file is not a module. The rules report these by syntax. */
function isAbsent({ code }: TypeScriptError): boolean {
  return ["TS2306", "TS2339", "TS2694", "TS2693", "TS2551", "TS2724"].includes(code);
}

/** Why the lines below a line of the contract were not checked: the line does not check anything, but fails. */
function reasonUnchecked({ imports }: ContractFile, error: TypeScriptError): string {
  const route = imports.get(error.line);
  if (route === undefined) return `${error.code}: ${reasonOf(error)}`;
  return `TypeScript cannot find ${route.file}: ${reasonOf(error)}`;
}

/** `noUnusedLocals`: a contract imports every type that it may need, and a route without a handler. */
const UNUSED: ReadonlySet<string> = new Set(["TS6133", "TS6192", "TS6196"]);

/**
 * Whether an error can be ignored: an import that the contract does not use, two routes whose names differ only in case,
 * which `routes/` reports, or a route that is not a module and exports nothing, so that the contract does not check it.
 */
function isHarmless({ imports, lines }: ContractFile, { code, line }: TypeScriptError): boolean {
  if (code === "TS1149" || code === "TS1261" || UNUSED.has(code)) return true;
  const route = imports.get(line);
  return code === "TS2306" && ![...lines.values()].some((each) => each.route === route);
}

function reasonOf({ message, reason }: TypeScriptError): string {
  return reason === "" ? message : `${message}\n${reason}`;
}
