// Measures how soon a message is heard on another server: medians of messages that are sent one by one.
import { createWaiting, open, waitFor } from "./client.ts";
import type { Peer } from "./peers.ts";
import type { Running } from "./process.ts";
import { median } from "./statistics.ts";

const TEXT = "a message of thirty-two letters!";
const ROUNDS = 9;
/** Messages per round. */
const MESSAGES = 1000;

type Two = readonly [Running, Running];

/** Compares two pairs of servers in turn: the time from a client of one to a client of the other, in microseconds. */
export async function latency(
  peer: Peer,
  [one, other]: readonly [Two, Two],
): Promise<readonly [number, number]> {
  const [first, second] = [await hear(peer, one), await hear(peer, other)];
  const medians: (readonly [number, number])[] = [];
  for (let round = 0; round < ROUNDS; round += 1) medians.push([await first(), await second()]);
  return [median(medians.map(([each]) => each)), median(medians.map(([, each]) => each))];
}

async function hear(peer: Peer, [near, far]: Two): Promise<() => Promise<number>> {
  const [here, there] = [createWaiting(), createWaiting()];
  const sender = await open(near.port, peer.pathOf("room"), here);
  await open(far.port, peer.pathOf("room"), there);
  const [frame, answer] = [peer.send("room", TEXT), peer.answer("room", TEXT)];
  return async () => {
    const times: number[] = [];
    for (let message = 0; message < MESSAGES; message += 1) {
      const began = performance.now();
      const own = waitFor(here, answer);
      const heard = waitFor(there, answer).then(() => times.push((performance.now() - began) * 1000));
      sender.send(frame);
      await Promise.all([own, heard]);
    }
    return median(times);
  };
}
