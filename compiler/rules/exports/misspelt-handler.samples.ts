// BBX2002: exports that are named almost like a handler which the route lacks.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a guard's name with two letters swapped": {
      text: "export function «gaurd»() { return false; }",
      isGuard: true,
    },
    "a guard's name in the plural": { text: "export const «guards» = () => false;", isGuard: true },
    "a guard in capitals": { text: "export function «Guard»() { return false; }", isGuard: true },
    "the name of other frameworks in a guard": {
      text: "export function «middleware»() { return false; }",
      isGuard: true,
    },
    "upgrade in a guard": { text: "export async function «upgrade»() { return false; }", isGuard: true },
    "a re-export in a guard": {
      text: 'export { check as «_guard» } from "./lib.ts";',
      files: { "lib.ts": "export const check = () => false;" },
      isGuard: true,
    },
    "a guard in a route": "export function «guard»() { return false; }\nexport function onOpen() {}",
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
    "a helper that a star brings": {
      text: 'export * from "./lib.ts";\nexport function onOpen() {}',
      files: { "lib.ts": "export function guard() {}" },
    },
    "another word in a guard": {
      text: "export function guardAdmin() {}\nexport function guard() { return false; }",
      isGuard: true,
    },
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
