// BBX2004: handlers in the default export.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "the default of a guard": { text: "export default function «guard»() { return false; }", isGuard: true },
    "any default of a guard": { text: "export default «() => false»;", isGuard: true },
    "an object in a guard": { text: "export default «{ guard() { return false; } }»;", isGuard: true },
    "a function": "export default function «onMessage»() {}",
    "beside another handler": "export function onOpen() {}\nexport default function «onMessage»() {}",
    "an object": "export default «{ onMessage() {} }»;",
    "an object beside another handler":
      "export function onOpen() {}\nexport default «{ upgrade() { return true; } }»;",
    "an object beside another handler, with a handler and one of Bun's":
      "export function onOpen() {}\nexport default «{ onMessage() {}, close() {} }»;",
    "a name": "function onMessage() {}\nexport default «onMessage»;\nexport function onOpen() {}",
    "a specifier":
      "function upgrade() { return true; }\nexport { upgrade as «default» };\nexport function onOpen() {}",
    "in parentheses": "const upgrade = () => true;\nexport default («upgrade»);\nexport function onOpen() {}",
    "a class": "export default class «Chat» { onOpen() {} }",
    "an instance": "class Chat { onOpen() {} }\nexport default «new Chat()»;",
    "a class that is exported by name too": "export class Chat { onOpen() {} }\nexport default «Chat»;",
    "what Bun serves": "export default «{ port: 3000, fetch() {}, websocket: { message() {} } }»;",
    "a call of another library":
      'import { define } from "define";\nexport default «define({ open() {}, message() {} })»;',
    "an object of functions":
      "function onOpen() {}\nfunction onClose() {}\nexport default «{ onOpen, onClose }»;",
    "a server of HTTP": "export default «{ fetch() {} }»;",
    "nothing else": "export default «3»;",
  },
  right: {
    "a default beside a guard": {
      text: "export default { name: 'staff' };\nexport function guard() { return false; }",
      isGuard: true,
    },
    "another function": "export default function page() {}\nexport function onMessage() {}",
    "the handler itself": "export function onMessage() {}\nexport default onMessage;",
    "an object of what is exported": "export function onOpen() {}\nexport default { onOpen };",
    "a value": "export const onOpen = () => {};\nexport default 3;",
    "a class": "export function onMessage() {}\nexport default class Room { join() {} }",
    comment: "export function onMessage() {}\n// export default function onOpen() {}\n",
  },
};
