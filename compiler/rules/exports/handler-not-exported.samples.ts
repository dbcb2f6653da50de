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
    "a function that calls itself":
      "export function onMessage() {}\nfunction «onDrain»(ws) { if (ws.data) onDrain(ws.data); }",
    "a function in an object":
      "export function onMessage() {}\nfunction «onClose»() {}\nconst handlers = { onClose };",
    "a key of its name": "export function onMessage() { start({ onClose: null }); }\nfunction «onClose»() {}",
    "a method of its name": "export function onMessage(ws) { ws.data.onClose(); }\nfunction «onClose»() {}",
    "another function of its name":
      "export function onMessage() { const onClose = () => {}; start(onClose); }\nfunction «onClose»() {}",
    "a guard that is called": "export function onOpen() { upgrade(); }\nconst «upgrade» = (req) => req.url;",
  },
  right: {
    exported: "export function onOpen() {}\nexport function onMessage() {}",
    "exported below": "export function onOpen() {}\nfunction onMessage() {}\nexport { onMessage };",
    "a value": "export function onOpen() {}\nconst onMessage = 3;\nvoid onMessage;",
    "a type": "export function onOpen() {}\ntype onMessage = 3;",
    "inside a function": "export function onOpen() { const onMessage = () => {}; onMessage(); }",
    "a listener": 'export function onMessage() {}\nfunction onClose() {}\nupstream.on("close", onClose);',
    "a listener that is a property":
      "export function onMessage() {}\nconst onClose = () => {};\nupstream.onclose = onClose;",
    "options of a call":
      "export function onMessage() {}\nconst onOpen = () => {}, onClose = () => {};\nconnect(url, { onOpen, onClose: onClose ?? null });",
    "a helper": "export async function onMessage(ws) { await onDrain(ws); }\nasync function onDrain(ws) {}",
    "another name": "export function onOpen() { message(); }\nfunction message() {}",
  },
};
