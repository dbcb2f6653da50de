// Tests that the index of a tree has its nodes in the order of the text, and finds those within another one.
import { expect, test } from "bun:test";
import { parse } from "../../../compiler/syntax/source.ts";
import { indexOf } from "../../../compiler/syntax/indexed.ts";
import { within } from "../../../compiler/syntax/tree.ts";

const TEXT = "a(`1${b(`2${c}3`)}4`, b(c));\nfunction f(d = `5`) { return b(d, `6`); }\ng(1)(2);\n";
const { program } = parse("a.ts", TEXT);

const textOf = ({ start, end }: { readonly start: number; readonly end: number }): string =>
  TEXT.slice(start, end);

test("the nodes of a type are in the order of the text, also the texts of nested templates", () => {
  const starts = indexOf(program)
    .of("TemplateElement")
    .map(({ start }) => start);
  expect(starts).toHaveLength(6);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
});

test("the nodes within another one are its own, and the node itself, but none around it", () => {
  const calls = indexOf(program).of("CallExpression");
  expect(calls.map((call) => within(call, ["CallExpression"]).map(textOf))).toEqual([
    ["a(`1${b(`2${c}3`)}4`, b(c))", "b(`2${c}3`)", "b(c)"],
    ["b(`2${c}3`)"],
    ["b(c)"],
    ["b(d, `6`)"],
    ["g(1)(2)", "g(1)"],
    ["g(1)"],
  ]);
  const [, inner] = indexOf(program).of("TemplateLiteral");
  const parts = inner ? within(inner, ["TemplateElement", "Identifier"]).map(textOf) : [];
  expect(parts).toEqual(["`2${", "}3`", "c"]);
});

test("the nodes of several types come type by type", () => {
  const [fn] = indexOf(program).of("FunctionDeclaration");
  const parts = fn ? within(fn, ["ReturnStatement", "TemplateLiteral"]).map(textOf) : [];
  expect(parts).toEqual(["return b(d, `6`);", "`5`", "`6`"]);
});
