// Finds out how many workers to start.
import { log } from "../report.ts";

/** The variable that overrides the option. */
const VARIABLE = "WORKERS";

/**
 * The number of workers. Only Linux spreads the connections of a port over the processes that share it.
 *
 * @param option `"auto"` for as many as there are processors for this process
 */
export async function workerCount(option: number | "auto"): Promise<number> {
  const text = process.env[VARIABLE];
  const wanted = text === undefined || text === "" ? String(option) : text;
  if (wanted !== "auto" && !/^[1-9]\d{0,3}$/.test(wanted)) {
    log("error", `${VARIABLE} is ${JSON.stringify(text)}: write a number from 1 to 9999, or auto`);
    process.exit(1);
  }
  const count = wanted === "auto" ? await processors() : Number(wanted);
  if (process.platform === "linux" || count === 1) return count;
  log(
    "warning",
    `one worker is started, not ${count}: ${process.platform} does not spread connections over processes`,
  );
  return 1;
}

/** What the affinity and the quota of the control group allow; at least 1. */
async function processors(): Promise<number> {
  const quota = await quotaOfGroup();
  return Math.max(1, Math.min(navigator.hardwareConcurrency, Math.floor(quota)));
}

/** How many processors the control group may use (cgroup v2, or v1). */
async function quotaOfGroup(): Promise<number> {
  const [quota = "", period = ""] = (await read("/sys/fs/cgroup/cpu.max")).split(" ");
  if (/^\d+$/.test(quota)) return Number(quota) / Number(period);
  const old = Number(await read("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"));
  return old > 0 ? old / Number(await read("/sys/fs/cgroup/cpu/cpu.cfs_period_us")) : Infinity;
}

async function read(file: string): Promise<string> {
  try {
    return await Bun.file(file).text();
  } catch {
    return ""; // another system, or another version
  }
}
