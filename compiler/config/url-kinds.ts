// Defines the kinds of values of options that are URLs, or parts of one.
import { isOriginEntry, meantOrigin } from "../../runtime/facts.ts";
import { type Advice, adviseList, advisePath, adviseVariable } from "./advice.ts";
import { type OptionKind, text } from "./kinds.ts";

const adviseOrigins: Advice = adviseList(meantOrigin, "https://example.com");

/** Origins, whole or with a wildcard. */
export const originList: OptionKind = {
  type: 'readonly string[] | "*"',
  label: 'string[] or `"*"`',
  settled: "readonly string[]",
  advise: (value, name) => {
    if (value === true) return `Write \`${name}: "*"\` to let every page connect.`;
    if (value === "") return adviseVariable("ORIGINS", name);
    return adviseOrigins(value, name);
  },
  normalize: (value) => (value === "*" ? ["*"] : value),
  check: (value) => {
    const expected =
      'a list of origins such as `https://example.com`, `https://*.example.com` or `moz-extension://*`, in lower case and without a path, or "*"';
    if (value === "*") return null;
    if (!Array.isArray(value)) return expected;
    return value.every((origin) => typeof origin === "string" && isOriginEntry(origin)) ? null : expected;
  },
};

/** The host in a text that has more than a host: a scheme, a port, a path or spaces. `undefined` if there is no more. */
function hostWithin(value: string): string | undefined {
  const given = value.trim();
  const host = URL.parse(given.includes("://") ? given : `http://${given}`)?.hostname;
  const isHost = /^[\w.*-]+$/.test(value) || host === value.toLowerCase();
  return isHost || host === "" ? undefined : host;
}

/** A name or an address of this machine. */
export const hostName: OptionKind = {
  ...text,
  check: (value) =>
    text.check(value) ??
    (hostWithin(String(value)) === undefined ? null : "a name or an address, without a scheme, port or path"),
  advise: (value, name) => {
    const host = hostWithin(String(value));
    return host === undefined ? undefined : `Write \`${name}: ${JSON.stringify(host)}\`.`;
  },
};

/** The path of a URL that needs no escape, and has no segment that a URL resolves. */
const PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w\-.!~*'()]+)+$/;

/** Patterns of routes' paths. */
export const routePatterns: OptionKind = {
  type: "readonly string[]",
  label: "string[]",
  check: (value) => {
    const expected =
      "a list of paths of routes such as `/ws/admin/**`, in which `*` is one whole segment and `**` any number";
    if (!Array.isArray(value)) return expected;
    return value.every((pattern) => typeof pattern === "string" && isPattern(pattern)) ? null : expected;
  },
};

function isPattern(pattern: string): boolean {
  if (pattern === "/") return true;
  const [before, ...segments] = pattern.split("/");
  return before === "" && segments.length > 0 && segments.every(isPatternSegment);
}

function isPatternSegment(segment: string): boolean {
  return segment === "*" || segment === "**" || (segment !== "" && !segment.includes("*"));
}

/** The URL that all routes begin with. */
export const baseUrl: OptionKind = {
  type: "string",
  label: "path",
  check: (value) =>
    value === "/" || (typeof value === "string" && PATH.test(value))
      ? null
      : "a path such as `/api/live`, or `/`, without a slash at its end",
  advise: (value, name) =>
    value === "" ? `Write \`${name}: "/"\` for the root.` : advisePath(baseUrl.check)(value, name),
};

/** The path of a URL, or `false`. */
export const urlPath: OptionKind = {
  type: "string | false",
  label: "path or `false`",
  check: (value) =>
    value === false || (typeof value === "string" && PATH.test(value))
      ? null
      : "a path such as `/healthz`, or false",
  advise: (value, name) =>
    value === true
      ? `Remove \`${name}\`: there is a health check without it.`
      : advisePath(urlPath.check)(value, name),
};
