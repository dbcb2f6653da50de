// BBX2002: exports that are named almost like a handler which the route lacks.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "another case": "export function «onmessage»() {}\nexport function onOpen() {}",
    "a missing letter": "export function «onMesage»() {}\nexport function onOpen() {}",
    "two letters swapped": "export const «onMessgae» = () => {};\nexport function onOpen() {}",
    "Bun's name": "export function «message»() {}\nexport function onOpen() {}",
    "an underscore": "export function «on_open»() {}\nexport function onMessage() {}",
    "an alias of it": "function f() {}\nexport { f as «onClosed» };\nexport function onMessage() {}",
    "a second declarator": "export const limit = 3, «upgarde» = () => true;\nexport function onMessage() {}",
    "another file's": {
      text: 'export { f as «onUpgrade» } from "./f.ts";\nexport function onMessage() {}',
      files: { "f.ts": "export const f = () => true;" },
    },
    "a generator": "export function* «onMessages»() {}\nexport function onOpen() {}",
    "one letter more at the beginning": "export function «oonOpen»() {}\nexport function onMessage() {}",
    "look-alike letters": "export function «ｏnOpen»() {}\nexport function onMessage() {}",
    "the only export": "export async function «OnMessage»() {}",
  },
  right: {
    "a value": "export const onmessage = 3;\nexport function onOpen() {}",
    "a type": "export type onmessage = 3;\nexport function onOpen() {}",
    "another word": "export function upgradeUser() {}\nexport function onOpen() {}",
    "another word after a handler's": "export function onOpenAI() {}\nexport function onMessage() {}",
    "a helper": "export function noMessage() {}\nexport function onOpen() {}",
    "not exported": "function onmessage() {}\nexport function onOpen() { onmessage(); }",
    "an ordinary word": "export function format() {}\nexport function onOpen() {}",
    "a past participle": "export function upgraded() {}\nexport function onOpen() {}",
  },
};
