// Lists scripts of frames and messages in every size and number of parts, valid and invalid (RFC 6455, section 5).
import { closing, frame, OPCODE } from "../../support/frames.ts";
import { type Script, script } from "./script.ts";

const { binary, close, continuation, ping, pong, text } = OPCODE;

const SIZES = [0, 1, 125, 126, 127, 128, 65_535, 65_536, 200_000];
const messages = SIZES.flatMap((size) => [
  script(`a text of ${size} bytes`, "RFC 6455, section 5.2", frame(text, "*".repeat(size))),
  script(`${size} bytes`, "RFC 6455, section 5.2", frame(binary, Buffer.alloc(size, 0xfe))),
]);

const control = [
  script("a ping", "RFC 6455, section 5.5.2", frame(ping)),
  script("a ping of 125 bytes", "RFC 6455, section 5.5.2", frame(ping, Buffer.alloc(125, 0xff))),
  script("a ping of 126 bytes", "RFC 6455, section 5.5", frame(ping, Buffer.alloc(126))),
  script(
    "ten pings",
    "RFC 6455, section 5.5.2",
    ...Array.from({ length: 10 }, (_, index) => frame(ping, `${index}`)),
  ),
  script("a pong that nobody asked for", "RFC 6455, section 5.5.3", frame(pong, "unsolicited")),
  script("a pong of 126 bytes", "RFC 6455, section 5.5", frame(pong, Buffer.alloc(126))),
  script(
    "a ping in parts",
    "RFC 6455, section 5.5",
    frame(ping, "a", { fin: false }),
    frame(continuation, "b"),
  ),
];

const reserved = [
  ...[1, 2, 3, 4, 5, 6, 7].map((rsv) =>
    script(`reserved bits ${rsv}`, "RFC 6455, section 5.2", frame(text, "hello", { rsv })),
  ),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) =>
    script(
      `opcode ${opcode}`,
      "RFC 6455, section 5.2",
      frame(text, "first"),
      frame(opcode, "second"),
      frame(ping),
    ),
  ),
];

const part = { fin: false };
const fragmentation = [
  script("a text in two", "RFC 6455, section 5.4", frame(text, "frag", part), frame(continuation, "ment")),
  script(
    "bytes in three",
    "RFC 6455, section 5.4",
    frame(binary, "a", part),
    frame(continuation, "b", part),
    frame(continuation, "c"),
  ),
  script(
    "a ping between two parts",
    "RFC 6455, section 5.4",
    frame(text, "a", part),
    frame(ping, "between"),
    frame(continuation, "b"),
  ),
  script(
    "empty parts",
    "RFC 6455, section 5.4",
    frame(text, "", part),
    frame(continuation, "", part),
    frame(continuation, ""),
  ),
  script(
    "5,000 parts of one byte",
    "RFC 6455, section 5.4; CWE-407",
    Buffer.concat([
      frame(text, "a", part),
      ...Array.from({ length: 5000 }, () => frame(continuation, "b", part)),
      frame(continuation, "c"),
    ]),
  ),
  script("a continuation of nothing", "RFC 6455, section 5.4", frame(continuation, "lost")),
  script(
    "a continuation of nothing, not the last",
    "RFC 6455, section 5.4",
    frame(continuation, "lost", part),
  ),
  script("a text within a text", "RFC 6455, section 5.4", frame(text, "a", part), frame(text, "b")),
  script("a message in parts that never ends", "RFC 6455, section 5.4", frame(text, "a", part)),
];

const lengths = [
  script("a frame that is not masked", "RFC 6455, section 5.1", frame(text, "bare", { masked: false })),
  script("5 bytes, said in 16 bits", "RFC 6455, section 5.2", frame(text, "hello", { lengthBytes: 2 })),
  script("5 bytes, said in 64 bits", "RFC 6455, section 5.2", frame(text, "hello", { lengthBytes: 8 })),
  script(
    "a frame that claims 16 MiB and a byte",
    "RFC 6455, section 10.4",
    frame(binary, "", { length: 16_777_217n }),
  ),
  script(
    "a frame that claims 4 GiB",
    "RFC 6455, section 10.4",
    frame(binary, "", { length: 4_294_967_296n }),
  ),
  script(
    "a frame whose length has its highest bit set",
    "RFC 6455, section 5.2",
    frame(binary, "", { length: 0xffff_ffff_ffff_ffffn }),
  ),
  { ...script("half a frame", "RFC 6455, section 7.1.7", frame(text, "hello").subarray(0, 8)), leaves: true },
  { ...script("nothing at all", "RFC 6455, section 7.1.7"), leaves: true },
  script(
    "one byte at a time",
    "RFC 6455, section 5.2",
    ...[...frame(text, "slowly")].map((byte) => Buffer.from([byte])),
  ),
  script(
    "twenty messages in one packet",
    "RFC 6455, section 5.2",
    Buffer.concat(Array.from({ length: 20 }, (_, index) => frame(text, `${index}`))),
  ),
  {
    ...script(
      "messages in the packet of the handshake",
      "RFC 6455, section 4.1",
      frame(text, "a"),
      frame(text, "b"),
    ),
    early: true,
  },
  {
    ...script(
      "a close in the packet of the handshake",
      "RFC 6455, section 4.1",
      frame(close, closing(4001, "at once")),
    ),
    early: true,
  },
];

/** All of them. */
export const FRAMING: readonly Script[] = [
  ...messages,
  ...control,
  ...reserved,
  ...fragmentation,
  ...lengths,
];
