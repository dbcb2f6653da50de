// Lists scripts about permessage-deflate: its negotiation, and what is then sent (RFC 7692).
import { deflateRawSync } from "node:zlib";
import { frame, OPCODE } from "../../support/frames.ts";
import { type Script, script } from "./script.ts";

const { binary, continuation, ping, text } = OPCODE;
const part = { fin: false };
const DEFLATE = "permessage-deflate; client_max_window_bits";

const compressed = { rsv: 4 };
const OFFERS = [
  DEFLATE,
  "permessage-deflate",
  "permessage-deflate; server_no_context_takeover",
  "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
  "permessage-deflate; client_max_window_bits=10",
  "permessage-deflate; server_max_window_bits=10",
  "permessage-deflate; server_max_window_bits=8",
  "permessage-deflate; server_max_window_bits=16",
  "permessage-deflate; unknown=1",
  "x-unknown, permessage-deflate",
  "permessage-deflate, permessage-deflate; client_max_window_bits",
  "x-webkit-deflate-frame",
];
const hello = frame(text, deflated("z hello hello hello hello"), compressed);
/** All of them. */
export const COMPRESSED: readonly Script[] = [
  ...OFFERS.map((extensions) => ({
    ...script(`offering ${extensions}`, "RFC 7692, section 7.1", frame(text, "z".repeat(300))),
    extensions,
  })),
  ...(
    [
      ["a compressed text", hello],
      ["two compressed texts", hello, hello],
      ["an uncompressed one among them", hello, frame(text, "z plain"), hello],
      ["an empty compressed text", frame(text, Buffer.from([0]), compressed)],
      [
        "a compressed text in parts",
        frame(text, hello.subarray(6, 7), { fin: false, rsv: 4 }),
        frame(continuation, ""),
      ],
      ["a compressed continuation", frame(text, "a", part), frame(continuation, "b", compressed)],
      ["a compressed ping", frame(ping, "a", compressed)],
      ["what is not deflate at all", frame(text, Buffer.from("not deflate at all, is it?"), compressed)],
      ["compressed bytes that are not UTF-8", frame(text, deflated(Buffer.from([0xff, 0xfe])), compressed)],
      ["17 MiB of zeros in 17 kB", frame(binary, deflated(Buffer.alloc(17 * 1024 * 1024)), compressed)],
      ["a mebibyte of zeros", frame(binary, deflated(Buffer.alloc(1024 * 1024)), compressed)],
    ] as const
  ).map(([what, ...bytes]) => ({
    ...script(what, "RFC 7692, sections 6 and 7.2", ...bytes),
    extensions: DEFLATE,
  })),
  script("a compressed text without agreement", "RFC 6455, section 5.2", hello),
];

function deflated(message: string | Buffer): Buffer {
  // RFC 7692, section 7.2.1: the four bytes at the end are left out.
  const bytes = deflateRawSync(message, { finishFlush: 2 });
  return bytes.subarray(0, bytes.length - 4);
}
