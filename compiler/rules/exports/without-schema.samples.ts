// BBX2022: parts of the check of messages without the others.
import type { Samples } from "../samples.ts";

const SCHEMA = 'export const incoming = { "~standard": { version: 1, validate: (value) => ({ value }) } };';

export const SAMPLES: Samples = {
  wrong: {
    "onInvalid alone": "export function onMessage() {}\nexport function «onInvalid»() {}",
    "onInvalid as an arrow": "export function onMessage() {}\nexport const «onInvalid» = () => {};",
    "onInvalid under another name":
      "export function onMessage() {}\nfunction f() {}\nexport { f as «onInvalid» };",
    "a limit alone": "export function onMessage() {}\nexport const «maxPayloadLength» = 1024;",
    "a schema without onMessage": `${SCHEMA.replace("incoming", "«incoming»")}\nexport function onOpen() {}`,
    "a limit that may change": "export function onMessage() {}\nexport let «maxPayloadLength» = 1;",
    "another file's onInvalid": {
      text: 'export function onMessage() {}\nexport { f as «onInvalid» } from "./f.ts";',
      files: { "f.ts": "export const f = () => {};" },
    },
    "an order without onMessage": "export const «ordered» = true;\nexport function onOpen() {}",
  },
  right: {
    "no order without onMessage": "export const ordered = false;\nexport function onOpen() {}",
    "an order of messages": "export const ordered = true;\nexport function onMessage() {}",
    "all of them": `${SCHEMA}\nexport const maxPayloadLength = 9;\nexport function onMessage() {}\nexport function onInvalid() {}`,
    "a schema and onMessage": `${SCHEMA}\nexport function onMessage() {}`,
    neither: "export function onMessage() {}",
    "not exported": "const maxPayloadLength = 9;\nexport function onMessage() { return maxPayloadLength; }",
    "another word": "export const maxPayload = 9;\nexport function onMessage() {}",
    "another type": "export type Limit = 9;\nexport function onOpen() {}",
  },
};
