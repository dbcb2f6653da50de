// Who may talk to a server under development: programs and pages of this machine. A page of another site that has its own
// name lead to 127.0.0.1 (DNS rebinding) is a browser's idea of the same origin, and differs by the Host alone.
import { isLoopback } from "../../runtime/facts.ts";

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])$/i;

/**
 * Whether a Host is this machine's. Where `HOST` has the server listen beyond it, addresses count as well, and the name
 * in `HOST`: nobody can have an address lead elsewhere.
 *
 * @param host the header `Host`
 */
export function isLocal(host: string | null): boolean {
  const name = URL.parse(`http://${host ?? ""}`)?.hostname ?? "";
  if (isLoopback(name)) return true;
  const own = (process.env["HOST"] ?? "").toLowerCase();
  // An IPv6 address may stand there without its brackets.
  const beyond = own !== "" && !isLoopback(own) && !isLoopback(`[${own}]`);
  return beyond && (ADDRESS.test(name) || name === own);
}

/** The answer to everybody else. */
export function strangerRefused(): Response {
  return new Response("bunbox dev answers to localhost alone; HOST has it listen on another name\n", {
    status: 403,
    headers: { "Content-Type": "text/plain; charset=utf-8", Connection: "close" },
  });
}
