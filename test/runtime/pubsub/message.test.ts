// Tests that what comes from a channel is read or refused, whatever it is.
import { expect, test } from "bun:test";
import { createOrigin, dataOf, decode, encode } from "../../../runtime/pubsub/message.ts";
import { randomFor } from "../../support/random.ts";

test("a message is read as it was written", () => {
  const origin = createOrigin();
  expect(origin).toMatch(/^[\w-]{8}$/);
  const everyByte = new Uint8Array(256).map((_, index) => index);
  for (const data of [
    "",
    "text",
    "ü 😀 \0",
    "\ud800",
    everyByte,
    everyByte.subarray(3, 9),
    new Uint8Array(0),
  ]) {
    for (const compress of [true, false]) {
      const message = decode(encode(origin, data, compress));
      expect(message?.origin).toBe(origin);
      expect(message?.kind).toBe(typeof data === "string" ? (compress ? "T" : "t") : compress ? "B" : "b");
      const read = message && dataOf(message);
      expect(typeof read === "string" ? read : new Uint8Array(read ?? [])).toEqual(data);
    }
  }
});

test("100,000 strings of any kind are read or refused", () => {
  const random = randomFor(7, 0);
  const alphabet = [
    "t",
    "T",
    "b",
    "B",
    "q",
    "a",
    "w",
    "p",
    "x",
    "=",
    "-",
    "\0",
    "é",
    "😀",
    "\ud800",
    " ",
    "A",
  ];
  let read = 0;
  for (let count = 0; count < 100_000; count += 1) {
    const text = Array.from({ length: random.below(24) }, () => random.pick(alphabet)).join("");
    const message = decode(text);
    if (message === undefined) continue;
    read += 1;
    expect(text.length).toBeGreaterThanOrEqual(9);
    expect(message.kind + message.origin + message.payload).toBe(text);
    dataOf(message);
  }
  expect(read).toBeGreaterThan(10_000);
});
