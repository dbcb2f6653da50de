// Names and texts as source code: what they evaluate to is what went in, and every character is ASCII.
import { describe, expect, test } from "bun:test";
import { literal, propertyKey, quote } from "../../../compiler/emit/quote.ts";

/** What an expression of the generated code evaluates to. */
function evaluate(expression: string): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is the code under test
  return new Function(`return (${expression});`)();
}

describe("a text", () => {
  for (const text of ["", "a", 'q"\\', "\n\u2028\u2029\u007f", "é\u{1f600}\ud800", "`${x}`</script>"]) {
    test(`evaluates to itself: ${JSON.stringify(text)}`, () => {
      expect(quote(text)).toMatch(/^[\x20-\x7e]*$/);
      expect(evaluate(quote(text))).toBe(text);
    });
  }
});

describe("a property key", () => {
  test("is bare only where it is an identifier in ASCII", () => {
    expect(["id", "$_1", "constructor", "1a", "a-b", "é", ""].map(propertyKey)).toEqual([
      "id",
      "$_1",
      "constructor",
      '"1a"',
      '"a-b"',
      '"\\u00e9"',
      '""',
    ]);
  });

  test("is computed where it would set the prototype", () => {
    expect(propertyKey("__proto__")).toBe('["__proto__"]');
    expect(evaluate(literal({ ["__proto__"]: 1 }))).toHaveProperty("__proto__", 1);
  });
});

describe("a literal", () => {
  const values: readonly (readonly [unknown, string])[] = [
    ["é", '"\\u00e9"'],
    [12, "12"],
    [Infinity, "Infinity"],
    [true, "true"],
    [false, "false"],
    [null, "null"],
    [undefined, "undefined"],
    [[], "[]"],
    [["a", [1]], '["a", [1]]'],
    [{}, "{}"],
    [{ a: { "b-c": null }, d: ["e"] }, '{ a: { "b-c": null }, d: ["e"] }'],
  ];
  for (const [value, expected] of values) {
    test(`is ${expected}`, () => {
      expect(literal(value)).toBe(expected);
      expect(evaluate(expected)).toEqual(value);
    });
  }
});
