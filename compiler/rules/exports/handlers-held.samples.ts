// BBX2057: routes whose handlers are in an object or a class.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "an object of a guard": { isGuard: true, text: "export const «auth» = { guard() { return false; } };" },
    "an object": "export const «handlers» = { onOpen() {}, onMessage: () => {} };",
    "Bun's websocket": "export const «websocket» = { open() {}, message() {}, data: {} };",
    "a message alone": "export const «chat» = { message(): void {} };",
    "a class": "export class «Chat» {\n  onOpen() {}\n  onMessage = () => {};\n}",
    "a class and its instance": "export class «Chat» { onOpen() {} }\nexport const chat = new Chat();",
    "an instance": "class Chat { onOpen() {} }\nexport const «chat» = new Chat();",
    "the handlers of a server":
      "export const «server» = Bun.serve({ fetch() {}, websocket: { message() {} } });",
    "a call": 'import { define } from "define";\nexport const «chat» = define({ onMessage() {} });',
    "an object of functions":
      "function onOpen() {}\nfunction onMessage() {}\nexport const «handlers» = { onOpen, onMessage };",
    "an alias": "const handlers = { onClose() {} };\nexport { handlers as «chat» };",
    "a spread": "const common = { onClose() {} };\nexport const «chat» = { ...common, limit: 3 };",
    "a frozen one": "export const «chat» = Object.freeze({ onDrain() {} } as const);",
    "another file's": {
      text: 'export { «chat» } from "./chat.ts";',
      files: { "chat.ts": "export const chat = { onMessage() {} };" },
    },
    "another file's, by a star": {
      text: 'export * from "./chat.ts";',
      files: { "chat.ts": "export const «chat» = { onMessage() {} };" },
    },
  },
  right: {
    "what is exported": "export function onOpen() {}\nexport const handlers = { onOpen };",
    destructured: "export const { onOpen, onMessage } = { onOpen() {}, onMessage() {} };",
    "an object that is not exported":
      "const handlers = { onMessage() {} };\nexport const onMessage = handlers.onMessage;",
    "beside a handler, a class": "export function onOpen() {}\nexport class Room { onMessage() {} }",
    "beside a handler, words": "export function onOpen() {}\nexport const file = { open() {}, close() {} };",
    "a type": "export function onOpen() {}\nexport interface Handlers { onMessage(): void }",
    values: "export function onOpen() {}\nexport const texts = { onMessage: 'a', message: 3, onClose: {} };",
  },
};
