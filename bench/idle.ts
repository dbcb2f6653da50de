// Measures an idle server: memory of idle connections, time to an open port, size of the output.
import { once } from "node:events";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { buildApp, NOTHING, OUT } from "./app.ts";
import { type Client, createWaiting, open } from "./client.ts";
import { memoryOf, type Running, start } from "./process.ts";
import { median } from "./statistics.ts";

const CONNECTIONS = 10_000;
const COLLECT = path.join(import.meta.dir, "servers/collect.ts");
const HEAP = path.join(import.meta.dir, "servers/heap.ts");

/** Bytes of the heap per idle connection, of a fresh server: with 11,000 connections less with 1,000. */
export async function heapPerConnection(file: string, at: string): Promise<number> {
  const heap = path.join(OUT, "heap");
  using server = await start("bun", file, { BUN_OPTIONS: `--preload ${HEAP}`, HEAP: heap });
  const clients: Client[] = [];
  const sizeWith = async (count: number): Promise<number> => {
    while (clients.length < count) clients.push(await open(server.port, at, createWaiting()));
    const collected = once(process, "SIGUSR2");
    process.kill(server.pid, "SIGUSR2");
    await collected;
    return Number(await Bun.file(heap).text());
  };
  const few = await sizeWith(1000);
  const many = await sizeWith(1000 + CONNECTIONS);
  for (const client of clients) client.close();
  return (many - few) / CONNECTIONS;
}

/** Bytes of all memory per idle connection, of a fresh server. It comes in pages, so this differs by some hundreds. */
export async function bytesPerConnection(file: string, at: string): Promise<number> {
  using server = await start("bun", file, { BUN_OPTIONS: `--preload ${COLLECT}` });
  const clients: Client[] = [];
  const connect = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      clients.push(await open(server.port, at, createWaiting()));
    }
  };
  await connect(1000); // Memory that a server needs only once.
  const before = await settledMemory(server);
  await connect(CONNECTIONS);
  const bytes = ((await settledMemory(server)) - before) / CONNECTIONS;
  for (const client of clients) client.close();
  return bytes;
}

/**
 * Memory after the garbage of the handshakes is collected: a signal asks the preloaded script to do so, and a signal is its
 * answer. Several rounds are needed, because finalizers free more.
 */
async function settledMemory({ pid }: Running): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    const collected = once(process, "SIGUSR2");
    process.kill(pid, "SIGUSR2");
    await collected;
  }
  return memoryOf(pid);
}

/** Milliseconds from the start of the process to its first line, in pairs with another. */
export async function timesToPort(
  files: readonly [string, string],
  pairs: number,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const index of pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const began = performance.now();
      using server = await start("bun", files[index], env);
      times[index].push(performance.now() - began);
      if (server.port === 0) throw new Error("no port");
    }
  }
  return [median(times[0]), median(times[1])];
}

/** Bytes of the runtime in an output, minified, plain and gzipped. */
export async function sizeOfRuntime(): Promise<{ readonly bytes: number; readonly gzipped: number }> {
  const file = await buildApp("nothing", NOTHING, ["--minify", "--sourcemap", "none"]);
  const text = await Bun.file(file).bytes();
  return { bytes: text.length, gzipped: gzipSync(text, { level: 9 }).length };
}
