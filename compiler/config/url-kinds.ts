// Defines the kinds of values of options that are URLs, or parts of one.
import { isLoopback, ORIGIN_PATTERN } from "../../runtime/facts.ts";
import { type Advice, adviseList, advisePath, adviseVariable } from "./advice.ts";
import type { OptionKind } from "./kinds.ts";

const adviseOrigins: Advice = adviseList(originIn, "https://example.com");

/** The origin that is meant by one without a scheme, in upper case, with a default port, or with a path. */
function originIn(text: string): string | undefined {
  if (text === "*") return text;
  const given = text.includes("://") ? text : `http://${text}`;
  const isLocal = URL.canParse(given) && isLoopback(new URL(given).hostname);
  const full = text.includes("://") || isLocal ? given : `https://${text}`;
  const [, scheme = "", host = ""] = /^([^:]*:\/\/)([^/]*)/.exec(full.toLowerCase()) ?? [];
  const port = scheme === "https://" ? /:443$/ : /:80$/;
  const origin = `${scheme}${host.replace(port, "")}`;
  return ORIGIN_PATTERN.test(origin) ? origin : undefined;
}

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
      'a list of origins such as `https://example.com`, `https://*.example.com` or `moz-extension://*`, without a path, or "*"';
    if (value === "*") return null;
    if (!Array.isArray(value)) return expected;
    return value.every((origin) => typeof origin === "string" && ORIGIN_PATTERN.test(origin))
      ? null
      : expected;
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
