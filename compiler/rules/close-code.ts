// BBX2030: `ws.close()` with a code that an endpoint may not send.
import { maySendCloseCode, SENDABLE_CLOSE_CODES } from "../../runtime/facts.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../syntax/source.ts";
import { argumentOf, type FileRule, socketCalls, valuesOf } from "./subject.ts";

const RANGES = SENDABLE_CLOSE_CODES.map(([least, most]) => `${least} to ${most}`);

export const closeCode: FileRule = ({ source, modules, handlers }) =>
  socketCalls(source, handlers, ["close"]).flatMap((call) => {
    const code = argumentOf(call, 0);
    if (code === undefined) return [];
    return valuesOf(modules, code).flatMap(({ value, node }) => {
      if (typeof value !== "number" || maySendCloseCode(value)) return [];
      return diagnostic("BBX2030", placeOf(node), `The close code ${value} may not be sent`, {
        hint: `Use ${RANGES.slice(0, -1).join(", ")}, or ${RANGES.at(-1)} for your own.`,
      });
    });
  });
