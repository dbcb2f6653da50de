// Builds the project of a test of workers, and sees that no socket of a hub is left when the test ends.
import { afterAll, beforeAll, expect } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "../../support/project.ts";
import type { RunningServer } from "../../support/server.ts";
import { createRooms } from "../pubsub/project.ts";

export const WORKERS = 2;

/** What the tests of a file share. */
export interface Place {
  readonly project: TestProject;
  /** The folder of the hubs' sockets. */
  readonly sockets: string;
  start(env?: Readonly<Record<string, string>>): Promise<RunningServer>;
}

/** Builds the project before the tests of a file, and looks for what they have left after them. */
export function usePlace(): Place {
  let project: TestProject;
  let sockets: string;
  beforeAll(async () => {
    project = await createRooms({ workers: WORKERS, shutdownTimeout: 2 });
    sockets = await mkdtemp(path.join(tmpdir(), "bunbox-hub-"));
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    // The path of a hub's socket lies there for as long as its supervisor or a worker lives, and a worker outlives a
    // supervisor that was killed, because it drains.
    for (let left = 1000; left > 0 && (await readdir(sockets)).length > 0; left -= 1) await Bun.sleep(10);
    expect(await readdir(sockets)).toEqual([]);
    await rm(sockets, { recursive: true });
  });
  return {
    get project() {
      return project;
    },
    get sockets() {
      return sockets;
    },
    start: (env = {}) => project.serve({ TMPDIR: sockets, ...env }),
  };
}
