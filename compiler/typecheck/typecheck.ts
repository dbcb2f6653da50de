// Routes in, what the project's own TypeScript says of them out: misfits, and the errors of every file reached.
import { randomUUID } from "node:crypto";
import { mkdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Misfit, Outcome, Project, Route } from "../model.ts";
import {
  blameContract,
  contract,
  type ContractFile,
  fallbackContract,
  type Line,
  misfitOf,
  type Subject,
} from "./contract.ts";
import { parseOutput, runTypeScript, type TypeScriptError } from "./run.ts";
import { contractConfig, type ProjectConfig, readProjectConfig } from "./tsconfig.ts";
import { findTypeScript, type TypeScript } from "./typescript.ts";

/** What every run of tsc needs. */
interface Setup {
  readonly project: Project;
  readonly typescript: TypeScript;
  readonly config: ProjectConfig;
  /** The folder of this run within the cache, so that concurrent runs never meet. */
  readonly folder: string;
}

/** What a run of tsc said, sorted by whom it concerns. */
interface Findings {
  readonly misfits: readonly Misfit[];
  /** The lines of the contract that failed. */
  readonly failing: readonly Line[];
  /** Errors in the user's own files and options. */
  readonly errors: readonly TypeScriptError[];
  /** Why tsc gave no verdict at all. */
  readonly failure: string | null;
}

/**
 * Checks every route against its signature, and the files that the routes reach against each other.
 *
 * @param fallback the module of the option `fallback`, which has a signature too
 * @param graph what the routes reach; waited for only after tsc has run
 */
export async function typecheck(
  project: Project,
  routes: readonly Route[],
  fallback: string | null,
  graph: () => Promise<Graph>,
): Promise<Outcome<readonly Misfit[]>> {
  const typescript = findTypeScript(project.root);
  if (typescript === null) return failed("TypeScript is not installed");
  const config = await readProjectConfig(typescript, project.root);
  if (config.errors.length > 0) return { value: [], diagnostics: config.errors.map(toDiagnostic) };
  const folder = path.join(project.cache, `check-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  try {
    return await check({ project, typescript, config, folder }, routes, fallback, graph);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function check(
  setup: Setup,
  routes: readonly Route[],
  fallback: string | null,
  graph: () => Promise<Graph>,
): Promise<Outcome<readonly Misfit[]>> {
  const { project, config, folder } = setup;
  const subjects = await Promise.all(routes.map((route) => readSubject(project, route)));
  const aside = fallback === null ? [] : [await fallbackSubject(project, fallback)];
  const extra = aside.map((subject) => fallbackContract(folder, project.runtime, subject));
  const first = await run(setup, [...contract(folder, project.runtime, subjects), ...extra], config.files);
  if (first.failure !== null) return failed(first.failure);
  const { reached, broken } = await graph();
  const all = [first];
  if (onlySyntax(first.errors)) {
    // One syntax error makes tsc silent about everything else: ask again without the files that have one.
    const bad = new Set([...broken, ...first.errors.map(({ file }) => file)]);
    const sound = subjects.filter(({ route }) => !bad.has(route.file));
    const ambient = config.files.filter((file) => file.endsWith(".d.ts"));
    if (sound.length > 0) all.push(await run(setup, contract(folder, project.runtime, sound), ambient));
  }
  const failing = all.flatMap((findings) => findings.failing);
  const errors = await keepReached(
    setup,
    [...subjects, ...aside],
    new Set(reached),
    all.flatMap((findings) => findings.errors),
  );
  return {
    value:
      failing.length === 0
        ? []
        : await blame(
            setup,
            failing,
            all.flatMap(({ misfits }) => misfits),
          ),
    diagnostics: [...warnIfLoose(config), ...errors.map(toDiagnostic)],
  };
}

async function readSubject(project: Project, route: Route): Promise<Subject> {
  const file = await realpath(path.join(project.root, route.file));
  return { route, file, text: await readFile(file, "utf8") };
}

/** The fallback is checked as if it were a route without a URL. */
function fallbackSubject(project: Project, file: string): Promise<Subject> {
  return readSubject(project, { file, path: file, segments: [], topic: null });
}

/** Runs tsc over the contract and the project's own files. */
async function run(
  { project, typescript, config, folder }: Setup,
  files: readonly ContractFile[],
  own: readonly string[],
): Promise<Findings> {
  const byName = new Map<string, ContractFile>();
  for (const file of files) {
    await writeFile(path.join(folder, file.name), file.text);
    byName.set(path.relative(project.root, path.join(folder, file.name)).split(path.sep).join("/"), file);
  }
  const written = files.map(({ name }) => path.join(folder, name));
  const tsconfig = await writeConfig(config, folder, [...written, ...own]);
  const { output, exitCode } = await runTypeScript(typescript, project.root, [
    "-p",
    tsconfig,
    "--pretty",
    "false",
  ]);
  const parsed = parseOutput(output, project.root);
  const failing = new Map<Line, TypeScriptError>();
  const errors: TypeScriptError[] = [];
  for (const error of parsed) {
    const contractFile = byName.get(error.file ?? "");
    const line = contractFile?.lines.get(error.line);
    if (contractFile === undefined) errors.push(withoutCache(error, project, config));
    else if (line !== undefined && !isAbsent(error) && !failing.has(line)) failing.set(line, error);
  }
  const silent = parsed.length === 0 && exitCode !== 0;
  const ending = `TypeScript ${typescript.version} ended with ${exitCode ?? "a signal"}`;
  return {
    failing: [...failing.keys()],
    misfits: [...failing].map(([line, error]) => misfitOf(line, reasonOf(error))),
    errors,
    failure: silent ? `${ending}: ${gist(output, project)}` : null,
  };
}

/** The line of a crash that says most, without its stack. */
function gist(output: string, { root }: Project): string {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== "");
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? "").trim().replaceAll(`${root}/`, "");
}

async function writeConfig(config: ProjectConfig, folder: string, files: readonly string[]): Promise<string> {
  const tsconfig = path.join(folder, "tsconfig.json");
  await writeFile(tsconfig, contractConfig(config, files));
  return tsconfig;
}

/** The name that the contract asks for is not exported, or the file is no module: `check/` reports these by syntax. */
function isAbsent({ code }: TypeScriptError): boolean {
  return ["TS2306", "TS2339", "TS2694", "TS2693", "TS2551", "TS2724"].includes(code);
}

/** The contract's lines say what does not fit only for the handlers that failed, because five types each are dear. */
async function blame(
  setup: Setup,
  failing: readonly Line[],
  misfits: readonly Misfit[],
): Promise<readonly Misfit[]> {
  const { project, config, folder } = setup;
  const handlers = failing.filter(({ handler }) => handler !== "fallback");
  if (handlers.length === 0) return misfits;
  const findings = await run(
    setup,
    [blameContract(folder, project.runtime, handlers)],
    config.files.filter((file) => file.endsWith(".d.ts")),
  );
  return misfits.map(
    (misfit) =>
      findings.misfits.find(
        ({ route, handler }) => route.file === misfit.route.file && handler === misfit.handler,
      ) ?? misfit,
  );
}

/**
 * Drops the errors of files that no route reaches. esbuild knows what runs; a file that is imported for its types
 * alone is found by asking TypeScript what the contract reaches, and that only where an error calls for it.
 */
async function keepReached(
  setup: Setup,
  subjects: readonly Subject[],
  reached: ReadonlySet<string>,
  errors: readonly TypeScriptError[],
): Promise<readonly TypeScriptError[]> {
  const isOwn = ({ file }: TypeScriptError): boolean =>
    file === null || file.endsWith(".json") || reached.has(file);
  if (errors.every(isOwn)) return errors;
  const { project, config, folder, typescript } = setup;
  const written = contract(folder, project.runtime, subjects).map(({ name }) => path.join(folder, name));
  const tsconfig = await writeConfig(config, folder, written);
  const { output } = await runTypeScript(typescript, project.root, ["-p", tsconfig, "--listFilesOnly"]);
  const listed = new Set(output.split(/\r?\n/).map((file) => relativeTo(project, file)));
  return errors.filter((error) => isOwn(error) || listed.has(error.file ?? ""));
}

function relativeTo({ root }: Project, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}

/** An option that is wrong in the contract's tsconfig is wrong in the project's. */
function withoutCache(error: TypeScriptError, project: Project, config: ProjectConfig): TypeScriptError {
  if (error.file === null || !error.file.startsWith(`${relativeTo(project, project.cache)}/`)) return error;
  return {
    ...error,
    file: config.file === null ? null : relativeTo(project, config.file),
    line: 1,
    column: 1,
  };
}

function onlySyntax(errors: readonly TypeScriptError[]): boolean {
  return errors.length > 0 && errors.every(({ code, file }) => file !== null && /^TS1\d{3}$/.test(code));
}

function warnIfLoose({ strictFunctionTypes, file }: ProjectConfig): readonly Diagnostic[] {
  if (strictFunctionTypes || file === null) return [];
  const message = "strictFunctionTypes is off: a handler's parameter that is too narrow is not noticed";
  return [diagnostic("BBX4004", null, message, { hint: 'Set `"strict": true` in tsconfig.json.' })];
}

function reasonOf({ message, reason }: TypeScriptError): string {
  return reason === "" ? message : `${message}\n${reason}`;
}

function toDiagnostic(error: TypeScriptError): Diagnostic {
  const { code, message, reason, file, line, column } = error;
  return {
    code,
    severity: "error",
    message,
    ...(reason === "" ? {} : { reason }),
    place: file === null ? null : { file, line, column, endLine: line, endColumn: column },
    related: [],
  };
}

function failed(reason: string): Outcome<readonly Misfit[]> {
  const hint = "Reinstall the project's dependencies, or build with --no-typecheck.";
  return {
    value: [],
    diagnostics: [diagnostic("BBX4003", null, "The types could not be checked", { reason, hint })],
  };
}
