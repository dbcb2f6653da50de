// BBX2…: what a route exports, and what its handlers do.
import type { Entry } from "../entry.ts";

export const EXPORTS = {
  BBX2001: {
    severity: "error",
    name: "no-handler",
    meaning: "A route file exports none of the five functions, so it can do nothing.",
    remedy: "Export `onMessage`, `onOpen`, `onClose`, `onDrain` or `upgrade`, or remove the file.",
  },
  BBX2002: {
    severity: "error",
    name: "misspelt-handler",
    label: "not a handler",
    meaning:
      "An exported function is named almost like a handler that the route does not have; it would never run.",
    remedy: "Rename it to the handler, or give it a name that is not like one.",
  },
  BBX2003: {
    severity: "warning",
    name: "handler-lookalike",
    label: "never called",
    meaning:
      "An exported function is named almost like a handler that the route has already, or like a handler that only other WebSocket APIs have, such as `onError`; it never runs.",
    remedy: "Rename it, do not export it, or silence the warning with `// bunbox-ignore BBX2003: reason`.",
  },
  BBX2004: {
    severity: "error",
    name: "default-export",
    label: "not read as a handler",
    meaning: "A handler is exported as the default, and routes are read by name.",
    remedy: "Write `export function onMessage(…)` in place of `export default`.",
  },
  BBX2005: {
    severity: "error",
    name: "not-a-function",
    label: "not callable",
    meaning: "A handler's name is exported, and its value is no function.",
    remedy: "Export a function under this name, or rename the value.",
  },
  BBX2006: {
    severity: "error",
    name: "generator-handler",
    label: "runs nothing",
    meaning: "A handler is a generator: calling it runs nothing of its body.",
    remedy: "Remove the `*`.",
  },
  BBX2007: {
    severity: "error",
    name: "no-value",
    label: "not there at run time",
    meaning:
      "A handler's name is exported, and nothing of it exists when the server runs: it is a type, it is only declared, two `export *` bring different values for it, or the module that it comes from does not have it.",
    remedy: "Export a function with a body, and without `type` or `declare`.",
  },
  BBX2008: {
    severity: "error",
    name: "not-exported",
    label: "not exported",
    meaning: "A function has a handler's name and is not exported, and the route has no handler at all.",
    remedy: "Write `export` before it.",
  },
  BBX2009: {
    severity: "warning",
    name: "handler-not-exported",
    label: "not exported",
    meaning:
      "A function has the name of a handler that the route lacks, and is not exported, so it never runs by itself.",
    remedy: "Write `export` before it, or give it another name.",
  },
  BBX2010: {
    severity: "error",
    name: "wrong-parameter",
    label: "does not take it",
    meaning: "A handler's parameter does not take what it is called with.",
    remedy:
      "Give the parameter the type that the message names, or leave its type out of a `satisfies` constant.",
  },
  BBX2011: {
    severity: "error",
    name: "too-many-parameters",
    label: "one too many",
    meaning: "A handler asks for more arguments than it is called with.",
    remedy: "Remove the parameter, or make it optional.",
  },
  BBX2012: {
    severity: "error",
    name: "wrong-return",
    label: "not a result of `upgrade`",
    meaning:
      "`upgrade` returns something that is neither a boolean, a `Response`, nor `{ data, headers, protocol }`.",
    remedy: "Return `true`, `false`, a `Response`, or an object with these keys on every path.",
  },
  BBX2013: {
    severity: "error",
    name: "wrong-signature",
    label: "does not fit",
    meaning: "A handler does not fit its signature, for a reason that no single parameter explains.",
    remedy: "Compare it with the signature in the hint.",
  },
  BBX2014: {
    severity: "error",
    name: "unknown-result-key",
    label: "has a key that is refused",
    meaning:
      "`upgrade` returns an object with a key that is neither `data`, `headers` nor `protocol`; the server refuses it with 403.",
    remedy: "Rename the key, or put the value under `data`.",
  },
  BBX2015: {
    severity: "error",
    name: "unknown-star",
    label: "known only when it runs",
    meaning:
      "A route has `export *` of a CommonJS module. What such a module exports is known only when it runs, so the build cannot say whether it brings a handler.",
    remedy: 'Name what the route needs: `export { onMessage } from "./handlers.cjs"`.',
  },
  BBX2020: {
    severity: "error",
    name: "wrong-fallback",
    meaning: "The module of the option `fallback` does not export by default what answers a request.",
    remedy: "Write `export default function (req: Request, server: Bun.Server<unknown>): Response { … }`.",
  },
  BBX2030: {
    severity: "error",
    name: "close-code",
    label: "not a code to send",
    meaning:
      "`ws.close()` is given a code that an endpoint may not send (RFC 6455, section 7.4): the client sees a broken connection.",
    remedy: "Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.",
  },
  BBX2031: {
    severity: "warning",
    name: "close-reason",
    label: "too long",
    meaning: "A close reason may have 123 bytes of UTF-8 (RFC 6455, section 5.5); Bun cuts a longer one off.",
    remedy: "Shorten it, or send it as a message before closing.",
  },
  BBX2032: {
    severity: "warning",
    name: "handshake-header",
    label: "dropped",
    meaning: "`upgrade` returns a header that belongs to the handshake itself; the server drops it.",
    remedy: "Remove it. A subprotocol is chosen with `protocol`.",
  },
  BBX2033: {
    severity: "warning",
    name: "true-beside-data",
    label: "accepts without data",
    meaning:
      "`upgrade` returns `true` on one path and `data` on another, so `ws.data` is `undefined` where its type says otherwise.",
    remedy: "Return `{ data: … }` on every path that accepts.",
  },
  BBX2034: {
    severity: "error",
    name: "unawaited-guard",
    label: "a promise",
    meaning:
      "The result of an asynchronous function is negated without `await`: a promise is never false, so the guard lets everybody in.",
    remedy: "Write `!(await …)`, and make `upgrade` `async`.",
  },
  BBX2035: {
    severity: "error",
    name: "unknown-parameter",
    label: "always undefined",
    meaning: "A handler reads a parameter that its folder does not give, which is always `undefined`.",
    remedy: "Use the name in the brackets of the folder.",
  },
  BBX2036: {
    severity: "warning",
    name: "foreign-topic",
    label: "another route's topic",
    meaning:
      "A socket subscribes or publishes to a topic that belongs to another route, and mixes with its clients.",
    remedy: "Name the topic differently, or silence the warning if it is meant.",
  },
} as const satisfies Record<string, Entry>;
