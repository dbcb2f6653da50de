// The project's tsconfig in, the tsconfig that the contract is checked with out.
import path from "node:path";
import { chainOf, namesConfigDir, nearestTsconfig, optionOf } from "../syntax/tsconfigs.ts";
import { parseOutput, runTypeScript, type TypeScriptError } from "./run.ts";
import { isAtLeast, type TypeScript } from "./typescript.ts";

/** What the project's tsconfig says, after `extends`. */
export interface ProjectConfig {
  /** Absolute path; `null` where the project has none. */
  readonly file: string | null;
  /** Every file that it names or matches, absolute. */
  readonly files: readonly string[];
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  /** The errors in it; with any, nothing can be checked. */
  readonly errors: readonly TypeScriptError[];
}

/** Its `include` matches nothing, or its `files` are empty: routes are files enough. */
export const NO_INPUT: ReadonlySet<string> = new Set(["TS18002", "TS18003"]);

const NO_CONFIG: ProjectConfig = { file: null, files: [], compilerOptions: { strict: true }, errors: [] };

/** What TypeScript says of the nearest tsconfig.json, if there is one. */
export interface ShownConfig {
  readonly file: string;
  readonly output: string;
}

/** Asks TypeScript itself what the tsconfig amounts to: `extends` chains, defaults and globs are its own business. */
export async function showProjectConfig(typescript: TypeScript, root: string): Promise<ShownConfig | null> {
  const file = nearestTsconfig(root);
  if (file === null) return null;
  const { output } = await runTypeScript(typescript, root, ["-p", file, "--showConfig"]);
  return { file, output };
}

/**
 * Reads what TypeScript has said.
 *
 * @param routes absolute paths; where tsconfig.json only refers to other projects, theirs is taken
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
    // Without an error it is a file that TypeScript takes for an empty object.
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
  return {
    file,
    files: files.map((relative) => path.resolve(path.dirname(file), relative)),
    compilerOptions,
    errors: [],
  };
}

/** Whether one of the options that `strict` stands for is on. */
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
    return null; // errors, not a configuration
  }
}

// What emitting needs and checking does not; `null` takes back what a base has set.
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
};

// For a project without a tsconfig: what Bun itself recommends.
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

// What would turn the contract off, or check another file than the bundle runs: esbuild knows no suffixes.
const CHECKING = { noCheck: false, noResolve: false, moduleSuffixes: [""] };

/** Only what the project has set: an older TypeScript does not know all of these. */
function checking({ compilerOptions }: ProjectConfig): object {
  return Object.fromEntries(Object.entries(CHECKING).filter(([name]) => compilerOptions[name] !== undefined));
}

/**
 * What `${configDir}` has given: inherited by the contract, it would be the contract's own folder. TypeScript shows these
 * options relative to the tsconfig, but for `paths` without it, which are relative to the file that sets them.
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

/** A path, or several, as a tsconfig has it. */
function located(tsconfig: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => located(tsconfig, each));
  return typeof value === "string" ? path.resolve(path.dirname(tsconfig), value) : value;
}

/**
 * The text of the contract's tsconfig.
 *
 * @param files absolute paths of the contract, and of the project's own files
 * @param overlaid folders that are one to TypeScript
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
      allowImportingTsExtensions: true,
      // A route may be JavaScript; since the files are named one by one, this brings in no other.
      allowJs: true,
      // A .tsx file is no module to TypeScript without it.
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
