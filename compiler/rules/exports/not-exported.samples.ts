// BBX2008: routes whose only handlers are not exported.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a guard": { text: "function «guard»() { return false; }", isGuard: true },
    "a constant guard": { text: "const «guard» = () => false;\nvoid guard;", isGuard: true },
    "a function": "function «onMessage»() {}",
    "an arrow function": "const «onOpen» = () => {};",
    "an async function": "async function «upgrade»() { return true; }",
    "beside other exports": "export const limit = 3;\nfunction «onClose»() {}",
    "an import": {
      text: 'import { «onMessage» } from "./f.ts";',
      files: { "f.ts": "export function onMessage() {}" },
    },
    "a function expression": "const «onDrain» = function () {};",
  },
  right: {
    "upgrade within a guard": {
      text: "function upgrade() { return false; }\nexport const guard = () => upgrade();",
      isGuard: true,
    },
    exported: "export function onMessage() {}",
    "exported below": "function onMessage() {}\nexport { onMessage };",
    "beside a handler": "export function onOpen() { helper(); }\nfunction helper() {}",
    "exported as another": "function onMessageOf() {}\nexport { onMessageOf as onMessage };",
    "inside another function": "export function onOpen() { function onMessage() {} onMessage(); }",
    "a property": "export const onOpen = () => ({ onMessage() {} });",
  },
};
