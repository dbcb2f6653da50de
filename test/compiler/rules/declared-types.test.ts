// Which parts of values are known by their declared types, and how far declarations are followed.
import { expect, test } from "bun:test";
import { findInSyntax } from "./find-in-syntax.ts";

const TYPES =
  'import type { ServerWebSocket, Upgrade, UpgradeData, WebSocketContext } from "@ademattos/bunbox";\n';

/** A route whose socket has data of a type, which declarations explain, and that sends a part of the data. */
function sending(data: string, declared: string, part = "ws.data.a"): string {
  return `${TYPES}${declared}\nexport function onOpen(ws: ServerWebSocket<${data}>, ctx) { ctx.send(ws, ${part}); }`;
}

/** Whether a route is known to send something whose JSON is empty. */
function isKnown(text: string): boolean {
  return findInSyntax(text).found.some(({ code }) => code === "BBX2049");
}

const UPGRADE = "export const upgrade = () => ({ data: { a: new Set() } });";

const known: Readonly<Record<string, string>> = {
  "a parameter with a default": `${TYPES}function show(ctx: WebSocketContext, all: Map<string, number> = new Map()) { ctx.broadcastJSON({ all }); }`,
  "a type that is another name of `UpgradeData`": sending(
    "Data",
    `type Data = UpgradeData<typeof upgrade>;\n${UPGRADE}`,
  ),
  "a type that is another name of the type of `upgrade`": sending(
    "UpgradeData<Handler>",
    `type Handler = typeof upgrade;\n${UPGRADE}`,
  ),
  "a parameter that is what `upgrade` returns": `${TYPES}${UPGRADE}\nfunction show(ctx: WebSocketContext, data: UpgradeData<typeof upgrade>) { ctx.broadcastJSON(data.a); }`,
  "what an `upgrade` with `satisfies` returns": sending(
    "UpgradeData<typeof upgrade>",
    "export const upgrade = (() => ({ data: { a: new Set() } })) satisfies Upgrade;",
  ),
  "all of what `upgrade` returns": sending(
    "UpgradeData<typeof upgrade>",
    "export const upgrade = () => ({ data: new Map() });",
    "ws.data",
  ),
};

test.each(Object.entries(known))("%s is known", (_what, text) => {
  expect(isKnown(text)).toBe(true);
});

const unknown: Readonly<Record<string, string>> = {
  "`data` of a type that is not of bunbox": `${TYPES}import type { Paged } from "./paged.ts";\nfunction show(ctx: WebSocketContext, page: Paged<Map<string, number>>) { ctx.broadcastJSON(page.data); }`,
  "a part of one type or another": sending("{ a: Set<string> | string[] }", ""),
  "the result of an `upgrade` of another file": sending(
    "UpgradeData<Handler>",
    'import type { Handler } from "./upgrade.ts";',
  ),
  "what one of two results of `upgrade` has": sending(
    "UpgradeData<typeof upgrade>",
    "export const upgrade = (req) => (req.url ? { data: { a: new Set() } } : { data: load(req) });",
  ),
  "what `upgrade` is declared to return": sending(
    "UpgradeData<typeof upgrade>",
    "export const upgrade: Upgrade<{ a: string[] | Set<string> }> = () => ({ data: { a: new Set() } });",
  ),
  "a part of a type that is made of itself": sending("Data", "type Data = Readonly<Data>;"),
  "a part of two types that are made of themselves": sending("Data", "type Data = Data & Data;"),
};

test.each(Object.entries(unknown))("%s is not known", (_what, text) => {
  expect(isKnown(text)).toBe(false);
});

/** How many steps are followed: the first number that is not is one more. */
function deepest(route: (steps: number) => string): number {
  const numbers = Array.from({ length: 40 }, (_, steps) => steps);
  return numbers.findIndex((steps) => !isKnown(route(steps))) - 1;
}

/** Declarations, each of a name by the one before. */
function chain(steps: number, declare: (index: number) => string): string {
  return Array.from({ length: steps }, (_, index) => declare(index + 1)).join("\n");
}

test("eleven names, types or parts of types are followed, and no more", () => {
  expect(
    deepest((steps) => {
      const names = chain(steps, (index) => `const d${index} = d${index - 1};`);
      return `${TYPES}function show(ctx: WebSocketContext, d0: { a: Set<1> }) {\n${names}\nctx.broadcastJSON(d${steps}.a); }`;
    }),
  ).toBe(11);
  expect(
    deepest((steps) => {
      const types = chain(steps, (index) => `type D${index} = D${index - 1};`);
      return sending(`{ a: D${steps} }`, `type D0 = Set<1>;\n${types}`);
    }),
  ).toBe(11);
  expect(
    deepest((steps) => sending(`${"Readonly<".repeat(steps)}{ a: Set<1> }${">".repeat(steps)}`, "")),
  ).toBe(11);
});
