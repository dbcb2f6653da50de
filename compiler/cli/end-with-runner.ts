// Ends this process with npm, npx, bunx and their like, which may be killed without it.
import { readFileSync } from "node:fs";

/** How often it is looked, in milliseconds. */
const INTERVAL = 200;

/**
 * If a package runner has started this process, sends it SIGTERM once that runner is gone. A signal to npm reaches npm and
 * its shell alone, and SIGKILL nobody else.
 */
export function endWithRunner(): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const started = ancestors();
  setInterval(() => {
    if (ancestors() !== started) process.kill(process.pid, "SIGTERM");
  }, INTERVAL).unref();
}

/** The process that this one belongs to, and its own: npm's shell stands between the two. */
function ancestors(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

/** The parent of a process; empty where there is no `/proc`. */
function parentOf(pid: number): string {
  try {
    return /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "";
  } catch {
    return ""; // another system, or it has just ended, which its id says
  }
}
