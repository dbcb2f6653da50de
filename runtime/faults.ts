// Ends a start that has found something wrong.
import { log } from "./report.ts";

/** Logs each fault and exits with 1 if the output is run; throws an error for the program that imports it. */
export function endStart(faults: readonly string[], main: boolean): void {
  if (faults.length === 0) return;
  if (!main) throw new Error(faults.join("\n"));
  for (const fault of faults) log("error", fault);
  process.exit(1);
}
