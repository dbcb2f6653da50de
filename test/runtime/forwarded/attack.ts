// Declares an attack on the fields in which proxies name the client, and who is who in all of them.

/** Whom the server of the checks trusts. */
export const TRUSTED = ["127.0.0.1", "10.0.0.0/8", "172.16.5.4/30", "::/16", "2001:db8:aaaa::/48", "fd00::1"];

/** Lines of a request's header, and the client's address; 400 if the request must be refused. */
export interface Attack {
  readonly what: string;
  readonly lines: readonly string[];
  readonly client: string | 400;
  /** Where the request comes from; by default the trusted proxy 127.0.0.1. */
  readonly peer?: string;
}

/** What a list is, the list, and the address that the server must take from it. */
export type List = readonly [what: string, list: string, client: string];

/** The client. */
export const CLIENT = "203.0.113.9";
/** The trusted proxy that sends the request. */
export const PROXY = "127.0.0.1";
/** A peer that is not trusted. */
export const STRANGER = "127.0.0.9";
