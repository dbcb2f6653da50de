// Tests questions of several rules whose answers are kept.
import { expect, test } from "bun:test";
import { fitsHint, methodCalls } from "../../../compiler/rules/questions.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { indexOf } from "../../../compiler/syntax/indexed.ts";

test("the calls of a socket's methods are those of the handlers that are asked about", () => {
  const source = parse("app/shared.ts", "function a(ws) { ws.send(1); }\nfunction b(ws) { ws.send(2); }");
  const [a, b] = indexOf(source.program).of("FunctionDeclaration");
  if (a === undefined || b === undefined) throw new Error("there are two");
  const linesOf = (fn: typeof a): readonly number[] =>
    methodCalls(source, new Map([[fn, ["onOpen"]]]), "socket", ["send"]).map(
      (call) => source.placeOf(call).line,
    );
  expect([linesOf(a), linesOf(b), linesOf(a)]).toEqual([[1], [2], [1]]);
});

test("code fits into a hint up to a length, if it is on one line and has no backtick", () => {
  expect(fitsHint("1234", 4)).toBe(true);
  for (const code of ["12345", "1\n2", "`1`"]) expect(fitsHint(code, 4)).toBe(false);
});
