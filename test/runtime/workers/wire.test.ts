// Tests that frames are read as they were written, in whatever pieces they come.
import { expect, test } from "bun:test";
import { createFrameReader, eachFrame, frameOf, orderFrame } from "../../../runtime/workers/wire.ts";
import { type Random, randomFor } from "../../support/random.ts";

/** A stream of frames in pieces of random sizes, and what is in it. */
function stream(random: Random): { readonly pieces: readonly Buffer[]; readonly said: readonly string[] } {
  const said: string[] = [];
  const frames = Array.from({ length: random.below(40) + 1 }, (_, index) => {
    if (random.oneIn(5)) {
      said.push(JSON.stringify({ type: "order", index }));
      return orderFrame({ type: "order", index });
    }
    const topic = random.pick(["", "a", "/ws/rooms/ä", "😀", "t".repeat(300)]);
    const data = random.pick([
      "",
      "text",
      "ü😀",
      "x".repeat(random.below(5000)),
      new Uint8Array([0, 255, 6]),
    ]);
    said.push(`${topic} thead${Buffer.from(data).toString("hex")}`);
    return frameOf(topic, "thead", data);
  });
  const whole = Buffer.concat(frames);
  const pieces: Buffer[] = [];
  for (let at = 0; at < whole.length;) {
    const end = at + 1 + random.below(random.pick([3, 50, 10_000]));
    pieces.push(whole.subarray(at, end));
    at = end;
  }
  return { pieces, said };
}

test("frames of any size, cut anywhere, are read in order", () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const { pieces, said } = stream(randomFor(11, seed));
    const heard: string[] = [];
    const read = createFrameReader({
      order: (json) => heard.push(json),
      messages: (frames) =>
        eachFrame(frames, (topic, message) =>
          heard.push(`${topic} ${message.toString("latin1", 0, 5)}${message.toString("hex", 5)}`),
        ),
    });
    for (const piece of pieces) read(piece);
    expect(heard).toEqual([...said]);
  }
});

test("frames that come at once are passed on at once", () => {
  const calls: number[] = [];
  const read = createFrameReader({ order: () => undefined, messages: (frames) => calls.push(frames.length) });
  const frame = frameOf("topic", "t12345678", "text");
  read(Buffer.concat(Array.from({ length: 100 }, () => frame)));
  expect(calls).toEqual([100 * frame.length]);
});
