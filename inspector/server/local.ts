// Decides who may use the server of `bunbox dev`: programs and pages of this machine. A site whose name resolves to
// 127.0.0.1 (DNS rebinding) has the same origin for a browser, so only the Host shows that it is another site.
import { isLoopback } from "../../runtime/facts.ts";

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])$/i;

/**
 * Whether a Host is this machine. If `HOST` makes the server listen on the network, every IP address counts as well,
 * because an address cannot be rebound, and so does the name in `HOST`.
 *
 * @param host the header `Host`
 */
export function isLocal(host: string | null): boolean {
  const name = URL.parse(`http://${host ?? ""}`)?.hostname ?? "";
  if (isLoopback(name)) return true;
  const own = (process.env["HOST"] ?? "").toLowerCase();
  // `HOST` may hold an IPv6 address without its brackets.
  const beyond = own !== "" && !isLoopback(own) && !isLoopback(`[${own}]`);
  return beyond && (ADDRESS.test(name) || name === own);
}

/** The answer to every other Host. */
export function strangerRefused(): Response {
  return new Response("bunbox dev answers only to localhost; set HOST to listen on another name\n", {
    status: 403,
    headers: { "Content-Type": "text/plain; charset=utf-8", Connection: "close" },
  });
}
