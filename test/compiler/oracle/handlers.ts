// Lists the handlers that any generated route may have.
import { HANDLERS as ALL } from "../../../compiler/model.ts";

/** `onInvalid` is an error in a route without a schema, so only a form of `incoming` brings it. */
export const HANDLERS = ALL.filter((name) => name !== "onInvalid");
