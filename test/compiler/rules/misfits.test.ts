// Handlers that TypeScript does not accept: the place and the message.
import { describe, expect, test } from "bun:test";
import { routeOf } from "../../support/naive-matcher.ts";
import { found, said } from "./misfit.ts";
import { findInExports } from "./project.ts";

const PARAMETER = { kind: "parameter", index: 1 } as const;
const FILE = "app/ws/chat/route.ts";

describe("a parameter that does not accept its argument", () => {
  test("is marked, and named with the type that it must accept", () => {
    expect(said("onOpen", PARAMETER)).toEqual([
      `BBX2010 ${FILE}:1:31 The second parameter of \`onOpen\` must accept \`WebSocketContext\``,
    ]);
    expect(said("onOpen", { kind: "parameter", index: 0 })).toEqual([
      `BBX2010 ${FILE}:1:24 The first parameter of \`onOpen\` must accept \`ServerWebSocket\``,
    ]);
  });

  test("is marked with the others that do not fit either", () => {
    const text = "export function onClose(ws: A, ctx: B, code: C) {}";
    const [one] = found("onClose", { kind: "parameter", index: 0, others: [2, 3] }, { text });
    expect(one?.related).toEqual([
      { message: "the third parameter must accept `number`", place: expect.objectContaining({ column: 40 }) },
    ]);
  });

  test("is marked in another file, with the place where the route exports it", () => {
    const [one] = found("onOpen", PARAMETER, {
      text: 'export { onOpen } from "./a.ts";',
      files: { "a.ts": "export function onOpen(ws: A, ctx: B) {}" },
    });
    expect(one).toMatchObject({
      place: { file: "app/ws/chat/a.ts", line: 1, column: 31 },
      related: [{ message: "the route exports it here", place: { file: FILE, line: 1, column: 10 } }],
    });
  });

  test("is counted in words", () => {
    const last = { kind: "parameter", index: 3 } as const;
    expect(said("onClose", last)).toEqual([
      `BBX2010 ${FILE}:1:17 The fourth parameter of \`onClose\` must accept \`string\``,
    ]);
  });

  test("is not marked if the function is not in sight; the name is", () => {
    const text = "export const onOpen = make();";
    expect(said("onOpen", PARAMETER, { text })).toEqual([
      `BBX2010 ${FILE}:1:14 The second parameter of \`onOpen\` must accept \`WebSocketContext\``,
    ]);
  });

  test("is not named if the function has overloads", () => {
    const text =
      "export function onOpen(ws: A): void;\nexport function onOpen(ws: B): void;\nexport function onOpen(ws: any) {}";
    expect(said("onOpen", PARAMETER, { text })).toEqual([
      expect.stringMatching(/^BBX2013 \S+ No overload of `onOpen` accepts its arguments$/),
    ]);
  });
});

describe("a handler with too many parameters", () => {
  test("is marked at the first that gets no argument", () => {
    const text = "export function onOpen(ws: A, ctx: B, more: C) {}";
    expect(said("onOpen", { kind: "arity", allowed: 2 }, { text })).toEqual([
      `BBX2011 ${FILE}:1:39 \`onOpen\` is called with 2 arguments, but requires more`,
    ]);
  });

  test("is marked at its name if the function is not in sight", () => {
    expect(said("onOpen", { kind: "arity", allowed: 2 }, { text: "export const onOpen = make();" })).toEqual([
      `BBX2011 ${FILE}:1:14 \`onOpen\` is called with 2 arguments, but requires more`,
    ]);
  });
});

describe("a value that is not a function", () => {
  const text = "export const onOpen = make();";

  test("is reported at its name, with what TypeScript says", () => {
    const [first] = found("onOpen", { kind: "callable" }, { text });
    expect(first).toMatchObject({
      code: "BBX2005",
      message: "`onOpen` is not a function",
      place: { line: 1, column: 14 },
      reason: "Type 'A' is not assignable to type 'B'.",
    });
  });

  test.each([
    ["Type '(() => void) | undefined' is not assignable", "may be undefined"],
    ["Type 'null | ((ws: A) => void)' is not assignable", "may be undefined"],
    ["Type 'undefined' is not assignable", "is not a function"],
    ["Type '{ a: () => void }' is not assignable", "is not a function"],
  ])("may be undefined only if it may be a function too: %s", (reason, says) => {
    expect(found("onOpen", { kind: "callable" }, { text, reason })[0]?.message).toBe(`\`onOpen\` ${says}`);
  });

  test("is explained by TypeScript if its syntax shows it too", () => {
    const both = found("onOpen", { kind: "callable" }, { text: "export const onOpen = 1;" });
    expect(both).toMatchObject([{ code: "BBX2005", reason: expect.any(String) }]);
    expect(findInExports({ text: "export const onOpen = 1;" })).toMatchObject([{ code: "BBX2005" }]);
  });
});

describe("a handler that does not fit", () => {
  test("is reported at its name", () => {
    expect(said("onOpen", { kind: "whole" })).toEqual([
      `BBX2013 ${FILE}:1:17 \`onOpen\` does not fit its signature`,
    ]);
  });

  test("is reported at the route if its syntax does not show the handler", () => {
    const text = 'export * from "handlers";';
    expect(said("onOpen", { kind: "whole" }, { text })).toEqual([
      `BBX2013 ${FILE}:1:1 \`onOpen\` does not fit its signature`,
    ]);
  });

  test("is reported once for a route that is also the module of the option `fallback`", () => {
    // BBX2020 says what is wrong with the fallback.
    const text = "export default 1;\nexport function onOpen() {}";
    expect(said("fallback", { kind: "whole" }, { text })).toEqual([]);
  });

  test("of another file is reported there, with the place where the route exports it", () => {
    const [first] = found(
      "onOpen",
      { kind: "whole" },
      { text: 'export { onOpen } from "./a.ts";', files: { "a.ts": "\nexport function onOpen() {}" } },
    );
    expect(first).toMatchObject({
      place: { file: "app/ws/chat/a.ts", line: 2, column: 17 },
      related: [{ message: "the route exports it here", place: { file: FILE, line: 1, column: 10 } }],
    });
  });

  test("is not reported for another route", () => {
    const route = routeOf("other");
    const misfits = [{ route, handler: "onOpen", blame: { kind: "whole" }, reason: "" }] as const;
    expect(findInExports({ text: "export function onOpen() {}", typed: { misfits } })).toEqual([]);
  });
});
