// bunbox's own refusals. None says more than its status: what went wrong is in the log, not in the response.

const TEXT: Record<number, string> = {
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
  | "gone"
  | "upgrade"
  | "error";

const observers: ((reason: RefusalReason) => void)[] = [];

/** Has the metrics, or the inspector, called with every refusal. */
export function observeRefusals(observe: (reason: RefusalReason) => void): void {
  observers.push(observe);
}

/**
 * A refusal that also ends the connection, so that a client cannot go on in a stream whose framing it got wrong.
 *
 * @param status an HTTP status
 * @param reason for the metrics
 * @param fields what the status asks for: `Allow` (RFC 9110, section 15.5.6), `Upgrade` (section 15.5.22)
 */
export function refuse(status: number, reason: RefusalReason, fields: Record<string, string> = {}): Response {
  for (const observe of observers) observe(reason);
  return new Response(`${TEXT[status] ?? "Refused"}\n`, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", ...fields, Connection: "close" },
  });
}
