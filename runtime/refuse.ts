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

/**
 * A refusal that also ends the connection, so that a client cannot go on in a stream whose framing it got wrong.
 *
 * @param status an HTTP status
 * @param fields what the status asks for: `Allow` (RFC 9110, section 15.5.6), `Upgrade` (section 15.5.22)
 */
export function refuse(status: number, fields: Record<string, string> = {}): Response {
  return new Response(`${TEXT[status] ?? "Refused"}\n`, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", ...fields, Connection: "close" },
  });
}
