// BBX2024: values that are named almost like a setting of the route.
import type { Samples } from "../samples.ts";

const ROUTE = "export function onMessage() {}\n";

export const SAMPLES: Samples = {
  wrong: {
    "a letter twice": `${ROUTE}export const «incomming» = {};`,
    "a missing letter": `${ROUTE}export const «incomin» = {};`,
    "two letters swapped": `${ROUTE}export const «incomign» = make();\nfunction make() { return {}; }`,
    "another case": `${ROUTE}export const «INCOMING» = {};`,
    "a second declarator": `${ROUTE}export const limit = 3, «icoming» = {};`,
    "an alias of it": `${ROUTE}const schema = {};\nexport { schema as «incoming_» };`,
    "a limit with two letters swapped": `${ROUTE}export const «maxPayloadLenght» = 1024;`,
    "a limit in another case": `${ROUTE}export const «maxPayloadlength» = 1024;`,
    "a flag in the past tense": `${ROUTE}export const «subscribed» = false;`,
    "a flag without its end": `${ROUTE}export const «order» = true;`,
    "a flag in another case": `${ROUTE}export const «Ordered» = true;`,
    "a flag with two letters swapped": `${ROUTE}const on = true;\nexport { on as «orderde» };`,
    "a flag that stays": `${ROUTE}export let «subscibe» = false;`,
    "a type in another case": `${ROUTE}export type «outgoing» = 1;`,
    "an interface with a big letter": `${ROUTE}export interface «InComing» { a: 1 }`,
    "a type with a letter too few": `${ROUTE}type A = 1;\nexport type { A as «Incomin» };`,
    "a type with two letters swapped": `${ROUTE}export type Incoming = 1;\nexport type «Outgiong» = 1;`,
  },
  right: {
    "a type beside the right one": `${ROUTE}export type Outgoing = 1;\nexport type outgoing = 1;`,
    "a type beside the schema":
      'export const incoming = { "~standard": { version: 1, validate: (value) => ({ value }) } };\nexport type INCOMING = 1;\nexport function onMessage() {}',
    "the plural of a type": `${ROUTE}export type Outgoings = 1[];`,
    "another type": `${ROUTE}export type Income = 1;\nexport type Outgoer = 1;`,
    "a flag beside it": `${ROUTE}export const ordered = true;\nexport const order = true;`,
    "another value near a flag": `${ROUTE}export const subscriber = {};\nexport const order = ["a"];\nexport function subscribed() {}`,
    "another boolean": `${ROUTE}export const unordered = true;\nexport const border = false;\nexport const subscription = true;`,
    "a boolean that changes":
      "export let subscribed = false;\nexport function onMessage() { subscribed = true; }",
    "the type": `${ROUTE}export type Incoming = 1;`,
    "a constant with the type's name": `${ROUTE}export const Incoming = {};\nexport type Incoming = 1;`,
    "another word for a limit": `${ROUTE}export const maxPayload = 1024;`,
    "another word": `${ROUTE}export const outgoing = {};`,
    "not exported": `${ROUTE}const incomming = {};\nexport const used = () => incomming;`,
    "beside the schema":
      'export const incoming = { "~standard": { version: 1, validate: (value) => ({ value }) } };\nexport const incomings = [];\nexport function onMessage() {}',
    "a longer name": `${ROUTE}export const incomingMessages = [];`,
    "a type near the schema's name": `${ROUTE}export type incomming = 1;`,
  },
};
