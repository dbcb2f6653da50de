// What the rules for exports leave to each other, so that one mistake is reported once.
import { describe, expect, test } from "bun:test";
import type { ExportFact } from "../../../compiler/model.ts";
import { applyToExports, applyToFile, applyToHandlers } from "../../../compiler/rules/apply.ts";
import { UNCHECKED } from "../../../compiler/types/typecheck.ts";
import { HANDLERS } from "../../../runtime/facts.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { findInExports, type GivenRoute, modulesOf } from "./project.ts";

const FILE = "app/ws/chat/route.ts";

/** What is found in a route, by code and message. */
function said(given: GivenRoute): readonly string[] {
  return findInExports(given).map(({ code, message }) => `${code} ${message}`);
}

describe("a route without a handler", () => {
  test("is reported", () => {
    expect(said({ text: "export {};" })).toEqual([`BBX2001 ${FILE} exports none of ${HANDLERS.join(", ")}`]);
  });

  test("is reported once if another error explains it", () => {
    expect(said({ text: "export function onmessage() {}" })).toEqual([
      "BBX2002 `onmessage` is not a handler name, so it is never called",
    ]);
  });

  test("is reported once if it has handlers of another API", () => {
    const one = [`BBX2001 \`onError\` is not a handler name, and ${FILE} exports no handler`];
    expect(said({ text: "export function onError() {}" })).toEqual(one);
    expect(said({ text: "export function onError() {}\nexport function GET() {}" })).toEqual(one);
    expect(said({ text: "export const server = 3, GET = () => {};" })).toEqual([
      `BBX2001 \`GET\` is not a handler name, and ${FILE} exports no handler`,
    ]);
    expect(said({ text: "export function onError() {}\nexport function onmessage() {}" })).toEqual([
      "BBX2002 `onmessage` is not a handler name, so it is never called",
      "BBX2003 `onError` is not a handler name, so it is never called",
    ]);
  });

  test("gets a hint of its own if it is CommonJS", () => {
    const [hint] = findInExports({ text: "module.exports = {};", names: ["default"] }).map(
      (each) => each.hint,
    );
    expect(hint).toBe(
      "A route is an ES module: write `export function onMessage(…)` instead of `module.exports`.",
    );
    const [other] = findInExports({ text: "export {};" }).map((each) => each.hint);
    expect(other).toBe("Export `onMessage`, or remove the file.");
  });
});

const known = (...handlers: readonly string[]): NonNullable<GivenRoute["typed"]> => ({
  known: new Map([[FILE, new Set(handlers)]]),
});

const placeOfOpen = (given: string, files: Readonly<Record<string, string>> = {}): unknown => {
  const all = { text: given, files: { "a.ts": "\nexport function onOpen() {}", ...files } };
  const [found] = findInExports({ ...all, names: ["onOpen", "onClose"], typed: known("onClose") });
  expect(found?.message).toBe("The signature of `onOpen` cannot be checked");
  return found?.place;
};

const misfit = (
  handler: "incoming" | "onMessage" | "onOpen",
): NonNullable<GivenRoute["misfits"]>[number] => ({
  handler,
  blame: handler === "incoming" ? { kind: "whole" } : { kind: "parameter", index: 0 },
  reason: "",
});

describe("a route whose `incoming` is not a schema", () => {
  const text =
    "export const incoming = 3;\nexport function onMessage(ws: number) {}\nexport function onOpen(ws: number) {}";
  const marked = (...handlers: readonly ("incoming" | "onMessage" | "onOpen")[]): readonly unknown[] =>
    findInExports({ text, misfits: handlers.map((each) => misfit(each)) }).map(
      ({ code, place }) => `${code} ${place?.line}`,
    );

  test("says nothing about its messages", () => {
    expect(marked("incoming", "onMessage", "onOpen")).toEqual(["BBX2021 1", "BBX2010 3"]);
    expect(marked("onMessage", "onOpen")).toEqual(["BBX2010 2", "BBX2010 3"]);
  });
});

describe("a handler that only one tool knows", () => {
  const text = 'export * from "handlers";';

  test("does not exist when the server runs, if only TypeScript knows it", () => {
    expect(said({ text, names: ["onOpen"], typed: known("onOpen", "upgrade") })).toEqual([
      "BBX2007 `upgrade` is exported as a type, so it does not exist when the server runs",
    ]);
  });

  test("cannot be checked, if only the bundler knows it", () => {
    expect(said({ text, names: ["onOpen", "upgrade"], typed: known("onOpen") })).toEqual([
      "BBX2013 The signature of `upgrade` cannot be checked",
    ]);
  });

  test("is not reported if the route was not checked, or both know it", () => {
    expect(said({ text, names: ["onOpen"] })).toEqual([]);
    expect(said({ text, names: ["onOpen"], typed: known("onOpen") })).toEqual([]);
    expect(said({ text, names: ["onOpen"], typed: { known: new Map([["other.ts", new Set()]]) } })).toEqual(
      [],
    );
  });

  test("is marked where its name is exported, where the route re-exports it, or where it is declared", () => {
    const close = "\nexport function onClose() {}";
    expect(placeOfOpen(`function f() {}\nexport { f as onOpen };${close}`)).toMatchObject({
      line: 2,
      column: 15,
    });
    expect(placeOfOpen(`export * from "./a.ts";${close}`)).toMatchObject({ file: FILE, line: 1, column: 1 });
    expect(placeOfOpen(`export function onOpen() {}${close}`)).toMatchObject({ line: 1, column: 17 });
    expect(placeOfOpen(`export * from "handlers";${close}`)).toMatchObject({
      file: FILE,
      line: 1,
      column: 1,
    });
  });

  test("is reported once if its own syntax shows that it does not exist, or that nobody can know", () => {
    const typed = known("upgrade", "onOpen");
    const declared = "export declare function upgrade(): boolean;\nexport function onOpen() {}";
    expect(said({ text: declared, names: ["onOpen"], typed })).toEqual([
      "BBX2007 `upgrade` is only declared, so it does not exist when the server runs",
    ]);
  });

  test("is reported beside another mistake in the exports", () => {
    const text2 = `${text}\nexport function onmessage() {}`;
    expect(said({ text: text2, names: ["onOpen"], typed: known("onOpen", "upgrade") })).toEqual([
      "BBX2002 `onmessage` is not a handler name, so it is never called",
      "BBX2007 `upgrade` is exported as a type, so it does not exist when the server runs",
    ]);
  });
});

describe("the place of an export", () => {
  test("is not looked for without a finding, because that counts the lines of a thousand files", () => {
    const found: string[] = [];
    const factOf = (name: string): ExportFact => ({
      name,
      form: "function",
      settled: true,
      get place() {
        found.push(name);
        return { file: FILE, line: 1, column: 1, endLine: 1, endColumn: 2 };
      },
    });
    const names = ["upgrade", "onOpen", "onMessage", "onClose"] as const;
    const exports = [...names, "Message"].map(factOf);
    const facts = { route: routeOf("chat"), names, exports, unexported: [] };
    expect(applyToExports(facts, UNCHECKED)).toEqual([]);
    expect(found).toEqual([]);
    const lonely = { ...facts, names: ["onOpen", "onInvalid"] as const, exports: [factOf("onInvalid")] };
    expect(applyToExports(lonely, UNCHECKED)).toHaveLength(1);
    expect(found).toEqual(["onInvalid"]);
  });
});

describe("the rules for handlers", () => {
  const text = "export function onOpen(ws) { ws.close(1); }\nexport function upgrade() { return true; }";
  const modules = modulesOf({ files: { [FILE]: text } });

  test("do not look at a route whose handlers are not in sight", () => {
    const route = routeOf("chat");
    expect(
      applyToHandlers({
        route,
        routes: [route],
        modules,
        handlers: new Map(),
        scaled: false,
        shared: () => [],
      }),
    ).toEqual([]);
  });

  test("do not look at a file for a socket that no handler gets", () => {
    const source = modules.sources.get(FILE);
    if (source === undefined) throw new Error("the route is missing");
    expect(
      applyToFile({ source, modules, handlers: new Map(), scaled: false, routes: [], joined: () => [] }),
    ).toEqual([]);
  });
});
