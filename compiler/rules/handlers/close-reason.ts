// BBX2031: `ws.close()` or `closeAll()` with a reason that does not fit into a close frame.
import { CLOSE_REASON_BYTES } from "../../../runtime/facts.ts";
import { UNKNOWN_PART } from "../../syntax/constants.ts";
import { placeOf } from "../../syntax/source.ts";
import type { Rule } from "../rule.ts";
import { closeArguments, mayClose, valuesOf } from "../questions.ts";

export const closeReason = {
  code: "BBX2031",
  severity: "warning",
  name: "close-reason",
  label: "too long",
  meaning:
    "A close reason may have 123 bytes of UTF-8 (RFC 6455, section 5.5). Bun cuts off the rest of a longer one.",
  remedy: "Shorten it, or send it as a message before you close the socket.",
  mayApply: ({ code }) => mayClose(code),
  inFile: ({ source, modules, handlers }) =>
    closeArguments(source, handlers, 1).flatMap((reason) => {
      return valuesOf(modules, reason).flatMap(({ value, node }) => {
        if (typeof value !== "string") return [];
        // Parts that are filled in at run time only make it longer.
        const known = value.replaceAll(UNKNOWN_PART, "");
        const bytes = Buffer.byteLength(known);
        if (bytes <= CLOSE_REASON_BYTES) return [];
        const size = known === value ? `${bytes}` : `at least ${bytes}`;
        return {
          place: placeOf(node),
          message: `This close reason has ${size} bytes, but may have only ${CLOSE_REASON_BYTES}`,
        };
      });
    }),
} as const satisfies Rule;
