// A mistake that several tools find is reported once, and the diagnostics come in the order of the files.
import { describe, expect, test } from "bun:test";
import type { Diagnostic } from "../../../compiler/model.ts";
import {
  inOrder,
  reportedAlready,
  withoutEchoes,
  withoutWrongOptions,
} from "../../../compiler/rules/once.ts";

/** A diagnostic by `CODE FILE:LINE:COLUMN`, or only its code. */
function at(text: string, message = ""): Diagnostic {
  const [code = "", where] = text.split(" ");
  const [file = "", line, column = "1"] = where?.split(":") ?? [];
  const [row, from] = [Number(line), Number(column)];
  const place = where === undefined ? null : { file, line: row, column: from, endLine: row, endColumn: from };
  return { code, severity: "error", message, place, related: [] };
}

const isReported = (text: string, ...reported: readonly string[]): boolean =>
  reportedAlready(
    at(text),
    reported.map((each) => at(each)),
  );

describe("a mistake", () => {
  test("is reported already if another diagnostic is at its place", () => {
    expect(isReported("BBX1 a.ts:1:5", "TS1 b.ts:1:5", "TS2 a.ts:1:5")).toBe(true);
  });

  test("is not reported already by a diagnostic in another column, line or file", () => {
    expect(isReported("BBX1 a.ts:1:5", "TS1 a.ts:1:6", "TS1 a.ts:2:5", "TS1 b.ts:1:5")).toBe(false);
    expect(isReported("BBX1 a.ts:1:5")).toBe(false);
  });

  test("is reported already if `satisfies` fails on its line, because it compares the same types", () => {
    expect(isReported("BBX1 a.ts:1:5", "TS1360 a.ts:1:40")).toBe(true);
    expect(isReported("BBX1 a.ts:1:5", "TS1360 a.ts:2:40")).toBe(false);
    expect(isReported("BBX1 a.ts:1:5", "TS1360 b.ts:1:40")).toBe(false);
  });

  test("is not reported already if both concern the whole project", () => {
    expect(isReported("BBX1", "BBX2")).toBe(false);
  });
});

const leftOfBundling = (bundling: string, ...types: readonly string[]): number =>
  withoutEchoes(
    [at(bundling)],
    types.map((each) => at(each)),
  ).length;

describe("an error of the bundler", () => {
  test("is dropped if TypeScript has an error on its line", () => {
    expect(leftOfBundling("BBX4001 a.ts:2:1", "TS2307 a.ts:2:8")).toBe(0);
  });

  test("is dropped if TypeScript says that the file does not parse, on whatever line", () => {
    expect(leftOfBundling("BBX4001 a.ts:2:1", "TS1005 a.ts:9:8")).toBe(0);
  });

  test("is kept if TypeScript has an error elsewhere", () => {
    expect(leftOfBundling("BBX4001 a.ts:2:1", "TS2307 a.ts:9:8", "TS1005 b.ts:2:1", "TS18003")).toBe(1);
    expect(leftOfBundling("BBX4001 a.ts:2:1", "TS10055 a.ts:9:8", "TS21005 a.ts:9:8")).toBe(1);
    expect(leftOfBundling("BBX4001 a.ts:2:1")).toBe(1);
  });

  test("is kept if it concerns the whole project", () => {
    expect(leftOfBundling("BBX4001", "TS18003", "TS1005 a.ts:2:8")).toBe(1);
  });
});

const leftOfTypes = (type: string, ...wrong: readonly string[]): number =>
  withoutWrongOptions(
    [at(type)],
    wrong.map((each) => at(each)),
  ).length;

describe("an error of TypeScript in the configuration", () => {
  test("is dropped if it is about a value, and the options of this file are already reported", () => {
    expect(leftOfTypes("TS2322 bunbox.config.ts:2:1", "BBX3002 bunbox.config.ts:5:1")).toBe(0);
  });

  test("is kept if it is about something else, or in another file", () => {
    expect(leftOfTypes("TS2304 bunbox.config.ts:2:1", "BBX3002 bunbox.config.ts:5:1")).toBe(1);
    expect(leftOfTypes("TS2322 a.ts:2:1", "BBX3002 bunbox.config.ts:5:1")).toBe(1);
    expect(leftOfTypes("TS2322 bunbox.config.ts:2:1")).toBe(1);
  });
});

const ordered = (...texts: readonly string[]): readonly string[] =>
  inOrder(texts.map((each) => at(each))).map(
    ({ code, place }) => `${code}${place === null ? "" : ` ${place.file}:${place.line}:${place.column}`}`,
  );

describe("diagnostics", () => {
  test("come by file, line, column and code, those of the whole project first", () => {
    const order = ["X9", "X1 a.ts:1:9", "X1 a.ts:2:1", "X1 a.ts:2:3", "X2 a.ts:2:3", "X0 b.ts:1:1"];
    expect(ordered(...order.toReversed())).toEqual(order);
    expect(ordered(...order)).toEqual(order);
  });

  test("at one place with one code come as they were found", () => {
    const messages = ["b", "a", "c"];
    const found = inOrder(messages.map((message) => at("X1 a.ts:1:1", message)));
    expect(found.map(({ message }) => message)).toEqual(messages);
  });

  test("come once, even if they were found twice", () => {
    expect(ordered("X1 a.ts:1:1", "X2", "X1 a.ts:1:1", "X2")).toEqual(["X2", "X1 a.ts:1:1"]);
  });
});
