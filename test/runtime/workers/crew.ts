// What the tests of workers ask a server: one client per worker, and which processes there are.
import { readFileSync } from "node:fs";
import type { Client } from "../../support/client.ts";
import type { RunningServer } from "../../support/server.ts";

/** A client, and the worker that it is connected to. */
export interface Placed {
  readonly client: Client;
  readonly worker: number;
  readonly pid: number;
}

/** Connects to a room and asks which worker that is. */
export async function connect(server: RunningServer, room: string): Promise<Placed> {
  const client = await server.connect(`/ws/rooms/${room}`);
  client.send("pid");
  const [worker, pid] = (await answer(client)).split(" ").map(Number);
  return { client, worker: worker ?? 0, pid: pid ?? 0 };
}

/** One client per worker: the kernel chooses, so it takes a few attempts. `members` are all who are in the room then. */
export async function connectEach(
  server: RunningServer,
  room: string,
  workers: number,
  members = workers,
): Promise<readonly Placed[]> {
  const placed = new Map<number, Placed>();
  while (placed.size < workers) {
    const next = await connect(server, room);
    if (placed.has(next.pid)) next.client.close();
    else placed.set(next.pid, next);
  }
  // Those that were too many have left.
  for (const { client } of placed.values()) await silent(client, members);
  return [...placed.values()].toSorted((one, other) => one.worker - other.worker);
}

/** The next message that is not about somebody who has left. */
async function answer(client: Client): Promise<string> {
  for (;;) {
    const text = await client.text();
    if (text !== "left") return text;
  }
}

/** Waits until nobody else is in the client's room, and drops what it has heard. */
export async function silent(client: Client, members: number): Promise<void> {
  for (let said = ""; said !== `all ${members}`;) {
    client.send("all");
    said = await answer(client);
  }
}

/** Whether a process runs. One that has ended may stay in the list until the system's first process looks at it. */
function isAlive(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.[0];
    return state !== "Z";
  } catch {
    return false;
  }
}

/** Resolves once none of the processes is there. */
export async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await Bun.sleep(10); // there is no event for the end of a grandchild
}
