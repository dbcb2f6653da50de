// The type check beside a running server: a process of its own, so that a rebuild waits for nothing, and can end it.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { removeLeftoversOf } from "../cache/folder.ts";
import { compile } from "../compile.ts";
import type { BuildResult, Project } from "../model.ts";

/** A check on its way. */
export interface Check {
  /** What it found; `null` where it was stopped, or failed. */
  readonly result: Promise<BuildResult | null>;
  /** Resolves once it is gone, and nothing of it is left. */
  stop(): Promise<void>;
}

const SCRIPT = fileURLToPath(import.meta.url);

/** Checks a project as `bunbox check` does. */
export function startCheck(project: Project): Check {
  // A group of its own, so that tsc, which it starts, ends with it.
  const child = fork(SCRIPT, [project.root], { detached: true });
  let stopped = false;
  const ended = new Promise<void>((resolve) => {
    child.on("error", () => resolve());
    child.on("exit", () => resolve());
  });
  const result = new Promise<BuildResult | null>((resolve) => {
    child.on("message", (message: BuildResult) => resolve(message));
    void ended.then(() => resolve(null));
  });
  return {
    result: result.then((found) => (stopped ? null : found)),
    async stop() {
      stopped = true;
      if (child.pid === undefined || child.exitCode !== null) return;
      endGroup(child.pid);
      await ended;
      await removeLeftoversOf(project, child.pid);
    },
  };
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

const [, script, root] = process.argv;
if (script === SCRIPT && root !== undefined) {
  // Whoever asked is gone.
  process.on("disconnect", () => endGroup(process.pid));
  const found = await compile({ cwd: root, write: false });
  process.send?.(found, () => process.exit(0));
}
