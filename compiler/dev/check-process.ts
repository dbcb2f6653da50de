// Runs the type check beside a running server, in its own process, so that a rebuild does not wait for it and can end it.
import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { removeLeftoversOf } from "../cache-folder.ts";
import type { BuildResult, Project } from "../model.ts";

/** The message that a check sends when it has ended. */
export interface Checked {
  readonly result: BuildResult;
  /** Absolute paths of the files that it has read, including those that only TypeScript reads. */
  readonly files: readonly string[];
}

/** A running check. */
export interface CheckProcess {
  /** Its result; `stopped` if it was stopped, and `failed` if it ended by itself without one. */
  readonly result: Promise<Checked | "stopped" | "failed">;
  /** Resolves when all of its processes have ended. */
  stop(): Promise<void>;
}

/** Checks a project as `bunbox check` does. */
export function startCheck(project: Project): CheckProcess {
  // It has its own process group, so that tsc, which it starts, ends with it.
  const script = path.join(project.runtime, "../compiler/dev/run-check.js");
  // While a package manager installs, bunbox itself may be gone.
  if (!existsSync(script)) return { result: Promise.resolve("failed"), stop: () => Promise.resolve() };
  const child = fork(script, [project.root], { detached: true });
  let stopped = false;
  const ended = new Promise<void>((resolve) => {
    child.on("error", () => resolve());
    child.on("exit", () => resolve());
  });
  const result = new Promise<Checked | "failed">((resolve) => {
    child.on("message", (message: Checked) => resolve(message));
    void ended.then(() => resolve("failed"));
  });
  return {
    result: result.then((found) => (stopped ? "stopped" : found)),
    async stop() {
      stopped = true;
      if (child.pid === undefined || child.exitCode !== null) return;
      endGroup(child.pid);
      await ended;
      await removeLeftoversOf(project, child.pid);
    },
  };
}

/** Ends a process, and the processes that it started. */
export function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
