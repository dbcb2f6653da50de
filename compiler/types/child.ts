// Starts a process that cannot outlive this one, whether this one ends by itself, by a signal, or is killed.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** A started process. */
export interface TypeScriptProcess {
  readonly process: ChildProcess;
  /** Ends it at once. TypeScript's native compiler ignores SIGTERM while it parses (7.0). */
  readonly kill: () => void;
}

/**
 * A shell between the two waits until its standard input ends, which only this process holds open. A line on it means that
 * the program has closed its output and ends by itself. The shell ignores signals that a terminal or a supervisor sends to
 * the whole group, because it must be the last to end.
 */
const GUARD = `trap "" HUP INT QUIT TERM
"$@" </dev/null &
exec >/dev/null 2>&1
read -r _ || kill -9 "$!"
wait "$!"`;

const SHELL = "/bin/sh";

/**
 * Starts a program whose output is piped. An exit code above 128 stands for a signal, as in a shell.
 *
 * @param cwd absolute path of the folder that it runs in
 */
export function startChild(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): TypeScriptProcess {
  if (!existsSync(SHELL)) {
    const child = spawn(command, [...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    return { process: child, kill: () => void child.kill("SIGKILL") };
  }
  const child = spawn(SHELL, ["-c", GUARD, "sh", command, ...args], { cwd, env, stdio: "pipe" });
  // If the shell is gone, `close` reports it.
  child.stdin.on("error", () => undefined);
  child.stdout.on("end", () => child.stdin.end("\n"));
  return { process: child, kill: () => child.stdin.destroy() };
}
