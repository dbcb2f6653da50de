// Defines the kinds of load, and measures slices of them: messages there and back, or to everyone in a room.
import { type Client, createWaiting, open, waitFor, type Waiting } from "./client.ts";
import type { Peer } from "./peers.ts";
import { cpuOf, type Running } from "./process.ts";

/** How long a slice is, in milliseconds. */
const SLICE = 300;
/** A message of ordinary length. */
const TEXT = "a message of thirty-two letters!";

/** The cost of one slice. */
export interface Cost {
  /** CPU time of the server per operation, in nanoseconds. */
  readonly cpu: number;
  /** Operations per second. */
  readonly rate: number;
  /** Time until the answer, each in microseconds. */
  readonly latencies: readonly number[];
  /** CPU time of the load generator, as a share of one core. */
  readonly load: number;
}

/** A kind of load. Its connections are made once; its slices can then be measured in turn with others. */
export interface Work {
  slice(): Promise<Cost>;
  end(): void;
}

/**
 * Clients that each send a batch of messages, and the next batch when all have come back.
 *
 * @param batch how many messages a client has in flight
 */
export async function echo(peer: Peer, server: Running, clients: number, batch: number): Promise<Work> {
  const waiting = createWaiting();
  const all = await openAll(peer, server, "echo", clients, waiting);
  const bytes = Buffer.concat(Array.from({ length: batch }, () => peer.send("echo", TEXT)));
  const answer = peer.answer("echo", TEXT) * batch * clients;
  return {
    slice: () =>
      measure([server], batch * clients, () => {
        const answered = waitFor(waiting, answer);
        for (const client of all) client.send(bytes);
        return answered;
      }),
    end: () => all.forEach((client) => client.close()),
  };
}

/** One client of many sends to all of them. An operation is one such message. */
export async function broadcast(peer: Peer, server: Running, members: number): Promise<Work> {
  const waiting = createWaiting();
  const all = await openAll(peer, server, "room", members, waiting);
  const message = peer.send("room", TEXT);
  const answer = peer.answer("room", TEXT) * members;
  return {
    slice: () =>
      measure([server], 1, () => {
        const heard = waitFor(waiting, answer);
        all[0]?.send(message);
        return heard;
      }),
    end: () => all.forEach((client) => client.close()),
  };
}

/** One client sends a batch to a room in which only it is: what is counted is the server's own process. */
export async function room(peer: Peer, server: Running, batch: number): Promise<Work> {
  const waiting = createWaiting();
  const [client] = await openAll(peer, server, "room", 1, waiting);
  const bytes = Buffer.concat(Array.from({ length: batch }, () => peer.send("room", TEXT)));
  const answer = peer.answer("room", TEXT) * batch;
  return {
    slice: () =>
      measure([server], batch, () => {
        const heard = waitFor(waiting, answer);
        client?.send(bytes);
        return heard;
      }),
    end: () => client?.close(),
  };
}

async function openAll(
  peer: Peer,
  { port }: Running,
  work: "echo" | "room",
  count: number,
  waiting: Waiting,
): Promise<readonly Client[]> {
  const clients: Client[] = [];
  while (clients.length < count) {
    clients.push(await open(port, peer.pathOf(work), waiting, peer.greeting));
  }
  return clients;
}

/** Opens new connections, some at a time, each to another path. */
export function upgrades(paths: readonly string[], server: Running, atOnce: number): Work {
  let next = 0;
  return {
    slice: () =>
      measure([server], atOnce, async () => {
        const some = Array.from({ length: atOnce }, () => {
          next += 7919; // A prime, so that the paths come in mixed order.
          return open(server.port, paths[next % paths.length] ?? "", createWaiting());
        });
        for (const client of await Promise.all(some)) client.close();
      }),
    end: () => undefined,
  };
}

/** One client of one server sends a batch to a room with a client on each of two servers. An operation is one such message. */
export async function across(peer: Peer, servers: readonly [Running, Running], batch: number): Promise<Work> {
  const waiting = createWaiting();
  const [first] = await openAll(peer, servers[0], "room", 1, waiting);
  const [second] = await openAll(peer, servers[1], "room", 1, waiting);
  const bytes = Buffer.concat(Array.from({ length: batch }, () => peer.send("room", TEXT)));
  const answer = peer.answer("room", TEXT) * batch * 2;
  return {
    slice: () =>
      measure(servers, batch, () => {
        const heard = waitFor(waiting, answer);
        first?.send(bytes);
        return heard;
      }),
    end() {
      first?.close();
      second?.close();
    },
  };
}

async function measure(
  servers: readonly Running[],
  operations: number,
  once: () => Promise<void>,
): Promise<Cost> {
  const cpuOfAll = (): number => servers.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
  for (let warm = 0; warm < 20; warm += 1) await once();
  const latencies: number[] = [];
  const own = process.cpuUsage();
  const cpu = cpuOfAll();
  const began = performance.now();
  let now = began;
  while (now - began < SLICE) {
    const before = now;
    await once();
    now = performance.now();
    latencies.push((now - before) * 1000);
  }
  const { user, system } = process.cpuUsage(own);
  const count = latencies.length * operations;
  return {
    cpu: (cpuOfAll() - cpu) / count,
    rate: (count / (now - began)) * 1000,
    latencies,
    load: (user + system) / 1000 / (now - began),
  };
}
