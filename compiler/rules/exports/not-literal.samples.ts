// BBX2026: settings of a route that the build cannot read.
import type { Samples } from "../samples.ts";

const ROUTE = "export function onMessage() {}\n";

export const SAMPLES: Samples = {
  wrong: {
    "read from the environment": `${ROUTE}export const «ordered» = process.env.ORDERED === "1";`,
    "a call": `${ROUTE}export const «subscribe» = Boolean(0);`,
    "another type": `${ROUTE}export const «ordered» = "true";`,
    "a number": `${ROUTE}export const «subscribe» = 0;`,
    undefined: `${ROUTE}export const «ordered» = undefined;`,
    "one of two": `${ROUTE}export const «ordered» = process.env.A ? true : false;`,
    "both the same": `${ROUTE}export const «ordered» = process.env.A ? true : true;`,
    "a fallback": `${ROUTE}export const «ordered» = globalThis.ordered ?? true;`,
    "two literals, computed": `${ROUTE}export const «ordered» = true && true;`,
    "negated twice": `${ROUTE}export const «ordered» = !!1;`,
    "assigned again": `${ROUTE}export let «subscribe» = true;\nsubscribe = false;`,
    "assigned in a handler": "export let «ordered» = true;\nexport function onMessage() { ordered = false; }",
    "never assigned": `${ROUTE}export let «subscribe»: boolean;`,
    "only declared": `${ROUTE}export declare const «subscribe»: false;`,
    "a function": `${ROUTE}export function «subscribe»(topic: string) { return topic; }`,
    "an arrow function": `${ROUTE}export const «ordered» = () => true;`,
    "a class": `${ROUTE}export class «ordered» {}`,
    "a generator": `${ROUTE}export function* «subscribe»() {}`,
    "a type": `${ROUTE}export type «ordered» = true;`,
    "a computed constant under its name": `${ROUTE}const no = Math.random() > 2;\nexport { no as «subscribe» };`,
    "a namespace": {
      text: `${ROUTE}export * as «ordered» from "./flags.ts";`,
      files: { "flags.ts": "export const on = true;" },
    },
    "another file's computed constant": {
      text: `${ROUTE}export { ordered as «ordered» } from "./flags.ts";`,
      files: { "flags.ts": "export const ordered = Boolean(1);" },
    },
  },
  right: {
    literals: `${ROUTE}export const subscribe = false;\nexport const ordered = true;`,
    defaults: `${ROUTE}export const subscribe = true;\nexport const ordered = false;`,
    "with a type": `${ROUTE}export const subscribe: boolean = false;`,
    "as const": `${ROUTE}export const subscribe = false as const;`,
    "as a wider type": `${ROUTE}export const subscribe = false as boolean;`,
    satisfies: `${ROUTE}export const ordered = true satisfies boolean;`,
    "in parentheses": `${ROUTE}export const ordered = (true);`,
    "a variable that stays": `${ROUTE}export let ordered = true;`,
    "as minifiers write them": `${ROUTE}export const ordered = !0, subscribe = !1;`,
    "a constant": `${ROUTE}const off = false;\nexport const subscribe = off;`,
    "a constant under its name": `${ROUTE}const on = true;\nexport { on as ordered };`,
    "of an object": `${ROUTE}const settings = { ordered: true, subscribe: false };\nexport const { ordered, subscribe } = settings;`,
    "another file's constant": {
      text: `${ROUTE}export { on as ordered } from "./flags.ts";`,
      files: { "flags.ts": "export const on = true;" },
    },
    "from a star": {
      text: `${ROUTE}export * from "./flags.ts";`,
      files: { "flags.ts": "export const subscribe = false;" },
    },
    "not exported": "function subscribe() {}\nexport function onMessage() { subscribe(); }",
    "another name": `${ROUTE}export const subscribers = new Set();\nexport function order() {}`,
    "a function of a guard": {
      isGuard: true,
      text: "export function subscribe() {}\nexport function guard() { return true; }",
    },
    "the default export": `${ROUTE}export default function ordered() {}`,
  },
};
