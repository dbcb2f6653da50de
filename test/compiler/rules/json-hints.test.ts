// What the rules about JSON advise.
import { describe, expect, test } from "bun:test";
import { hintsOf } from "./find-in-syntax.ts";

describe("json-twice", () => {
  const LONG = "{ text: 'a text that is too long to be repeated' }";
  test.each([
    ["ctx.broadcastJSON(JSON.stringify({ m }))", "Write `ctx.broadcastJSON({ m })`."],
    [`ctx.broadcastJSON(JSON.stringify(${LONG}))`, "Remove `JSON.stringify` around the value."],
    [
      "ctx.broadcastJSON('[1]')",
      "Write `ctx.broadcast('[1]')`, or give `ctx.broadcastJSON` the value itself.",
    ],
    ["ctx.send(client(ws), '[1]')", "Write `client(ws).send('[1]')`, or give `ctx.send` the value itself."],
    [
      "const text = JSON.stringify({ m }); ctx.broadcastJSON(text)",
      "Write `ctx.broadcast(text)`, or give `ctx.broadcastJSON` the value itself.",
    ],
  ])("%s", (code, hint) => {
    expect(hintsOf(`export function onMessage(ws, m, ctx) { ${code}; }`)).toEqual([hint]);
  });
});

describe("empty-json", () => {
  test.each([
    ["all", "Write `Object.fromEntries(all)`, or `[...all.values()]` for the values alone."],
    ["{ all }", "Write `all: Object.fromEntries(all)`, or `all: [...all.values()]` for the values alone."],
    ["{ a: all }", "Write `Object.fromEntries(all)`, or `[...all.values()]` for the values alone."],
    ["new Set(['a name that is too', 'long to be repeated'])", "Write `[...set]`."],
    ["fetch('http://127.0.0.1/a/path/that/is/too/long')", "Write `await …`, and make the function `async`."],
  ])("%s", (value, hint) => {
    const text = `const all = new Map();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(${value}); }`;
    expect(hintsOf(text)).toEqual([hint]);
  });
});

describe("parsed-twice", () => {
  const ZOD = 'import * as z from "zod";\n';
  test.each([
    [
      "export const incoming = z.object({});",
      'Write the message itself in place of `JSON.parse(message)`. Its type is `SchemaOutput<typeof incoming>`. The types need `import type { SchemaOutput } from "@ademattos/bunbox"`.',
    ],
    [
      "const Say = z.object({});\nexport { Say as incoming };",
      "Write the message itself in place of `JSON.parse(message)`.",
    ],
  ])("%s", (schema, hint) => {
    expect(
      hintsOf(`${ZOD}${schema}\nexport function onMessage(ws, message) { JSON.parse(message); }`),
    ).toEqual([hint]);
  });
});
