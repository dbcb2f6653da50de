// BBX2006: handlers that are generator functions.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a guard of this name": { text: "export function* «guard»() { yield false; }", isGuard: true },
    "a declaration": "export function* «onMessage»() {}",
    "an async one": "export async function* «onMessage»() {}",
    "an expression": "export const «onOpen» = function* () {};",
    "a specifier": "function* «f»() {}\nexport { f as onClose };",
    "spaced apart": "export function /* x */ * «onDrain»() {}",
    "a guard": "export function* «upgrade»() { return true; }",
  },
  right: {
    "another name in a guard": {
      text: "export function* all() { yield 1; }\nexport function guard() { return false; }",
      isGuard: true,
    },
    "an ordinary function": "export function onMessage() {}",
    "a generator inside": "export function onMessage() { function* g() {} return [...g()]; }",
    "a generator beside": "function* ids() { yield 1; }\nexport function onOpen() { ids(); }",
    "an exported generator of another name":
      "export function* ids() { yield 1; }\nexport function onOpen() {}",
    comment: "export function onOpen() {} // function* onOpen() {}",
    multiplication: "export const onOpen = () => 2 * 3;",
  },
};
