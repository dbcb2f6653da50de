// Lists the handlers that routes are generated with.
import { HANDLERS as ALL } from "../../../compiler/model.ts";

/** `onInvalid` is an error in a route without a schema, so it has tests of its own. */
export const HANDLERS = ALL.filter((name) => name !== "onInvalid");
