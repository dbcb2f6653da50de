// Says which origins the option `origins` and the variable `ORIGINS` may have, and what to write in place of others.
import { isLoopback } from "./facts.ts";

// An origin (RFC 6454, section 6.2); `https://*.example.com` for all subdomains; `scheme://*`.
const ORIGIN =
  /^[a-z][a-z\d+.-]*:\/\/(?:\*|(?:(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[[\da-f:.]+\])(?::\d+)?)$/;

/** Whether an entry is an origin as browsers send it, in lower case and without a default port, or a pattern of such origins. */
export function isOriginEntry(entry: string): boolean {
  return entry === meantOrigin(entry);
}

/** The right entry that a wrong one means; `undefined` if that is not known. */
export function meantOrigin(entry: string): string | undefined {
  // A file of variables may leave quotation marks around a value.
  const text = entry.toLowerCase().replaceAll(/^["']|["']$/g, "");
  if (text === "*") return text;
  const scheme = isLoopback(URL.parse(`http://${text}`)?.hostname ?? "") ? "http" : "https";
  // The address of a socket is one letter from that of its page, and a URL spells both as browsers do.
  const url = URL.parse(text.includes("://") ? text.replace(/^ws/, "http") : `${scheme}://${text}`);
  const origin = `${url?.protocol}//${url?.host}`;
  return ORIGIN.test(origin) && text !== "null" ? origin : undefined;
}

/** What is wrong with a wrong entry of the variable `ORIGINS`. */
export function originFault(entry: string): string {
  const meant = meantOrigin(entry);
  const remedy =
    meant === undefined
      ? "separate origins such as https://example.com by commas"
      : `write ${JSON.stringify(meant)}, as browsers send it, in lower case and without a path`;
  return `ORIGINS has ${JSON.stringify(entry)}; ${remedy}`;
}
