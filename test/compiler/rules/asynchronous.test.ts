// How far the names of functions and types are followed to a promise.
import { describe, expect, test } from "bun:test";
import { findInSyntax } from "./find-in-syntax.ts";

/** A chain of declarations, each of which refers to the one before. */
function chain(length: number, first: string, next: (name: string, before: string) => string): string {
  const later = Array.from({ length }, (_, index) => next(`X${index + 1}`, `X${index}`));
  return [first, ...later].join("\n");
}

/** Whether a guard that tests this is found to test a promise. */
function isFound(declarations: string, tested: string): boolean {
  return (
    findInSyntax(`${declarations}\nexport function upgrade(req) { return !${tested}; }`).found.length > 0
  );
}

const aliases = (length: number, first: string): string =>
  chain(length, first, (name, before) => `type ${name} = ${before};`);

const functions = (length: number): string =>
  chain(length, "const X0 = () => fetch(1);", (name, before) => `const ${name} = () => ${before}();`);

const constants = (length: number): string =>
  chain(length, "const X0 = fetch(1);", (name, before) => `const ${name} = ${before};`);

describe("a promise is found behind a chain", () => {
  test.each([
    ["functions", (length: number) => isFound(functions(length), `X${length}()`)],
    [
      "functions, if one is a callback",
      (length: number) => isFound(functions(length), `[].some(X${length})`),
    ],
    ["constants", (length: number) => isFound(constants(length), `X${length}`)],
    [
      "the names of a result's type",
      (length: number) =>
        isFound(`${aliases(length, "type X0 = Promise<1>;")}\nfunction f(): X${length} {}`, "f()"),
    ],
    [
      "the names of a function's type",
      (length: number) =>
        isFound(`${aliases(length, "type X0 = () => Promise<1>;")}\ndeclare const f: X${length};`, "f()"),
    ],
    [
      "the names of an object's type",
      (length: number) =>
        isFound(
          `${aliases(length, "type X0 = { f(): Promise<1> };")}\ndeclare const o: X${length};`,
          "o.f()",
        ),
    ],
  ])("of %s if it has up to seven links", (_what, found) => {
    expect(found(7)).toBe(true);
    expect(found(8)).toBe(false);
  });
});

test("names that lead to each other do not lead to a promise", () => {
  expect(isFound("const a = () => b();\nconst b = () => a();", "a()")).toBe(false);
  expect(isFound("type A = B;\ntype B = A;\ndeclare const f: A;", "f()")).toBe(false);
  expect(isFound("type A = B;\ntype B = A;\nfunction f(): A {}", "f()")).toBe(false);
  expect(isFound("type A = B;\ntype B = A;\ndeclare const o: A;", "o.f()")).toBe(false);
  expect(isFound("interface A { f: A }\ndeclare const o: A;", "o.f()")).toBe(false);
});
