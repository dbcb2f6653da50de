// Builds the responses with which bunbox refuses a request. They hold only the status; the log says what went wrong.

const TEXT = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  426: "Upgrade Required",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** Why bunbox refused a request, as the metrics name it. */
export type RefusalReason =
  | "draining"
  | "host"
  | "escape"
  | "unknown_path"
  | "method"
  | "no_upgrade"
  | "handshake"
  | "version"
  | "origin"
  | "full"
  | "forwarded"
  | "address_full"
  | "upgrade_timeout"
  | "gone"
  | "upgrade"
  | "error";

/** Learns of a refusal: why, the response that says so, and the route's path if its code has decided or failed. */
export type RefusalObserver = (reason: RefusalReason, response: Response, route?: string) => void;

const observers: RefusalObserver[] = [];

/** Calls the metrics, or the inspector, with every refusal of bunbox. What `upgrade` itself returns is not one of them. */
export function observeRefusals(observe: RefusalObserver): void {
  observers.push(observe);
}

/** Calls the observers with a response that a guard has returned, because bunbox has not made it. */
export function observed(reason: RefusalReason, response: Response, route?: string): void {
  for (const observe of observers) observe(reason, response, route);
}

/**
 * Refuses a request and ends its connection, so that a client cannot go on in a stream whose framing it got wrong.
 *
 * @param reason for the metrics
 * @param fields the headers that the status requires: `Allow` (RFC 9110, section 15.5.6), `Upgrade` (section 15.5.22)
 * @param route for the metrics, if the code of a route has decided or failed
 */
export function refuse(
  status: keyof typeof TEXT,
  reason: RefusalReason,
  fields: Record<string, string> = {},
  route?: string,
): Response {
  const response = new Response(`${TEXT[status]}\n`, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", ...fields, Connection: "close" },
  });
  for (const observe of observers) observe(reason, response, route);
  return response;
}
