// Tests how the inspector describes `ws.data`, which can be anything.
import { describe, expect, test } from "bun:test";
import { describeValue } from "../../inspector/server/value-text.ts";

class Account {
  readonly name = "Ada";
  get secret(): string {
    throw new Error("read");
  }
}

function fail(): never {
  throw new Error("called");
}

describe("the text of a value", () => {
  for (const [value, text] of [
    [undefined, "undefined"],
    [null, "null"],
    [-0, "0"],
    [10n, "10n"],
    [Symbol("x"), "Symbol(x)"],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [() => 1, "[function without a name]"],
    [[], "[]"],
    [{}, "{}"],
    [{ "a b": 1, c: [] }, '{\n  "a b": 1,\n  c: []\n}'],
    [Object.assign([1], { 2: 3 }), "[\n  1,\n  [empty],\n  3\n]"],
    [new Map([["k", { v: 1 }]]), 'Map(1) {\n  "k" => {\n    v: 1\n  }\n}'],
    [new Set([1]), "Set(1) {\n  1\n}"],
    [new Date(0), "Date(1970-01-01T00:00:00.000Z)"],
    [new Date(Number.NaN), "Date(invalid)"],
    [new TypeError("no"), 'TypeError("no")'],
    [new Uint8Array(3), "Uint8Array(3 bytes)"],
    [new Account(), 'Account {\n  name: "Ada"\n}'],
    [Object.create(null), "{}"],
  ] as const)
    test(text, () => expect(describeValue(value)).toBe(text));

  test("does not run getters, toJSON, or what a console would call", () => {
    const value = { toJSON: fail, toString: fail, [Symbol.toPrimitive]: fail, [Bun.inspect.custom]: fail };
    Object.defineProperty(value, "getter", { get: fail, enumerable: true });
    Object.defineProperty(value, "constructor", { get: fail });
    expect(describeValue(value)).toContain("getter: [getter]");
  });

  test("survives a proxy that throws, and a circle", () => {
    const handler = { getPrototypeOf: fail, ownKeys: fail, getOwnPropertyDescriptor: fail, get: fail };
    const value: unknown[] = [new Proxy({}, handler)];
    value.push(value);
    expect(describeValue(value)).toBe("[\n  [a value that cannot be read],\n  [circular]\n]");
  });

  test("has an end, however large the value is", () => {
    let deep: unknown = "bottom";
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(describeValue(deep)).toContain("[Array]");
    const wide = Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => "x".repeat(5_000)));
    const text = describeValue(wide);
    expect(text.length).toBeLessThan(40_000);
    expect(describeValue(Array.from({ length: 60 }, () => 1))).toEndWith("… 10 more\n]");
    expect(describeValue("x".repeat(5_000))).toEndWith("… (5000 characters)");
  });
});
