// Finds out whether `bun test` measures coverage.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isRecord } from "../config/kinds.ts";

/** Whether the flag `--coverage` or bunfig.toml asks for it. Bun does not expose it in another way (1.4). */
export function isCoverageOn(): boolean {
  const config: unknown = Bun.TOML.parse(read("bunfig.toml"));
  const settings = isRecord(config) ? config["test"] : undefined;
  return ownArguments().includes("--coverage") || (isRecord(settings) && settings["coverage"] === true);
}

/** The arguments of this process, because `process.argv` does not have Bun's own flags. */
function ownArguments(): readonly string[] {
  const line = read("/proc/self/cmdline");
  if (line !== "") return line.split("\0");
  const { stdout } = spawnSync("ps", ["-o", "args=", "-p", String(process.pid)], { encoding: "utf8" });
  return (stdout ?? "").split(/\s+/);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // there is none
  }
}
