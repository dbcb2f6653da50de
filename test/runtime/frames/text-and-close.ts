// Lists scripts about what text and close frames may hold (RFC 6455, sections 5.5.1, 7.4 and 8.1).
import { closing, frame, OPCODE } from "../../support/frames.ts";
import { type Script, script } from "./script.ts";

const { close, continuation, text } = OPCODE;
const part = { fin: false };

const utf8: readonly (readonly [string, readonly number[]])[] = [
  ["a character of four bytes", [0xf0, 0x9f, 0x8e, 0x88]],
  ["the last code point", [0xf4, 0x8f, 0xbf, 0xbf]],
  ["a NUL", [0]],
  ["a byte order mark", [0xef, 0xbb, 0xbf, 0x61]],
  ["a lone continuation byte", [0x80]],
  ["an overlong slash", [0xc0, 0xaf]],
  ["an overlong NUL", [0xe0, 0x80, 0x80]],
  ["a surrogate", [0xed, 0xa0, 0x80]],
  ["beyond the last code point", [0xf4, 0x90, 0x80, 0x80]],
  ["a character cut short", [0xe2, 0x82]],
  ["0xff", [0xff]],
  ["valid, then invalid", [...Buffer.from("\u03ba\u1f79\u03c3\u03bc\u03b5"), 0xed, 0xa0, 0x80, 0x65]],
];
const encoding = [
  ...utf8.map(([what, bytes]) =>
    script(`UTF-8: ${what}`, "RFC 6455, section 8.1; RFC 3629", frame(text, Buffer.from(bytes))),
  ),
  ...utf8.map(([what, bytes]) =>
    script(
      `UTF-8 in a close: ${what}`,
      "RFC 6455, section 5.5.1",
      frame(close, closing(1000, Buffer.from(bytes))),
    ),
  ),
  script(
    "UTF-8: a character over two parts",
    "RFC 6455, section 5.6",
    frame(text, Buffer.from([0xe2, 0x82]), part),
    frame(continuation, Buffer.from([0xac])),
  ),
  script(
    "UTF-8: an invalid one over two parts",
    "RFC 6455, section 5.6",
    frame(text, Buffer.from([0xe2, 0x82]), part),
    frame(continuation, Buffer.from([0x41])),
  ),
];

const GOOD_CODES = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
];
const BAD_CODES = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];
const closes = [
  script("a close without a code", "RFC 6455, section 7.1.5", frame(close)),
  script("a close of one byte", "RFC 6455, section 5.5.1", frame(close, "\u0003")),
  ...[...GOOD_CODES, ...BAD_CODES].map((code) =>
    script(`a close with ${code}`, "RFC 6455, section 7.4", frame(close, closing(code, "bye"))),
  ),
  script("a reason of 123 bytes", "RFC 6455, section 5.5.1", frame(close, closing(1000, "x".repeat(123)))),
  script("a reason of 124 bytes", "RFC 6455, section 5.5", frame(close, closing(1000, "x".repeat(124)))),
  script("a text after a close", "RFC 6455, section 5.5.1", frame(close, closing(1000)), frame(text, "late")),
  script(
    "a close within a message in parts",
    "RFC 6455, section 5.4",
    frame(text, "a", part),
    frame(close, closing(1000)),
  ),
  script("two closes", "RFC 6455, section 5.5.1", frame(close, closing(1000)), frame(close, closing(1001))),
  script("a close in parts", "RFC 6455, section 5.5", frame(close, closing(1000), part)),
];

/** All of them. */
export const TEXT_AND_CLOSE: readonly Script[] = [...encoding, ...closes];
