// BBX2031: `ws.close()` with a reason that does not fit into a close frame.
import { CLOSE_REASON_BYTES } from "../../runtime/facts.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { UNKNOWN_PART } from "../syntax/constants.ts";
import { placeOf } from "../syntax/source.ts";
import { argumentOf, type FileRule, socketCalls, valuesOf } from "./subject.ts";

export const closeReason: FileRule = ({ source, modules, handlers }) =>
  socketCalls(source, handlers, ["close"]).flatMap((call) => {
    const reason = argumentOf(call, 1);
    if (reason === undefined) return [];
    return valuesOf(modules, reason).flatMap(({ value, node }) => {
      if (typeof value !== "string") return [];
      // What is filled in at run time makes it longer still.
      const known = value.replaceAll(UNKNOWN_PART, "");
      const bytes = Buffer.byteLength(known);
      if (bytes <= CLOSE_REASON_BYTES) return [];
      const has = known === value ? `${bytes}` : `at least ${bytes}`;
      const message = `A close reason may have ${CLOSE_REASON_BYTES} bytes, and this has ${has}`;
      return diagnostic("BBX2031", placeOf(node), message, {
        hint: "Shorten it, or send it as a message before closing.",
      });
    });
  });
