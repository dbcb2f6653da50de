// BBX2030: `ws.close()` with a code that an endpoint may not send.
import { maySendCloseCode } from "../../runtime/facts.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../syntax/source.ts";
import { argumentOf, type FileRule, socketCalls, valuesOf } from "./subject.ts";

export const closeCode: FileRule = ({ source, modules, handlers }) =>
  socketCalls(source, handlers, ["close"]).flatMap((call) => {
    const code = argumentOf(call, 0);
    if (code === undefined) return [];
    return valuesOf(modules, code).flatMap(({ value, node }) => {
      if (typeof value !== "number" || maySendCloseCode(value)) return [];
      return diagnostic("BBX2030", placeOf(node), `The close code ${value} may not be sent`, {
        hint: "Use 1000 to 1003, 1007 to 1014, or 3000 to 4999 for your own.",
      });
    });
  });
