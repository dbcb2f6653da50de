// Which names always stand for the value that they come from.
import { expect, test } from "bun:test";
import { isExact } from "../../../compiler/rules/exact.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { within } from "../../../compiler/syntax/tree.ts";

/** Whether the argument of the call of `use` in a text is exact. */
function isExactIn(text: string): boolean {
  const call = within(parse("a.ts", text).program, ["CallExpression"]).find(
    ({ callee }) => callee.type === "Identifier" && callee.name === "use",
  );
  const [argument] = call?.arguments ?? [];
  if (argument === undefined) throw new Error("No call of use");
  return isExact(argument);
}

test.each([
  "function f(req) { use(req.url); }",
  "function f({ url }) { use(url!); }",
  "function f(req) { const { url } = req; use(url); }",
])("exact: %s", (text) => expect(isExactIn(text)).toBe(true));

test.each([
  "use(name);",
  "function f([first]) { use(first); }",
  "function f(req) { use(req[key]); }",
  'function f(url = "/") { use(url); }',
  "function f({ url = other }) { use(url); }",
  "function f({ params: { id } = NONE }) { use(id); }",
  "function f({ url }) { url = new URL(url).pathname; use(url); }",
  "function f(req) { let url = req.url; use(url); }",
  "function f(req) { const url = req.url ?? other; use(url); }",
  "function f() { const a = b; const b = a; use(a); }",
])("not exact: %s", (text) => expect(isExactIn(text)).toBe(false));

/** A use of a name that stands for a parameter by so many names. */
function behind(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `const d${index + 1} = d${index};`);
  return `function f(d0) { ${names.join(" ")} use(d${count}); }`;
}

test("eight names are followed, and no more", () => {
  expect(isExactIn(behind(8))).toBe(true);
  expect(isExactIn(behind(9))).toBe(false);
});
