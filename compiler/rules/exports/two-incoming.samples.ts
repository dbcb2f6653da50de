// BBX2023: the schema `incoming` beside the type `Incoming`.
import type { Samples } from "../samples.ts";

const ROUTE =
  'export const incoming = { "~standard": { version: 1, validate: (value: unknown) => ({ value }) } };\nexport function onMessage() {}\n';

export const SAMPLES: Samples = {
  wrong: {
    "an alias": `${ROUTE}export type «Incoming» = { say: string };`,
    "an interface": `${ROUTE}export interface «Incoming» { say: string }`,
    "a type of the schema": `${ROUTE}export type «Incoming» = typeof incoming;`,
    "a type under another name": `${ROUTE}type In = 1;\nexport type { In as «Incoming» };`,
    "another file's type": {
      text: `${ROUTE}export type { «Incoming» } from "./types.ts";`,
      files: { "types.ts": "export type Incoming = 1;" },
    },
  },
  right: {
    "the schema alone": ROUTE,
    "the type alone": "export type Incoming = 1;\nexport function onMessage() {}",
    Outgoing: `${ROUTE}export type Outgoing = 1;`,
    "not exported": `${ROUTE}type Incoming = 1;\nexport type Other = Incoming;`,
    "a longer name": `${ROUTE}export type IncomingMessage = 1;`,
  },
};
