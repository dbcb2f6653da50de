// Turns the project's tsconfig into the tsconfig that the contract is checked with.
import path from "node:path";
import { chainOf, namesConfigDir, nearestTsconfig, optionOf } from "../syntax/tsconfigs.ts";
import { parseOutput, runTypeScript, type TypeScriptError } from "./run.ts";
import { isAtLeast, type TypeScript } from "./typescript.ts";
import { absoluteIn } from "../place.ts";

/** The project's tsconfig, with `extends` resolved. */
export interface ProjectConfig {
  /** Absolute path; `null` if the project does not have one. */
  readonly file: string | null;
  /** Every file that it names or matches, absolute. */
  readonly files: readonly string[];
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  /** The errors in it. If there are any, nothing can be checked. */
  readonly errors: readonly TypeScriptError[];
}

/** The tsconfig's `include` or `files` is empty. The contract has the routes, so this does not matter. */
export const NO_INPUT: ReadonlySet<string> = new Set(["TS18002", "TS18003"]);

const NO_CONFIG: ProjectConfig = { file: null, files: [], compilerOptions: { strict: true }, errors: [] };

/** What `tsc --showConfig` prints for the nearest tsconfig.json, if there is one. */
export interface ShownConfig {
  readonly file: string;
  readonly output: string;
}

/** Asks TypeScript itself to resolve the tsconfig: its `extends` chain, its defaults and its globs. */
export async function showProjectConfig(typescript: TypeScript, root: string): Promise<ShownConfig | null> {
  const file = nearestTsconfig(root);
  if (file === null) return null;
  const { output } = await runTypeScript(typescript, root, ["-p", file, "--showConfig"]);
  return { file, output };
}

/**
 * Parses the output of `tsc --showConfig`.
 *
 * @param routes absolute paths; if tsconfig.json only refers to other projects, the project of the routes is used
 */
export async function readProjectConfig(
  typescript: TypeScript,
  root: string,
  said: ShownConfig | null,
  routes: readonly string[],
): Promise<ProjectConfig> {
  if (said === null) return NO_CONFIG;
  const { file, output } = said;
  const shown = parseShown(output);
  if (shown === null) {
    const errors = parseOutput(output, root).filter(({ code }) => !NO_INPUT.has(code));
    // If there is no error, TypeScript treats the file as an empty object.
    return errors.length === 0 ? { ...NO_CONFIG, file, compilerOptions: {} } : { ...NO_CONFIG, file, errors };
  }
  const config = configOf(file, shown);
  if (config.files.length > 0) return config;
  for (const reference of shown.references ?? []) {
    const target = path.resolve(path.dirname(file), reference.path);
    const referred = target.endsWith(".json") ? target : path.join(target, "tsconfig.json");
    const run = await runTypeScript(typescript, root, ["-p", referred, "--showConfig"]);
    const other = parseShown(run.output);
    if (other === null) continue;
    const found = configOf(referred, other);
    if (routes.some((route) => found.files.includes(route))) return found;
  }
  return config;
}

function configOf(file: string, { files = [], compilerOptions = {} }: Shown): ProjectConfig {
  const folder = path.dirname(file);
  return {
    file,
    files: files.map((relative) =>
      relative.startsWith("./") ? absoluteIn(folder, relative.slice(2)) : path.resolve(folder, relative),
    ),
    compilerOptions,
    errors: [],
  };
}

/** Whether an option that `strict` implies is on. */
export function isStrict(
  { compilerOptions }: ProjectConfig,
  option: string,
  { version }: TypeScript,
): boolean {
  const value = compilerOptions[option] ?? compilerOptions["strict"];
  return value === undefined ? isAtLeast(version, 6, 0) : value === true;
}

/** What `--showConfig` prints; TypeScript itself leaves out what the project does not set. */
interface Shown {
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
  /** Other projects, relative to the tsconfig. */
  readonly references?: readonly { readonly path: string }[];
}

function parseShown(output: string): Shown | null {
  try {
    const shown: Shown = JSON.parse(output);
    return shown;
  } catch {
    return null; // The output is errors, not a configuration.
  }
}

// Options for emitting, which a check does not need; `null` resets the value of a base.
const NO_EMIT = {
  noEmit: true,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
  tsBuildInfoFile: null,
  declarationDir: null,
  outDir: null,
  outFile: null,
  rootDir: null,
  mapRoot: null,
  sourceRoot: null,
};

// Options for printing more than errors. Lines before an error would be read as a part of it.
const QUIET = {
  traceResolution: false,
  explainFiles: false,
  diagnostics: false,
  extendedDiagnostics: false,
};

// The options that Bun recommends, for a project without a tsconfig.
const BUN_DEFAULTS = {
  strict: true,
  target: "esnext",
  module: "preserve",
  moduleResolution: "bundler",
  lib: ["esnext"],
  jsx: "react-jsx",
  types: [],
  skipLibCheck: true,
};

// Options that would turn the contract off, or check another file than the bundle runs: esbuild does not know suffixes.
const CHECKING = { noCheck: false, noResolve: false, moduleSuffixes: [""] };

/** Resets only the options that the project sets, because an older TypeScript does not know all of them. */
function checking({ compilerOptions }: ProjectConfig): object {
  return Object.fromEntries(Object.entries(CHECKING).filter(([name]) => compilerOptions[name] !== undefined));
}

/**
 * Writes out options that use `${configDir}`: inherited by the contract, it would mean the contract's own folder. TypeScript
 * shows these options relative to the tsconfig; only `paths` without it are relative to the file that sets them.
 */
function fromConfigDir({ file, compilerOptions }: ProjectConfig): object {
  if (file === null) return {};
  const chain = chainOf(file);
  if (!namesConfigDir(chain)) return {};
  const { paths, ...others } = compilerOptions;
  const setter = optionOf(chain, "paths")?.file ?? file;
  return {
    ...Object.fromEntries(
      ["baseUrl", "rootDirs", "typeRoots"].flatMap((name) =>
        others[name] === undefined ? [] : [[name, located(file, others[name])]],
      ),
    ),
    ...(typeof paths === "object" && paths !== null
      ? {
          paths: Object.fromEntries(
            Object.entries(paths).map(([key, value]) => [key, located(setter, value)]),
          ),
        }
      : {}),
  };
}

function rootDirsOf({ file, compilerOptions }: ProjectConfig): readonly unknown[] {
  const own = file === null ? [] : located(file, compilerOptions["rootDirs"]);
  return Array.isArray(own) ? own : [];
}

/** Makes the paths in a tsconfig's value absolute. */
function located(tsconfig: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => located(tsconfig, each));
  return typeof value === "string" ? path.resolve(path.dirname(tsconfig), value) : value;
}

/**
 * Writes the contract's tsconfig.
 *
 * @param files absolute paths of the contract, and of the project's own files
 * @param overlaid folders that TypeScript treats as one
 */
export function contractConfig(
  config: ProjectConfig,
  files: readonly string[],
  { version }: TypeScript,
  overlaid: readonly string[],
): string {
  const base = config.file === null ? {} : { extends: config.file };
  return JSON.stringify({
    ...base,
    compilerOptions: {
      ...(config.file === null ? BUN_DEFAULTS : {}),
      ...NO_EMIT,
      ...QUIET,
      allowImportingTsExtensions: true,
      // A route may be JavaScript. The files are named one by one, so this does not add others.
      allowJs: true,
      // Without it, TypeScript does not treat a .tsx file as a module.
      ...(config.file !== null && config.compilerOptions["jsx"] === undefined ? { jsx: "preserve" } : {}),
      ...(isAtLeast(version, 5, 5) ? { isolatedDeclarations: false } : {}),
      ...checking(config),
      ...fromConfigDir(config),
      ...(overlaid.length === 0 ? {} : { rootDirs: [...rootDirsOf(config), ...overlaid] }),
    },
    files,
    include: [],
    references: [],
  });
}
