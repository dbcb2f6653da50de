// Finds the command that runs the project's own TypeScript, or bunbox's if the project does not have one.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** A TypeScript compiler's command line, to which arguments are appended. */
export interface TypeScript {
  readonly version: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Aborts when the time for TypeScript is over. */
  readonly until: AbortSignal;
}

type Installed = Omit<TypeScript, "until">;

// Older versions do not know all options of the contract's tsconfig.
const OLDEST = [5, 4] as const;

/**
 * Finds the project's own TypeScript, from 5.4 on, or bunbox's.
 *
 * @param until aborts when its time is over
 */
export function findTypeScript(root: string, until: AbortSignal): TypeScript | null {
  const own = resolveTypeScript(path.join(root, "package.json"));
  const isEnough = own !== null && isAtLeast(own.version, ...OLDEST);
  const found = isEnough ? own : resolveTypeScript(import.meta.url);
  return found === null ? null : { ...found, until };
}

/** Whether a version is at least this one. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function resolveTypeScript(from: string): Installed | null {
  const require = createRequire(from);
  try {
    const manifest = require.resolve("typescript/package.json");
    const version = versionIn(manifest);
    const folder = path.dirname(manifest);
    return {
      version,
      // Before 7 there is none, and one that lies within reach is another installation's.
      ...((isAtLeast(version, 7, 0) ? nativeCompiler(manifest) : null) ?? {
        command: process.execPath,
        args: [path.join(folder, "lib/tsc.js")],
      }),
    };
  } catch {
    return null; // It is not installed, or is not TypeScript; the caller has another one.
  }
}

/** TypeScript 7's executable: started directly, it saves the start of node (50 to 80 ms). */
function nativeCompiler(manifest: string): Pick<Installed, "command" | "args"> | null {
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    const folder = path.dirname(createRequire(manifest).resolve(`${platform}/package.json`));
    const command = path.join(folder, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
    return existsSync(command) ? { command, args: [] } : null;
  } catch {
    return null; // There is no executable for this platform, so node runs the rest.
  }
}

/** A version that is missing or not a number is older than all others. */
function versionIn(manifest: string): string {
  const { version }: { readonly version?: unknown } = JSON.parse(readFileSync(manifest, "utf8"));
  return String(version);
}
