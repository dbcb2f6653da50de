// Exports that are named almost like a handler, or like one of another API.
import { describe, expect, test } from "bun:test";
import { nearNames } from "../../../compiler/rules/near-handler.ts";
import { factsOfRoute, findInExports } from "./project.ts";

/** What is said of a name: the handler that it was meant for, or that it is never called. */
function saidOf(name: string, text = `export function ${name}() {}\n`): readonly (string | undefined)[] {
  return findInExports({ text: `${text}\nexport function onOpen() {}` }).map(
    ({ code, hint }) => `${code} ${hint}`,
  );
}

const meant = (handler: string): readonly string[] => [`BBX2002 Did you mean \`${handler}\`?`];
const BESIDE = ["BBX2003 Rename it, or do not export it."];

describe("an export is taken for a handler", () => {
  test.each([
    ["onmessage", "onMessage"],
    ["onMesage", "onMessage"],
    ["OnClose", "onClose"],
    ["upgrad", "upgrade"],
    ["mnDrain", "onDrain"],
    ["onMessages", "onMessage"],
    ["ｏnMessage", "onMessage"],
    ["onMsg", "onMessage"],
    ["on_disconnect", "onClose"],
    ["message", "onMessage"],
    ["verifyClient", "upgrade"],
  ])("if it is named `%s`", (name, handler) => {
    expect(saidOf(name)).toEqual(meant(handler));
  });

  test("that the route has already, if it is named almost like that", () => {
    expect(saidOf("onopen")).toEqual(BESIDE);
    expect(saidOf("onOpens")).toEqual(BESIDE);
    expect(saidOf("onOpen_more")).toEqual([]);
  });

  test("if it is a generator, or only known when it runs", () => {
    expect(saidOf("", "export function* onmessage() {}")).toEqual(meant("onMessage"));
    expect(saidOf("", "export const onmessage = make();")).toEqual(meant("onMessage"));
  });
});

describe("an export is not taken for a handler", () => {
  test.each([
    "upgraded",
    "upgradeUser",
    "onOpenAI",
    "onMessageSent",
    "noMessage",
    "unOpen",
    "mmDrain",
    "helper",
    "Message",
    "online",
  ])("if it is named `%s`", (name) => {
    expect(saidOf(name)).toEqual([]);
  });

  test("if it is a value", () => {
    expect(saidOf("", "export const onmessage = 1;")).toEqual([]);
    expect(saidOf("", "export const onError = 1;")).toEqual([]);
  });

  test("if TypeScript knows that it cannot be called", () => {
    const text = "export const onmessage = make(), onError = make();\nexport function onOpen() {}";
    const uncallable = new Map([["app/ws/chat/route.ts", new Set(["onmessage", "onError"])]]);
    expect(findInExports({ text })).toHaveLength(2);
    expect(findInExports({ text, typed: { uncallable } })).toEqual([]);
  });

  test("if it is the default export", () => {
    expect(saidOf("", "export default function () {}")).toEqual([]);
  });

  test("if it has a number or a sign after the name of a handler that the route has", () => {
    expect(saidOf("onOpen2")).toEqual([]);
    expect(saidOf("onOpen$")).toEqual([]);
    expect(saidOf("onOpe2")).toEqual(BESIDE);
  });
});

describe("a handler that only other APIs have", () => {
  test("is never called, and the hint says what to do instead", () => {
    expect(saidOf("onError")).toEqual([
      "BBX2003 bunbox reports what a handler throws; `onClose` runs when a connection breaks.",
    ]);
    expect(saidOf("on_ping")).toEqual([
      "BBX2003 Bun answers pings by itself; the option `sendPings` makes it send them.",
    ]);
  });
});

test("TypeScript is asked whether an export can be called only if its name counts and its value is not in sight", () => {
  const text = [
    "export const onmessage = make();",
    "export const onError = make();",
    "export const onOpen = make();",
    "export const helper = make();",
    "export const onclose = 1;",
    "export function upgrad() {}",
    "export default make();",
  ].join("\n");
  expect(nearNames(factsOfRoute({ text }))).toEqual(["onmessage", "onError"]);
});
