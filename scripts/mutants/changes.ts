// Finds the lines that a change has written.
import { execFileSync } from "node:child_process";

/** The new lines of each file of a repository since the merge base with a ref. */
export function changedSince(repository: string, ref: string): ReadonlyMap<string, ReadonlySet<number>> {
  const changed = new Map<string, Set<number>>();
  const diff = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-prefix"];
  let lines = new Set<number>();
  for (const line of git(...diff, git("merge-base", ref, "HEAD").trim()).split("\n")) {
    const [, file] = /^\+\+\+ (.+)$/.exec(line) ?? [];
    const [, from = "0", count = "1"] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (file !== undefined) {
      lines = new Set();
      changed.set(file, lines);
    }
    // Line 0 does not exist.
    for (let at = 0; at < Number(count); at += 1) lines.add(Number(from) + at);
  }
  return changed;

  function git(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: repository, encoding: "utf8", maxBuffer: 2 ** 28 });
  }
}
