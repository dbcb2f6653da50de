// BBX2009: functions that are named like a handler and not exported, beside a handler.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a function": "export function onOpen() {}\nfunction «onMessage»() {}",
    "an arrow function": "const «onMessage» = () => {};\nexport const onOpen = onMessage;",
    "a guard": "export function onOpen() {}\nconst «upgrade» = (req) => req.headers.has('x');",
    "an import": {
      text: 'import { «onMessage» } from "./f.ts";\nexport function onOpen() {}',
      files: { "f.ts": "export function onMessage() {}" },
    },
    "an async function": "export function onMessage() {}\nasync function «onClose»() {}",
  },
  right: {
    exported: "export function onOpen() {}\nexport function onMessage() {}",
    "exported below": "export function onOpen() {}\nfunction onMessage() {}\nexport { onMessage };",
    "a value": "export function onOpen() {}\nconst onMessage = 3;\nvoid onMessage;",
    "a type": "export function onOpen() {}\ntype onMessage = 3;",
    "inside a function": "export function onOpen() { const onMessage = () => {}; onMessage(); }",
    "another name": "export function onOpen() { message(); }\nfunction message() {}",
  },
};
