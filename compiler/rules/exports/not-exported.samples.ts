// BBX2008: routes whose only handlers are not exported.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
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
    exported: "export function onMessage() {}",
    "exported below": "function onMessage() {}\nexport { onMessage };",
    "beside a handler": "export function onOpen() { helper(); }\nfunction helper() {}",
    "exported as another": "function onMessageOf() {}\nexport { onMessageOf as onMessage };",
    "inside another function": "export function onOpen() { function onMessage() {} onMessage(); }",
    "a property": "export const onOpen = () => ({ onMessage() {} });",
  },
};
