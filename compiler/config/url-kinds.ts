// Defines the kinds of values of options that are URLs, or parts of one.
import { ORIGIN_PATTERN } from "../../runtime/facts.ts";
import type { OptionKind } from "./kinds.ts";

/** Origins, whole or with a wildcard. */
export const originList: OptionKind = {
  type: 'readonly string[] | "*"',
  label: 'string[] or `"*"`',
  settled: "readonly string[]",
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
