// Defines the kinds of values of options that are URLs, or parts of one.
import type { OptionKind } from "./kinds.ts";

/** Origins, whole or with a wildcard. */
export const originList: OptionKind = {
  type: "readonly string[]",
  label: "string[]",
  check: (value) => {
    const expected =
      "a list of origins such as `https://example.com` or `https://*.example.com`, without a path";
    if (!Array.isArray(value)) return expected;
    return value.every((origin) => typeof origin === "string" && isOrigin(origin)) ? null : expected;
  },
};

/** An origin as browsers send it: lower case, no default port, no path (RFC 6454, section 6.2). */
function isOrigin(origin: string): boolean {
  const plain = origin.replace(/^(https?:\/\/)\*\./, "$1wildcard.");
  if (plain.includes("*")) return false;
  if (/^https?:\/\//.test(plain)) return URL.canParse(plain) && new URL(plain).origin === plain;
  return /^[a-z][a-z\d+.-]*:\/\/[\w.-]*$/.test(plain);
}

/** The path of a URL that needs no escape. */
const PATH = /^(?:\/[\w\-.!~*'()]+)+$/;

/** The URL that all routes begin with. */
export const baseUrl: OptionKind = {
  type: "string",
  label: "path",
  check: (value) =>
    value === "/" || (typeof value === "string" && PATH.test(value))
      ? null
      : "a path such as `/api/live`, or `/`, without a slash at its end",
};

/** The path of a URL, or `false`. */
export const urlPath: OptionKind = {
  type: "string | false",
  label: "path or `false`",
  check: (value) =>
    value === false || (typeof value === "string" && PATH.test(value))
      ? null
      : "a path such as `/healthz`, or false",
};
