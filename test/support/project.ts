// Creates a project in a temporary folder of its own, with bunbox installed as npm would install it.
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BuildResult, ReportFormat } from "../../compiler/index.ts";
import { openCommand, PLAIN } from "./command.ts";
import type { Ran } from "./command-process.ts";
import { openCompiler, optionsOf } from "./compiler.ts";
import type { Compiled } from "./compiler-process.ts";
import { onceFresh } from "./fresh.ts";
import { TYPES_IN_CI } from "./sample.ts";
import { type RunningServer, startServer } from "./server.ts";

/** The root of this repository. */
export const REPOSITORY = path.resolve(import.meta.dir, "../..");

/** The package under test: this repository, or the folder in which it is installed, which BUNBOX_PACKAGE names. */
const PACKAGE = process.env["BUNBOX_PACKAGE"] ?? REPOSITORY;

/** The node_modules that hold what the package depends on. */
const MODULES =
  PACKAGE === REPOSITORY ? path.join(REPOSITORY, "node_modules") : path.resolve(PACKAGE, "../..");

// What another package was built from is not known here.
const assertFresh = process.env["BUNBOX_PACKAGE"] === undefined ? onceFresh(REPOSITORY) : () => undefined;

/** The built command. */
export const COMMAND = path.join(PACKAGE, "dist/compiler/cli/main.js");

const compileHere = openCompiler(PACKAGE);
const runHere = openCommand(COMMAND);

/** The document of `--format json`, with the diagnostics flat. */
export interface JsonReport extends Pick<BuildResult, "routes" | "durationMs"> {
  readonly version: number;
  readonly output?: { readonly file: string; readonly bytes: number };
  readonly diagnostics: readonly JsonDiagnostic[];
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint?: string;
  readonly file: string | null;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly related?: readonly { readonly message: string; readonly file: string }[];
}

/** A project on disk. */
export interface TestProject extends AsyncDisposable {
  readonly root: string;
  /** Writes files, by their path relative to the project. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs `bunbox` in the project. */
  bunbox(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Does what `bunbox` does in the project, in a process that stays for other tests. */
  again(args: readonly string[]): Promise<Ran>;
  /** Does what `bunbox build` or `bunbox check` does, without the command. */
  compile(args: readonly string[], format: ReportFormat): Promise<Compiled>;
  /** Compiles with these arguments of the command, and parses the report as JSON. */
  json(args: readonly string[]): Promise<JsonReport & { readonly exitCode: number }>;
  /** Builds, and fails the test if that has errors. Types are checked with CI=true: the test is about what runs. */
  build(...args: readonly string[]): Promise<void>;
  /** Runs `bun dist/server.js` on a free port. */
  serve(env?: Readonly<Record<string, string>>, file?: string): Promise<RunningServer>;
}

export interface RunOptions {
  readonly runtime?: "node" | "bun";
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The compiler options of a project, if a test does not bring others. */
export const COMPILER_OPTIONS = {
  strict: true,
  target: "esnext",
  lib: ["esnext"],
  module: "preserve",
  types: ["bun"],
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
};

export const TSCONFIG = JSON.stringify({ compilerOptions: COMPILER_OPTIONS });

/** Makes a project of these files; a strict tsconfig.json is added if there is none. */
export async function createProject(files: Readonly<Record<string, string>>): Promise<TestProject> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  await installBunbox(root);
  const project = openProject(root);
  await project.write({ "tsconfig.json": TSCONFIG, ...files });
  return project;
}

/** Copies a folder of `fixtures/` into a project; what it has is what the project has. */
export async function copyFixture(fixture: string): Promise<TestProject> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  await installBunbox(root);
  await cp(path.join(REPOSITORY, "fixtures", fixture), root, { recursive: true, verbatimSymlinks: true });
  return openProject(root);
}

/** Links bunbox and its types into a project's node_modules. */
export async function installBunbox(root: string): Promise<void> {
  assertFresh();
  const modules = path.join(root, "node_modules");
  await mkdir(path.join(modules, "@ademattos"), { recursive: true });
  await symlink(PACKAGE, path.join(modules, "@ademattos/bunbox"));
  for (const name of ["@types", "bun-types"]) {
    await symlink(path.join(MODULES, name), path.join(modules, name));
  }
}

/** Gives a project its own TypeScript: copied, as a link would be followed to the packages of this repository. */
export async function installTypeScript({ root }: TestProject, name: string): Promise<void> {
  const folder = path.join(root, "node_modules/typescript");
  await cp(path.join(REPOSITORY, "node_modules", name), folder, { recursive: true });
}

/** Makes the helpers for a project that is on disk already. */
export function openProject(root: string): TestProject {
  return {
    root,
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(root, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    },
    bunbox: (args, options) => runBunbox(root, args, options),
    again: (args) => bunboxAgain(root, args),
    compile: (args, format) => compile(root, args, format),
    async json(args) {
      const { report, exitCode } = await compile(root, args, "json");
      const parsed: JsonReport = JSON.parse(report);
      return { ...parsed, exitCode };
    },
    async build(...args) {
      const { report, exitCode } = await compile(root, ["build", ...TYPES_IN_CI, ...args], "pretty");
      if (exitCode !== 0) throw new Error(`the build failed:\n${report}`);
    },
    serve: (env, file = "dist/server.js") => startServer(path.join(root, file), root, env),
    async [Symbol.asyncDispose]() {
      if (existsSync(root)) await rm(root, { recursive: true, force: true });
    },
  };
}

/** Compiles in a process that is open already, if the arguments allow it. */
async function compile(root: string, args: readonly string[], format: ReportFormat): Promise<Compiled> {
  assertFresh();
  const options = optionsOf(root, args);
  if (options !== undefined) return compileHere(options, format);
  const { exitCode, stdout, stderr } = await bunboxAgain(root, [...args, "--format", format]);
  if (stderr !== "") throw new Error(`bunbox wrote to stderr: ${stderr}`);
  return { exitCode, report: stdout };
}

/** Runs the built command's module in a process that stays. */
export function bunboxAgain(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  assertFresh();
  return runHere({ cwd, args, env });
}

/** Runs the built command. The environment is the test's, without what would change a report's format. */
export async function runBunbox(
  cwd: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  assertFresh();
  const runtime = options.runtime === "bun" ? process.execPath : "node";
  const env = { ...process.env, ...PLAIN, ...options.env };
  const child = Bun.spawn([runtime, COMMAND, ...args], { cwd, env, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}
