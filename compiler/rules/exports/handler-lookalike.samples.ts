// BBX2003: exports that are named almost like a handler which the route has.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a near name beside a guard": {
      text: "export function guard() { return false; }\nexport function «guards»() { return true; }",
      isGuard: true,
    },
    "an upgrade beside a guard": {
      text: "export function guard() { return false; }\nexport function «upgrade»() { return true; }",
      isGuard: true,
    },
    "a handler beside a guard": {
      text: "export function guard() { return false; }\nexport function «onOpen»() {}",
      isGuard: true,
    },
    "a guard beside upgrade":
      "export function upgrade() { return true; }\nexport function «guard»() { return false; }",
    "Bun's error": "export function onMessage() {}\nexport function «error»() {}",
    "the ping of ws": "export function onMessage() {}\nexport const «onPing» = () => {};",
    "an alias of it": "export function onMessage() {}\nfunction f() {}\nexport { f as «onError» };",
    "several HTTP methods, once":
      "export function onMessage() {}\nexport function «GET»() {}\nexport async function POST() {}",
    "an HTTP method": "export function onMessage() {}\nexport async function «POST»() {}",
    "a loader of Remix": "export function onMessage() {}\nexport async function «loader»() {}",
    "an action, under this name":
      "export function onMessage() {}\nfunction f() {}\nexport { f as «action» };",
    "what Bun serves": "export function onMessage() {}\nexport default «{ fetch() {} }»;",
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
    "a value beside a guard": {
      text: "export const upgrade = 3;\nexport function guard() { return false; }",
      isGuard: true,
    },
    "a value with another API's name": "export function onMessage() {}\nexport const error = 'none';",
    "a helper with a longer name": "export function onMessage() {}\nexport function onErrorReport() {}",
    "a method of HTTP in lower case": "export function onMessage() {}\nexport function get() {}",
    "the name of a method": 'export function onMessage() {}\nexport const GET = "GET";',
    "a type of requests": "export function onMessage() {}\nexport type POST = { text: string };",
    "a fetch that is imported": "export function onMessage() { return fetch('https://example.com'); }",
    "another default export": "export function onMessage() {}\nexport default { prefetch() {}, fetch: 3 };",
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
