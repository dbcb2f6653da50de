// Tests every sender with values that it must not get, and with values that only look like them.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Sender, senderNames, SENDERS } from "../../../compiler/rules/senders.ts";
import { REPOSITORY } from "../../support/project.ts";
import { findInSyntax } from "./find-in-syntax.ts";

/** The codes that are reported for a route that sends a value. */
function codesFor({ of, name, data }: Sender, value: string): readonly string[] {
  const owner = of === "socket" ? "ws." : of === "context" ? "ctx." : "";
  const before = name === "send" ? ["ws"] : [name === "publishTo" ? '"/ws/admin"' : '"ws-chat"', "{}"];
  const text = [
    'import { publish, publishHere, publishTo } from "@ademattos/bunbox";',
    "const players = new Map();",
    "const state = { players };",
    "async function load() { return {}; }",
    'const TEXT = JSON.stringify({ hello: "world" });',
    `export async function onMessage(ws, m, ctx) { ${owner}${name}(${[...before.slice(0, data), value].join(", ")}); }`,
  ].join("\n");
  return findInSyntax(text).found.map(({ code }) => code);
}

/** What is reported for a value, by what the sender makes of it. */
const CASES: Readonly<Record<string, Readonly<Record<Sender["as"], readonly string[]>>>> = {
  "{ m }": { message: ["BBX2047"], json: [] },
  "[m]": { message: ["BBX2047"], json: [] },
  state: { message: ["BBX2047"], json: ["BBX2049"] },
  players: { message: [], json: ["BBX2049"] },
  "{ players }": { message: ["BBX2047"], json: ["BBX2049"] },
  "new Set()": { message: [], json: ["BBX2049"] },
  "load()": { message: [], json: ["BBX2049"] },
  "players.keys()": { message: [], json: ["BBX2049"] },
  "JSON.stringify({ m })": { message: [], json: ["BBX2048"] },
  TEXT: { message: [], json: ["BBX2048"] },
  "JSON.stringify(players)": { message: ["BBX2049"], json: ["BBX2048", "BBX2049"] },
  "JSON.stringify(state, 2)": { message: ["BBX2049"], json: ["BBX2048", "BBX2049"] },
  m: { message: [], json: [] },
  '"text"': { message: [], json: [] },
  "players.size": { message: [], json: [] },
  "JSON.parse(m)": { message: [], json: [] },
  "[...players]": { message: ["BBX2047"], json: [] },
};

for (const sender of SENDERS) {
  describe(`${sender.of}.${sender.name}`, () => {
    for (const [value, expected] of Object.entries(CASES)) {
      test(`of ${value}`, () => expect(codesFor(sender, value)).toEqual([...expected[sender.as]]));
    }
  });
}

describe("the list of senders", () => {
  test("has each of a kind once", () => {
    expect(senderNames("json")).toEqual(["broadcastJSON", "send", "publishTo"]);
    expect(new Set(SENDERS.map(({ of, name }) => `${of}.${name}`)).size).toBe(SENDERS.length);
  });

  test("has every method of a context, and every function of the package that publishes", () => {
    const surface = readFileSync(path.join(REPOSITORY, "test/surface.txt"), "utf8");
    const context = /^interface WebSocketContext<[^]*?^}/m.exec(surface)?.[0] ?? "";
    const methods = [...context.matchAll(/^  readonly (\w+): \(/gm)].map(([, name = ""]) => name);
    const functions = [...surface.matchAll(/^function (publish\w*)/gm)].map(([, name = ""]) => name);
    const listed = SENDERS.filter(({ of }) => of !== "socket").map(({ name }) => name);
    expect(new Set(listed)).toEqual(new Set([...methods, ...functions]));
    expect(functions).toContain("publishTo");
  });
});

describe("a hint", () => {
  const IMPORT = 'import { publishTo } from "@ademattos/bunbox";\n';
  const hints: Readonly<Record<string, string>> = {
    "const m = new Map(); export function onOpen(ws, ctx) { ctx.send(ws, m); }":
      "Write `Object.fromEntries(m)`, or `[...m.values()]` for the values alone.",
    "const m = new Set(); export function onOpen(ws, ctx) { ctx.send(ws, { m }); }": "Write `m: [...m]`.",
    "const all = { m: [new Set()] }; export function onOpen(ws, ctx) { ctx.send(ws, all); }":
      "Send `[...all.m[0]]` in its place.",
    'const all = { "a b": new Map() }; export function onOpen(ws, ctx) { ctx.send(ws, all); }':
      'Send `Object.fromEntries(all["a b"])` in its place.',
    "const all = { m: new WeakMap() }; export function onOpen(ws, ctx) { ctx.send(ws, all); }":
      "Make an object, an array or a text of it: `Object.fromEntries(map)`, `[...set]`, `await promise`, `error.message`.",
    "export async function onOpen(ws, ctx) { ctx.send(ws, JSON.stringify({ a: 1 })); }":
      "Write `ctx.send(ws, { a: 1 })`.",
    'const HI = JSON.stringify("hi"); export function onOpen(ws, ctx) { ctx.send(ws, HI); }':
      "Write `ws.send(HI)`, or give `ctx.send` the value itself.",
    'const HI = JSON.stringify("hi"); export function onOpen(ws, { broadcastJSON }) { broadcastJSON(HI); }':
      "Give `broadcastJSON` the value itself.",
    [`${IMPORT}export function onOpen(ws) { publishTo("/ws/admin", {}, JSON.stringify([1])); }`]:
      'Write `publishTo("/ws/admin", {}, [1])`.',
    [`${IMPORT}const HI = JSON.stringify("hi"); export function onOpen(ws) { publishTo("/ws/admin", {}, HI); }`]:
      "Give `publishTo` the value itself.",
  };
  for (const [text, hint] of Object.entries(hints)) {
    test(`is: ${hint}`, () => expect(findInSyntax(text).found.map((each) => each.hint)).toEqual([hint]));
  }

  test("stands beside the place where a named value is written", () => {
    const [found] = findInSyntax({
      text: 'import { all } from "./all.ts";\nexport function onOpen(ws, ctx) { ctx.send(ws, all); }',
      files: { "all.ts": "export const all = { people: new Map() };" },
    }).found;
    expect(found?.message).toBe(
      "`all.people` is a `Map`, and the JSON of a `Map` is `{}`, whatever it holds",
    );
    expect(found?.related.map(({ place }) => [place?.file, place?.line, place?.column])).toEqual([
      ["app/ws/chat/all.ts", 1, 30],
    ]);
  });
});
