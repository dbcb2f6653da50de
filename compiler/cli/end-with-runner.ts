// Ends this process with npm, npx, bunx and their like, which may be killed without it.
import { readFileSync } from "node:fs";

/** The time between two checks, in milliseconds. */
const INTERVAL = 200;

/**
 * If a package runner started this process, sends this process SIGTERM when that runner is gone. A signal to npm reaches
 * only npm and its shell, and SIGKILL only npm.
 */
export function endWithRunner(): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const started = ancestors();
  setInterval(() => {
    if (ancestors() !== started) process.kill(process.pid, "SIGTERM");
  }, INTERVAL).unref();
}

/** The ids of the parent and of its parent, because npm's shell is between npm and this process. */
function ancestors(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

/** The parent of a process; empty if the system does not have `/proc`. */
function parentOf(pid: number): string {
  try {
    return /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "";
  } catch {
    return ""; // It is another system, or the process has just ended, which shows in its id.
  }
}
