// BBX2003: exports that are named almost like a handler which the route has.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "Bun's error": "export function onMessage() {}\nexport function «error»() {}",
    "the ping of ws": "export function onMessage() {}\nexport const «onPing» = () => {};",
    "an alias of it": "export function onMessage() {}\nfunction f() {}\nexport { f as «onError» };",
    "another case": "export function onMessage() {}\nexport function «onmessage»() {}",
    "Bun's name": "export function onOpen() {}\nexport const «open» = () => {};",
    "a letter too many": "export function onClose() {}\nexport function «onCloses»() {}",
    "an alias": "export function onMessage() {}\nfunction f() {}\nexport { f as «onMesage» };",
    "another library's": "export function upgrade() { return true; }\nexport function «beforeUpgrade»() {}",
    "another file's": {
      text: 'export function onMessage() {}\nexport { f as «message» } from "./f.ts";',
      files: { "f.ts": "export function f() {}" },
    },
  },
  right: {
    "a value with another API's name": "export function onMessage() {}\nexport const error = 'none';",
    "a helper with a longer name": "export function onMessage() {}\nexport function onErrorReport() {}",
    "a number": "export function onOpen() {}\nexport function onOpen2() {}",
    "a dollar": "export function upgrade() { return true; }\nexport function upgrade$() {}",
    "a value": "export function onMessage() {}\nexport const message = 'x';",
    "a type": "export function onMessage() {}\nexport type message = string;",
    "an imported helper": {
      text: 'import { open } from "./open.ts";\nexport function onOpen() { open(); }',
      files: { "open.ts": "export function open() {}" },
    },
    "another word": "export function onMessage() {}\nexport function onMessageSent() {}",
  },
};
