// Checks what the members of one room hear, on several servers or workers.
import { expect } from "bun:test";
import type { Client } from "../../support/client.ts";

/** Text and bytes reach everyone as they were sent, in order; large messages too, compressed or not. */
export async function expectPassedOn(sender: Client, all: readonly Client[], large: number): Promise<void> {
  const everyByte = new Uint8Array(256).map((_, index) => index);
  const sent = ["", "text", "ünï 😀\0", new Uint8Array(0), everyByte, new Uint8Array(20_000).fill(7)];
  for (const message of sent) sender.send(message);
  for (const client of all) {
    for (const message of sent) {
      const heard = await client.next();
      expect(typeof heard === "string" ? heard : new Uint8Array(heard)).toEqual(message);
    }
  }
  for (const how of ["plain", "compress"]) {
    sender.send(`big ${large} ${how}`);
    for (const client of all) expect(await client.text()).toBe("x".repeat(large));
  }
}

/** So many messages of each sender reach each receiver, once, and in the sender's order. */
export async function expectInOrder(
  senders: readonly Client[],
  receivers: readonly Client[],
  perSender: number,
): Promise<void> {
  for (const [index, sender] of senders.entries()) sender.send(`count ${perSender} ${index}`);
  for (const client of receivers) {
    const next = senders.map(() => 0);
    for (let left = perSender * senders.length; left > 0; left -= 1) {
      const [sender = 0, number = 0] = (await client.text()).split(" ").map(Number);
      if (number !== next[sender]) throw new Error(`${number} of sender ${sender}, before ${next[sender]}`);
      next[sender] = number + 1;
    }
  }
  expect(receivers.map(({ pending }) => pending)).toEqual(receivers.map(() => 0));
}
