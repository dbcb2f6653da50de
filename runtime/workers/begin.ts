// Decides what this process is, before any code of the user runs: a supervisor never loads the routes.
import { log } from "../report.ts";
import { HUB_VARIABLE } from "./orders.ts";
import { supervise, type WorkersSettings } from "./supervise.ts";
import { openWorker, type Worker } from "./worker.ts";

/** The first lines of the output declare both, because they are needed before all other code. */
declare const bunboxIsMain: boolean;
declare const bunboxWorkers: WorkersSettings;

const hub = process.env[HUB_VARIABLE];
// What this process starts itself is not a worker.
delete process.env[HUB_VARIABLE];

if (bunboxIsMain && hub === undefined) await supervise(bunboxWorkers); // as long as the process lives

/** This process as a worker; `undefined` in a program that imports the output. */
export const worker: Worker | undefined =
  bunboxIsMain && hub !== undefined ? await openWorker(hub).catch(endWithout) : undefined;

function endWithout(error: Error): never {
  log("error", `this worker cannot reach its supervisor: ${error.message}`);
  process.exit(1);
}
