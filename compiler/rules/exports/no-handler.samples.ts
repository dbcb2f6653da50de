// BBX2001: routes that export no handler.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "an empty file": "«»",
    "a comment with an export": "«»// export function onMessage() {}\n",
    "other exports": "«»export const limit = 3;",
    "a template with an export": "«»const text = `export function onMessage() {}`;\nconsole.log(text);",
    "types alone": "«»export type Message = { text: string };\nexport interface Other { a: 1 }",
    CommonJS: "«»module.exports = { onMessage() {} };",
    "a function of another name": "«»export function handleMessage() {}",
    "an HTTP method": "export function «GET»() {}\nexport async function POST() {}",
    "a loader": "export const «loader» = async () => {};",
    "an event of another API": "function f() {}\nexport { f as «onError» };",
    "a namespace": '«»export * as handlers from "node:path";',
  },
  right: {
    "a function": "export function onMessage() {}",
    "a constant": "export const onOpen = () => {};",
    "upgrade alone": "export function upgrade() { return true; }",
    "another name": "function drained() {}\nexport { drained as onDrain };",
    "a string name": 'function f() {}\nexport { f as "onClose" };',
    destructured: "export const { onMessage } = { onMessage() {} };",
    "another file's": {
      text: 'export * from "./chat.ts";',
      files: { "chat.ts": "export function onOpen() {}" },
    },
  },
};
