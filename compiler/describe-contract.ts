// Writes the contract of a project, and compares it with an earlier one: what `bunbox contract` and `bunbox check --against` do.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type CompileOptions, compileWithFiles } from "./compile.ts";
import { hasError } from "./compile-project.ts";
import { compareContracts } from "./contract/compare.ts";
import { type DescribedContract, describeRoutes } from "./contract/document.ts";
import { type DocumentFormat, writeText } from "./contract/document-text.ts";
import { type EarlierContract, isContract, readContract } from "./contract/earlier.ts";
import { writeContract } from "./graph/write.ts";
import type { BuildResult, Diagnostic, Project } from "./model.ts";
import { relativeTo } from "./place.ts";
import { openProject } from "./project.ts";
import { inOrder } from "./rules/once.ts";
import { nearestTsconfig } from "./syntax/tsconfigs.ts";

/** A contract as text; `null` if there is an error. */
export interface ContractText {
  readonly result: BuildResult;
  readonly text: string | null;
}

/** Checks a project, and returns its contract. */
export async function contractOf(options: CompileOptions, format: DocumentFormat): Promise<ContractText> {
  const { result, described } = await checkAndDescribe(options, () => []);
  return { result, text: described === null ? null : writeText(described.document, format) };
}

/** Writes a contract to a file, which must not hold anything else. */
export async function saveContract(
  { cwd = "." }: CompileOptions,
  { result, text }: ContractText,
  file: string,
): Promise<ContractText> {
  if (text === null) return { result, text };
  const project = await openProject(cwd);
  const failures = await writeContract(project, path.resolve(file), text, isReplaceable);
  const diagnostics = [...result.diagnostics, ...failures];
  return { result: { ...result, diagnostics }, text: failures.length === 0 ? text : null };
}

/** Whether a contract may replace a file with this text. A shell leaves an empty file if `bunbox contract > FILE` fails. */
function isReplaceable(text: string): boolean {
  return text === "" || isContract(text);
}

/** An earlier contract, and the file that it is in. */
export interface EarlierFile {
  /** Absolute path. */
  readonly file: string;
  readonly contract: EarlierContract;
}

/** Reads an earlier contract; returns what is wrong with the file, as the end of a sentence. */
export async function readEarlier(file: string): Promise<EarlierFile | string> {
  try {
    const contract = readContract(await readFile(file, "utf8"));
    return typeof contract === "string" ? contract : { file: path.resolve(file), contract };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return error.code === "ENOENT" ? "does not exist" : `cannot be read: ${error.message}`;
  }
}

/** Checks a project, and compares its contract with an earlier one. */
export async function checkAgainst(options: CompileOptions, earlier: EarlierFile): Promise<BuildResult> {
  const { result } = await checkAndDescribe(options, (described, project) =>
    compareContracts(relativeTo(project, earlier.file), earlier.contract, described),
  );
  return result;
}

async function checkAndDescribe(
  options: CompileOptions,
  compare: (described: DescribedContract, project: Project) => readonly Diagnostic[],
): Promise<{ readonly result: BuildResult; readonly described: DescribedContract | null }> {
  const started = performance.now();
  const { result, tsconfig } = await compileWithFiles({ ...options, write: false });
  if (hasError(result.diagnostics)) return { result, described: null };
  const project = await openProject(options.cwd ?? ".");
  const file = tsconfig === null ? nearestTsconfig(project.root) : path.join(project.root, tsconfig);
  const described = describeRoutes(project, file, result.routes);
  const diagnostics = inOrder([
    ...result.diagnostics,
    ...described.diagnostics,
    ...compare(described, project),
  ]);
  return {
    result: { ...result, diagnostics, durationMs: Math.round(performance.now() - started) },
    described: hasError(diagnostics) ? null : described,
  };
}
