// Which names a module certainly reads while it runs.
import { describe, expect, test } from "bun:test";
import { readsAtStart } from "../../../compiler/rules/early-reads.ts";
import { parse } from "../../../compiler/syntax/source.ts";

/** Where `A` is read, and where `«A»` is marked, as offsets without the marks. */
function readsIn(marked: string): {
  readonly found: readonly number[];
  readonly expected: readonly number[];
} {
  const text = marked.replaceAll(/[«»]/g, "");
  const source = parse("a.ts", text);
  expect(source.failure).toBeNull();
  return {
    found: readsAtStart(source).flatMap(({ name, start }) => (name === "A" ? [start] : [])),
    expected: [...marked.matchAll(/«/g)].map(({ index }, before) => index - 2 * before),
  };
}

/** Functions that call one another; the first reads `A`, and the last is called when the module runs. */
function chain(length: number): string {
  const functions = Array.from({ length: length - 1 }, (_, at) => `function f${at + 1}() { f${at}(); }`);
  return [...functions, `f${length - 1}();`].join("\n");
}

describe("a read is certain", () => {
  test.each([
    ["of a property", "«A».b;"],
    ["as a key", "x[«A»];"],
    ["in an object", "x = { a: «A» };"],
    ["in a key of an object", "x = { [«A»]: 1 };"],
    ["in an object with its own name", "x = { «A» };"],
    ["in a static field", "class B { static a = «A»; }"],
    ["in the key of a field", "class B { [«A»] = 1; }"],
    ["in a property as the key of a field", "class B { [«A».b] = 1; }"],
    ["in the key of a method", "class B { [«A»]() {} }"],
    ["in a static accessor", "class B { static accessor a = «A»; }"],
    ["in the key of an accessor", "class B { accessor [«A».b] = 1; }"],
    ["in a static block", "class B { static { «A».b; } }"],
    ["as a base class", "class B extends «A» {}"],
    ["as a base class of an expression", "x = class extends «A» {};"],
    ["in a declaration", "const x = «A»;"],
    ["in an assignment", "x = «A»;"],
    ["in the target of an assignment", "«A».b = 1;"],
    ["in the target of an assignment that may not happen", "«A».b ??= 1;"],
    ["in a function that is called in place", "(() => «A»)();"],
    ["in a function of the file", "f();\nfunction f() { «A»(); }"],
    ["in a function that is called in a branch too", "if (x) f();\nf();\nfunction f() { «A»(); }"],
    ["before the function may end", "f();\nfunction f() { «A»(); if (x) return; y(); }"],
    ["after a function within it ends", "f();\nfunction f() { g(() => { return 1; }); «A»(); }"],
    ["after a function within it throws", "f();\nfunction f() { g(() => { throw 1; }); «A»(); }"],
    ["in what the function returns", "f();\nfunction f() { return «A»; }"],
    ["in the test of an `if`", "if («A») x();"],
    ["in the test of a conditional", "«A» ? 1 : 2;"],
    ["on the left side", "«A» && x;"],
    ["in a cast", "x = «A» as string;"],
    ["in a property of a cast", "x = «A».b as string;"],
    ["in `satisfies`", "x = «A».b satisfies string;"],
    ["with `!`", "x = «A».b!;"],
    ["in the deepest function that is followed", `function f0() { «A»(); }\n${chain(8)}`],
  ])("%s", (_where, marked) => {
    const { found, expected } = readsIn(marked);
    expect(found).toEqual([...expected]);
    expect(expected).toHaveLength(1);
  });
});

describe("nothing is read for certain", () => {
  test.each([
    ["by the name of a property", "x.A;"],
    ["by a key of an object", "x = { A: 1 };"],
    ["by a name in a pattern", "const { x: A } = y;"],
    ["by the key of a pattern", "const { A: x } = y;"],
    ["by the target of a pattern", "({ x: A } = y);"],
    ["by the name of a field", "class B { static A = 1; }"],
    ["by the name of a method", "class B { A() {} }"],
    ["by the name of a variable", "const A = 1;"],
    ["by the name of a class", "class A {}"],
    ["by the name of a class expression", "x = class A {};"],
    ["by the name of a function", "function A() {}"],
    ["by the target of an assignment", "A = 1;"],
    ["by a parameter", "((A) => 1)();"],
    ["by an import", 'import { A } from "./b.ts";'],
    ["in a field", "class B { a = A; }"],
    ["in an accessor", "class B { accessor a = A.b; }"],
    ["in a method", "class B { a() { A(); } }"],
    ["in a function that nothing calls", "function f() { A(); }"],
    ["in a function that is called in a branch", "if (x) f();\nfunction f() { A(); }"],
    ["in a function that an unused one calls", "function f() { A(); }\nfunction g() { f(); }"],
    ["in an asynchronous function", "f();\nasync function f() { A(); }"],
    ["in a generator", "f();\nfunction* f() { A(); }"],
    ["after the function may return", "f();\nfunction f() { if (x) return;A(); }"],
    ["after the function may throw", "f();\nfunction f() { if (x) throw 1; A(); }"],
    ["between two returns", "f();\nfunction f() { if (x) return; A(); return; }"],
    ["in a branch of an `if`", "if (x) A();"],
    ["in a branch of a conditional", "x ? A : 1;"],
    ["on the right side", "x && A;"],
    ["in an assignment that may not happen", "x ??= A;\nx ||= A;\nx &&= A;"],
    ["in a `try`", "try { A(); } catch { x(); }"],
    ["in a loop", "while (x) A();\nfor (;;) A();"],
    ["in an optional chain", "x?.(A);"],
    ["in an enum", "enum E { x = A.b }"],
    ["in a type", "type X = typeof A.b;\nlet x: A.b;"],
    ["in a function that is too deep to be followed", `function f0() { A(); }\n${chain(9)}`],
  ])("%s", (_where, text) => {
    expect(readsIn(text).found).toEqual([]);
  });
});
