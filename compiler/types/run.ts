// Runs tsc and reads what it prints.
import { availableParallelism } from "node:os";
import path from "node:path";
import { startChild } from "./child.ts";
import { isAtLeast, type TypeScript } from "./typescript.ts";
import { relativeTo } from "../place.ts";

/** What tsc printed and how it ended. */
export interface Run {
  /** Its standard output, which has every error that it reports. */
  readonly output: string;
  /** Its standard error: why it crashed. Node writes its own warnings there, and a debugger its greeting. */
  readonly complaints: string;
  /** The exit code; `null` if a signal ended it or it could not be started. */
  readonly exitCode: number | null;
}

/**
 * TypeScript 7 is a Go program that runs for one check: collecting garbage rarely takes a third less processor time for a
 * tenth more memory at 1,000 routes. The first collection of a Go program comes at 4 MB times this percentage. The limit
 * restores the usual pace if memory runs short.
 */
const FEWER_COLLECTIONS = { GOGC: "4000", GOMEMLIMIT: "3GiB" };

/**
 * TypeScript 7 has four checkers, and each repeats the work on shared types. On two processors, one of which bundles at the
 * same time, a single checker takes a quarter less processor time for the same wait.
 */
export function checkersOf(
  { version }: TypeScript,
  processors: number = availableParallelism(),
): readonly string[] {
  if (!isAtLeast(version, 7, 0) || processors >= 4) return [];
  return ["--checkers", String(Math.max(1, processors - 1))];
}

/** Runs tsc in the project, so that it prints paths relative to the project. It is killed when its time is over. */
export function runTypeScript(
  { command, args, until }: TypeScript,
  root: string,
  extra: readonly string[],
): Promise<Run> {
  return new Promise((resolve) => {
    const env = { ...FEWER_COLLECTIONS, ...process.env };
    const { process: child, kill } = startChild(command, [...args, ...extra], { cwd: root, env });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    const end = (run: Run): void => {
      until.removeEventListener("abort", kill);
      resolve(run);
    };
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk));
    child.on("error", (error) => end({ output: "", complaints: error.message, exitCode: null }));
    child.on("close", (code) => {
      const exitCode = code === null || code > 128 ? null : code;
      end({ output: textOf(output), complaints: textOf(complaints), exitCode });
    });
    until.addEventListener("abort", kill);
    if (until.aborted) kill();
  });
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}

/** An error that tsc printed. */
export interface TypeScriptError {
  /** `TS2322`. */
  readonly code: string;
  /** The first line. */
  readonly message: string;
  /** The lines below it, which say why. */
  readonly reason: string;
  /** Relative to the project with forward slashes; `null` if the options are at fault. */
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
}

const PLACED = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/s;
const UNPLACED = /^error (TS\d+): (.*)$/;

/** Parses the output of `tsc --pretty false`; indented lines below an error belong to it. */
export function parseOutput(output: string, root: string): readonly TypeScriptError[] {
  const errors: TypeScriptError[] = [];
  let broken = "";
  for (const text of output.split(/\r?\n/)) {
    const last = errors.at(-1);
    // The name of a folder may hold a newline: a line that does not begin an error may be the first half of a path.
    const line = broken + text;
    broken = "";
    const placed = PLACED.exec(line);
    const unplaced = UNPLACED.exec(line);
    if (placed !== null) {
      const [, file = "", row, column, code = "", message = ""] = placed;
      errors.push(errorAt(code, message, fromRoot(file, root), Number(row), Number(column), root));
    } else if (unplaced !== null) {
      errors.push(errorAt(unplaced[1] ?? "", unplaced[2] ?? "", null, 1, 1, root));
    } else if (last !== undefined && /^\s+\S/.test(line)) {
      const more = withoutRoot(line.slice(2), root);
      errors[errors.length - 1] = { ...last, reason: last.reason === "" ? more : `${last.reason}\n${more}` };
    } else if (line !== "") {
      broken = `${line}\n`;
    }
  }
  return errors;
}

function errorAt(
  code: string,
  message: string,
  file: string | null,
  line: number,
  column: number,
  root: string,
): TypeScriptError {
  return { code, message: withoutRoot(message, root).replace(/\.$/, ""), reason: "", file, line, column };
}

function fromRoot(file: string, root: string): string {
  return relativeTo({ root }, path.resolve(root, file));
}

/** Makes the absolute paths in a message relative, as in `import("/home/me/app/lib")`. */
function withoutRoot(text: string, root: string): string {
  return text.replaceAll(`${root}${path.sep}`, "").replaceAll(`${root.split(path.sep).join("/")}/`, "");
}
