// BBX2030: `ws.close()` or `closeAll()` with a code that an endpoint may not send.
import { maySendCloseCode, SENDABLE_CLOSE_CODES } from "../../../runtime/facts.ts";
import { placeOf } from "../../syntax/source.ts";
import type { Rule } from "../rule.ts";
import { closeArguments, mayClose, valuesOf } from "../questions.ts";

const RANGES = SENDABLE_CLOSE_CODES.map(([least, most]) => `${least} to ${most}`);

export const closeCode = {
  code: "BBX2030",
  severity: "error",
  name: "close-code",
  label: "cannot be sent",
  meaning:
    "`ws.close()` or `closeAll()` is given a code that an endpoint may not send (RFC 6455, section 7.4). The client would see a broken connection, and `closeAll()` throws.",
  remedy: "Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.",
  mayApply: ({ code }) => mayClose(code),
  inFile: ({ source, modules, handlers }) =>
    closeArguments(source, handlers, 0).flatMap((code) => {
      return valuesOf(modules, code).flatMap(({ value, node }) => {
        if (typeof value !== "number" || maySendCloseCode(value)) return [];
        return {
          place: placeOf(node),
          message: `A server cannot send the close code ${value}`,
          hint: `Use ${RANGES.slice(0, -1).join(", ")}, or ${RANGES.at(-1)} for codes of your own.`,
        };
      });
    }),
} as const satisfies Rule;
