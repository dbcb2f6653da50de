// BBX2058: handlers in an exported object beside handlers of the route.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "an object": "export function onOpen() {}\nexport const «handlers» = { onMessage() {} };",
    "Bun's websocket":
      "export function upgrade() { return true; }\nexport const «websocket» = { open() {}, message() {} };",
    "a function of the file":
      "export function onOpen() {}\nfunction onClose() {}\nexport const «handlers» = { onClose };",
    "an alias":
      "const handlers = { onClose() {} };\nexport { handlers as «chat» };\nexport function onOpen() {}",
    "a server's":
      "export function onOpen() {}\nexport const «server» = Bun.serve({ websocket: { message() {} } });",
    "Bun's names in a default export":
      "export function upgrade() { return true; }\nexport default «{ open() {}, message() {} }»;",
    "another file's": {
      text: 'export function onOpen() {}\nexport { chat as «more» } from "./chat.ts";',
      files: { "chat.ts": "export const chat = { onMessage() {} };" },
    },
    "only what is missing": "export function onOpen() {}\nexport const «all» = { onOpen, onClose() {} };",
  },
  right: {
    "what is exported": "export function onOpen() {}\nexport const handlers = { onOpen };",
    "words without a message":
      "export function onMessage() {}\nexport const file = { open() {}, close() {} };",
    "a message beside the handler": "export function onMessage() {}\nexport const texts = { message() {} };",
    "a class": "export function onOpen() {}\nexport class Room { onMessage() {} onClose() {} }",
    "an instance":
      "class Room { onClose() {} }\nexport function onOpen() {}\nexport const room = new Room();",
    values: "export function onOpen() {}\nexport const texts = { onMessage: 'a', onClose: [] };",
    "other functions":
      "export function onOpen() {}\nexport const helpers = { onMessageSent() {}, send() {} };",
    "a computed key": "export function onOpen() {}\nexport const all = { ['on' + 'Close']() {} };",
    "an object that is not exported":
      "const chat = { onClose() {} };\nexport const onOpen = () => chat.onClose();",
  },
};
