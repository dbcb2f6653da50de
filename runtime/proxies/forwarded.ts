// Reads X-Forwarded-For and Forwarded (RFC 7239) from the right: each trusted proxy vouches for the address that it wrote.
//
// A client can begin both fields as it likes, so nothing left of the first address that is not a proxy's is read at all.
import { type IpAddress, parseAddress } from "../facts.ts";

/** How many proxies may be between the server and the client. */
const MOST_PROXIES = 32;

/** Whether an address is that of a proxy whose word counts. */
type IsTrusted = (address: IpAddress) => boolean;

/** Reads an address from a member of a list; `undefined` for anything else. */
type ReadMember = (member: string) => IpAddress | undefined;

/**
 * Follows a list from its end, for as long as the address so far is a trusted proxy's. A member that is not an address ends
 * that: what is left of it is not sure.
 *
 * @param peer the trusted proxy that has sent the list
 */
export function follow(list: string, peer: IpAddress, isTrusted: IsTrusted, read: ReadMember): IpAddress {
  let sure = peer;
  let rest: string | undefined = list;
  for (let proxies = 0; proxies < MOST_PROXIES && rest !== undefined; proxies += 1) {
    const [before, member]: Cut = cutLast(rest, ",");
    const next = read(member);
    if (next === undefined) return sure;
    sure = next;
    if (!isTrusted(sure)) return sure;
    rest = before;
  }
  return sure;
}

/** Reads a member of X-Forwarded-For: an address, maybe with a port. */
export function readPlain(member: string): IpAddress | undefined {
  const [, bracketed, dotted] =
    /^(?:\[([\da-f.]*:[\da-f:.]*)\]|([\d.]+))(?::(?:\d{1,5}|_[\w.-]+))?$/i.exec(member) ?? [];
  return parseAddress(bracketed ?? dotted ?? member);
}

/** Reads an element of Forwarded: the address of its one parameter `for`. */
export function readElement(element: string): IpAddress | undefined {
  let node: string | undefined;
  let rest: string | undefined = element;
  while (rest !== undefined) {
    const [before, pair]: Cut = cutLast(rest, ";");
    rest = before;
    if (pair === "") continue;
    const [whole, name = "", token, quoted] =
      /^([^\s"=]+)=(?:([^\s"\\]+)|"((?:[^"\\]|\\.)*)")$/.exec(pair) ?? [];
    if (whole === undefined) return undefined;
    if (name.toLowerCase() !== "for") continue;
    // Each parameter occurs once (RFC 7239, section 4): a second one may come from a host name that a proxy has copied.
    if (node !== undefined) return undefined;
    node = token ?? quoted?.replaceAll(/\\(.)/g, "$1");
  }
  return node === undefined ? undefined : readPlain(node);
}

/** What is before a separator, if there is one, and what is behind it. */
type Cut = readonly [before: string | undefined, last: string];

/** Cuts a text at its last separator that is not within quotes (RFC 9110, section 5.6.4). */
function cutLast(text: string, separator: string): Cut {
  let quoted = false;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === '"') {
      let escapes = at;
      while (text[escapes - 1] === "\\") escapes -= 1;
      if ((at - escapes) % 2 === 0) quoted = !quoted;
      at = escapes;
    } else if (text[at] === separator && !quoted) return [text.slice(0, at), text.slice(at + 1).trim()];
  }
  return [undefined, text.trim()];
}
