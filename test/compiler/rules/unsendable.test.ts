// Which errors about arguments of calls that send get a hint, and which are reported already.
import { describe, expect, test } from "bun:test";
import { argument, explain } from "./explain.ts";

const given = (text: string): readonly string[] => explain(text, "TS2554");

/** Two handlers, of which the second ends with a call. */
const handlers = (body: string): string =>
  `export const onOpen = (first, ctx) => ${body};\nexport const onMessage = (second, message, ctx) => ctx.send(`;

describe("a value that cannot be sent", () => {
  test("gets its hint beside other errors", () => {
    const text = "export function onOpen(ws) { ws.send(«user); «missing(); }";
    expect(explain(text, ["TS2345", "TS2304"], argument("User"))).toEqual([
      "u: Write `ws.send(JSON.stringify(user))`.",
      "m: -",
    ]);
  });

  test("is left out only if BBX2047 reports the same value", () => {
    const text = "export function onOpen(ws) { ws.send({ a: 1 }); ws.send(«user); }";
    const hint = "u: Write `ws.send(JSON.stringify(user))`.";
    expect(explain(text, "TS2345", argument("User"), { broken: ["{ a: 1 }"] })).toEqual([hint]);
    expect(explain(text, "TS2345", argument("User"), { broken: ["user"], rule: "BBX2048" })).toEqual([hint]);
    expect(explain(text, "TS2345", argument("User"), { broken: ["user"] })).toEqual([]);
  });

  test("that BBX2047 reports keeps its errors about other things", () => {
    const text = "export function onOpen(ws) { ws.send(«{ a: 1, «a: 2 }); }";
    expect(explain(text, ["TS2345", "TS1117"], "", { broken: ["{ a: 1, a: 2 }"] })).toEqual(["a: -"]);
  });
});

describe("a value that `ctx.send` gets without the socket", () => {
  test("is that of the call which has the error", () => {
    expect(given("export function onOpen(ws, ctx) { ctx.send(one); ctx.«send(two); }")).toEqual([
      "s: The socket comes first: `ctx.send(ws, two)`.",
    ]);
  });

  test("may be in a call with brackets, which is marked at its beginning", () => {
    expect(given('export function onOpen(ws, ctx) { ctx.send(one); «ctx["send"](two); }')).toEqual([
      'c: The socket comes first: `ctx["send"](ws, two)`.',
    ]);
  });

  test("may be spread, and is then not known", () => {
    expect(given("export function onOpen(ws, ctx) { ctx.«send(...all); }")).toEqual(["s: -"]);
  });

  test("gets the socket of the handler around it", () => {
    expect(given(`${handlers("ctx.«send(user)")}second, 1);`)).toEqual([
      "s: The socket comes first: `ctx.send(first, user)`.",
    ]);
    expect(given(`${handlers("first").replace("ctx.send(", "ctx.«send(")}user);`)).toEqual([
      "s: The socket comes first: `ctx.send(second, user)`.",
    ]);
  });
});
