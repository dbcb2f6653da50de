// What is reported about a setting of a route that TypeScript does not accept.
import { expect, test } from "bun:test";
import { found, said } from "./misfit.ts";

const FILE = "app/ws/chat/route.ts";
const WHOLE = { kind: "whole" } as const;
const HANDLER = "export function onMessage() {}\n";
const TEXT = `${HANDLER}export const other = 1, incoming = 1, maxPayloadLength = make();`;

test("a wrong schema and a wrong number are reported at their own names", () => {
  expect(said("incoming", WHOLE, { text: TEXT })).toEqual([
    `BBX2021 ${FILE}:2:25 \`incoming\` is not a schema`,
  ]);
  expect(said("maxPayloadLength", WHOLE, { text: TEXT })).toEqual([
    `BBX2021 ${FILE}:2:39 \`maxPayloadLength\` is not a number of bytes`,
  ]);
});

test("the hint says what to export, and TypeScript why", () => {
  expect(found("incoming", WHOLE, { text: TEXT })).toMatchObject([
    { hint: expect.stringContaining("Export the schema itself"), reason: expect.stringContaining("'A'") },
  ]);
  expect(found("maxPayloadLength", WHOLE, { text: TEXT })).toMatchObject([
    { hint: "Export a number: `export const maxPayloadLength = 16 * 1024`." },
  ]);
});

test("a setting of another file is marked where the route exports it", () => {
  const text = `${HANDLER}export { incoming } from "./a.ts";`;
  const files = { "a.ts": "export const incoming = 1;" };
  expect(said("incoming", WHOLE, { text, files })).toEqual([
    `BBX2021 ${FILE}:2:10 \`incoming\` is not a schema`,
  ]);
});

test("a setting that the syntax does not show is reported at the route", () => {
  expect(said("incoming", WHOLE, { text: `${HANDLER}export * from "settings";` })).toEqual([
    `BBX2021 ${FILE}:1:1 \`incoming\` is not a schema`,
  ]);
});
