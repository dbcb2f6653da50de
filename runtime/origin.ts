// Decides which pages may connect. Browsers let any site open a WebSocket to any host, cookies included, and only send
// Origin, so this check is the only defense against cross-site WebSocket hijacking (RFC 6455, section 10.2).
import type { ServerOptions } from "./config.ts";
import { isLoopback, isOriginEntry, originFault } from "./facts.ts";

// A host name, IPv4 or bracketed IPv6 address with an optional port (RFC 3986, section 3.2), and nothing else.
const HOST = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

// The last valid host: nearly every request has the same one, and `URL.canParse` takes half a microsecond.
let known: string | undefined;

/** Whether a Host header names a host, so that Bun could build an absolute `req.url` that `new URL` accepts. */
export function isHost(host: string | null, url: string): host is string {
  if (host === null) return false;
  if (host === known) return true;
  // Bun builds the URL from the header, so a port that is too large is refused with it.
  if (!HOST.test(host) || !URL.canParse(url)) return false;
  known = host;
  return true;
}

/** The option `origins`, or what the variable `ORIGINS` has in its place, and what is wrong with the variable. */
export function originsOf({ origins }: Pick<ServerOptions, "origins">): {
  readonly value: readonly string[];
  readonly faults: readonly string[];
} {
  const value = process.env["ORIGINS"]?.match(/[^,\s]+/g);
  if (!value) return { value: origins, faults: [] };
  const faults = value.filter((each) => !isOriginEntry(each)).map(originFault);
  return { value, faults };
}

/** What to do so that a refused page may connect. */
export function remedyFor(origin: string, host: string): string {
  if (origin === "null")
    return 'a file or a sandboxed frame has no origin; only "*" in `origins` lets it connect';
  const [scheme = ""] = origin.split("//");
  const others = scheme.startsWith("http") ? "" : `, or "${scheme}//*" for all of its kind`;
  return `list it in \`origins\`${others} if it may connect to ${host}`;
}

/** Turns a list of origins into one test of an Origin header. */
export function originMatcher(origins: readonly string[]): (origin: string) => boolean {
  const patterns = origins.map((origin) => new RegExp(`^${patternOf(origin)}$`));
  return (origin) => patterns.some((pattern) => pattern.test(origin));
}

/** `https://*.example.com` has one name or more in the place of its star, `scheme://*` has anything, `*` has nothing too. */
function patternOf(origin: string): string {
  if (origin === "*") return ".*";
  const text = origin.replace(/[.+[\]]/g, "\\$&");
  return text.replace("*\\.", "(?:[\\w-]+\\.)+").replace("*", ".+");
}

/**
 * Whether a page of `origin` may connect to `host`: it is the host's own page, both are on this machine, or `listed`
 * returns true.
 *
 * @param origin the Origin header; `null` (not a browser) passes
 * @param host a Host header that `isHost` accepted
 */
export function isOriginAllowed(
  origin: string | null,
  host: string,
  listed: (origin: string) => boolean,
): boolean {
  if (origin === null) return true;
  if (origin === `https://${host}` || origin === `http://${host}`) return true;
  if (listed(origin)) return true;
  const page = webOrigin(origin);
  if (page === null) return false;
  // Behind a proxy that ends TLS the scheme of the request is unknown, so the page's scheme decides the default port.
  const own = webOrigin(`${page.protocol}//${host}`);
  if (own === null) return false;
  return page.host === own.host || (isLoopback(own.hostname) && isLoopback(page.hostname));
}

/** An http or https origin, or `null` for `null`, `file://`, a list, or a URL that is more than an origin. */
function webOrigin(origin: string): URL | null {
  return /^https?:\/\/[^\s/?#@\\,]+$/i.test(origin) ? URL.parse(origin) : null;
}
