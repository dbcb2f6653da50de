// Tests which members of classes and instances have a value whose code is known.
import { expect, test } from "bun:test";
import { indexOf } from "../../../compiler/syntax/indexed.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { writtenValue } from "../../../compiler/syntax/written.ts";

/** The code of `it.m`, where `it` is an instance of a class with this body. */
function memberIn(body: string, more = "const it = new Made();"): string | undefined {
  const source = parse("app/made.ts", `class Made { ${body} }\n${more}\nit.m;`);
  const modules = {
    sources: { get: () => source, add: () => undefined },
    resolve: () => ({ kind: "unknown" }) as const,
  };
  const asked = indexOf(source.program).of("ExpressionStatement").at(-1);
  const node = asked === undefined ? undefined : writtenValue(modules, source, asked.expression)?.node;
  return node === undefined ? undefined : source.text.slice(node.start, node.end);
}

test.each([
  ["a method", "m() { return 1; }", "() { return 1; }"],
  ["a field", "m = new Map();", "new Map()"],
  ["a field beside another that is assigned", "m = 1; n = 2; set() { this.n = 3; }", "1"],
  ["a static one beside it", "static m = 1; m = 2;", "2"],
])("the member of an instance is known: %s", (_, body, code) => {
  expect(memberIn(body)).toBe(code);
});

test.each([
  ["a getter", "get m() { return 1; }"],
  ["a setter", "set m(value) {}"],
  ["a method with a decorator", "@logged m() {}"],
  ["a field with a decorator", "@logged m = 1;"],
  ["a field without a value", "m;"],
  ["a field that is assigned", "m = 1; set() { this.m = 2; }"],
  ["a field that may be assigned", "m = 1; set(key) { this[key] = 2; }"],
  ["a static member", "static m = 1;"],
  ["a private member", "#m = 1;"],
])("the member of an instance may be anything: %s", (_, body) => {
  expect(memberIn(body)).toBeUndefined();
});

test.each([
  ["a class", "static m = 1; m = 2;", "const it = Made;", "1"],
  ["what a function returns", "m = 1;", "const make = () => new Made();\nconst it = make();", "1"],
  [
    "what an asynchronous function returns",
    "m = 1;",
    "const make = async () => new Made();\nconst it = make();",
    undefined,
  ],
  [
    "what a generator returns",
    "m = 1;",
    "function* make() { return new Made(); }\nconst it = make();",
    undefined,
  ],
  ["an object", "", "const it = { m: 3 };", "3"],
  ["a variable that changes", "m = 1;", "let it = new Made();\nit = other;", undefined],
])("the member of %s", (_, body, more, code) => {
  expect(memberIn(body, more)).toBe(code);
});
