// The project's tsconfig in, the tsconfig that the contract is checked with out.
import { existsSync } from "node:fs";
import path from "node:path";
import { parseOutput, runTypeScript, type TypeScriptError } from "./run.ts";
import type { TypeScript } from "./typescript.ts";

/** What the project's tsconfig says, after `extends`. */
export interface ProjectConfig {
  /** Absolute path; `null` where the project has none. */
  readonly file: string | null;
  /** Every file that it names or matches, absolute. */
  readonly files: readonly string[];
  /** Whether a handler's parameter that is too narrow is an error. */
  readonly strictFunctionTypes: boolean;
  /** The errors in it; with any, nothing can be checked. */
  readonly errors: readonly TypeScriptError[];
}

// Its `include` matches nothing, or its `files` are empty: routes are files enough.
const NO_INPUT = new Set(["TS18002", "TS18003"]);

/** Asks TypeScript itself what the tsconfig amounts to: `extends` chains, defaults and globs are its own business. */
export async function readProjectConfig(typescript: TypeScript, root: string): Promise<ProjectConfig> {
  const file = path.join(root, "tsconfig.json");
  if (!existsSync(file)) return { file: null, files: [], strictFunctionTypes: true, errors: [] };
  const { output } = await runTypeScript(typescript, root, ["-p", file, "--showConfig"]);
  const shown = parseShown(output);
  if (shown === null) {
    const errors = parseOutput(output, root).filter(({ code }) => !NO_INPUT.has(code));
    return { file, files: [], strictFunctionTypes: true, errors };
  }
  const { compilerOptions, files } = shown;
  const strict =
    compilerOptions["strictFunctionTypes"] ?? compilerOptions["strict"] ?? isStrictByDefault(typescript);
  return {
    file,
    files: files.map((relative) => path.resolve(root, relative)),
    strictFunctionTypes: strict === true,
    errors: [],
  };
}

function isStrictByDefault({ version }: TypeScript): boolean {
  return Number(version.split(".")[0]) >= 6;
}

interface Shown {
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
}

function parseShown(output: string): Shown | null {
  let shown: unknown;
  try {
    shown = JSON.parse(output);
  } catch {
    return null; // errors, not a configuration
  }
  if (typeof shown !== "object" || shown === null) return null;
  const options = "compilerOptions" in shown ? shown.compilerOptions : {};
  const files = "files" in shown && Array.isArray(shown.files) ? shown.files : [];
  return {
    compilerOptions: typeof options === "object" && options !== null ? { ...options } : {},
    files: files.filter((file): file is string => typeof file === "string"),
  };
}

// What emitting needs and checking does not; `null` takes back what a base has set.
const NO_EMIT = {
  noEmit: true,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
  isolatedDeclarations: false,
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

/**
 * The text of the contract's tsconfig.
 *
 * @param files absolute paths of the contract, and of the project's own files
 */
export function contractConfig(config: ProjectConfig, files: readonly string[]): string {
  const base = config.file === null ? {} : { extends: config.file };
  return JSON.stringify({
    ...base,
    compilerOptions: {
      ...(config.file === null ? BUN_DEFAULTS : {}),
      ...NO_EMIT,
      allowImportingTsExtensions: true,
      // A route may be JavaScript; since the files are named one by one, this brings in no other.
      allowJs: true,
    },
    files,
    include: [],
    references: [],
  });
}
