// Logs which clients `upgrade`, guards and `maxConnections` refuse: one line per minute per kind, so that clients cannot fill the
// log. The entry imports this file only if the project has one of them.
import { clientAddress } from "./client-address.ts";
import { Context } from "./context.ts";
import { endingFor } from "./once-a-minute.ts";
import { observeRefusals, type RefusalReason } from "./refuse.ts";
import { refusedBy } from "./refused-by.ts";
import { inform, log } from "./report.ts";
import { observeDecisions } from "./upgrade.ts";

/** Those that bunbox has made. */
const reasons = new WeakMap<Response, RefusalReason>();

observeRefusals((reason, response) => {
  reasons.set(response, reason);
  const ending = reason === "full" ? endingFor("full") : null;
  if (ending !== null)
    log("warning", `refused a connection, because maxConnections is reached${ending}`, { event: "full" });
});

observeDecisions((handshake, response) => {
  // Errors, and what an option has refused meanwhile, have lines of their own.
  if ((reasons.get(response) ?? "upgrade") !== "upgrade") return;
  const { status } = response;
  const { path: route } = Context.route(handshake.context);
  const guard = refusedBy.get(response);
  const who = guard === undefined ? `upgrade of ${route}` : `guard of ${route} in ${guard.file}`;
  const ending = endingFor(`${who} ${status}`);
  if (ending === null) return;
  const address = clientAddress(handshake);
  const whom = address === "" ? "a client" : address;
  inform(`${who} refused ${whom} with ${status}${ending}`, {
    event: "upgrade_refused",
    route,
    status,
    address,
  });
});
