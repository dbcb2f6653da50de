// Builds the project of a test of workers, and sees that no socket of a hub is left when the test ends.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "../../support/project.ts";
import { createRooms } from "../pubsub/project.ts";

export const WORKERS = 2;

export interface Place extends AsyncDisposable {
  readonly project: TestProject;
  /** The folder of the hubs' sockets. */
  readonly sockets: string;
}

export async function openPlace(): Promise<Place> {
  const project = await createRooms({ workers: WORKERS, shutdownTimeout: 2 });
  const sockets = await mkdtemp(path.join(tmpdir(), "bunbox-hub-"));
  return {
    project,
    sockets,
    async [Symbol.asyncDispose]() {
      await project[Symbol.asyncDispose]();
      // The path of a hub's socket lies there for as long as its supervisor or a worker lives, and a worker outlives a
      // supervisor that was killed, because it drains.
      for (let left = 1000; left > 0 && (await readdir(sockets)).length > 0; left -= 1) await Bun.sleep(10);
      const remaining = await readdir(sockets);
      await rm(sockets, { recursive: true });
      if (remaining.length > 0) throw new Error(`sockets of hubs are left: ${remaining.join(", ")}`);
    },
  };
}
