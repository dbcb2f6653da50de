// Tests that runtime/facts.ts agrees with the types and with the documentation.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { type Node, parseSync } from "oxc-parser";
import { ruleOf } from "../../compiler/rules/index.ts";
import { typeNameOf } from "../../compiler/syntax/signatures.ts";
import { meaningOf } from "../../inspector/page/close-codes.ts";
import {
  CLOSE_REASON_BYTES,
  GUARD,
  type HandlerName,
  HANDLERS,
  maySendCloseCode,
  OWN_CLOSE_CODES,
  RESULT_KEYS,
  SENDABLE_CLOSE_CODES,
  SIGNATURES,
} from "../../runtime/facts.ts";
import type { Handlers, RouteOf } from "../../runtime/route-of.ts";
import { REPOSITORY } from "../support/project.ts";

const TYPES = await Bun.file(path.join(REPOSITORY, "runtime/types.ts")).text();
const DECLARATIONS = parseSync("types.ts", TYPES).program.body.flatMap((each) =>
  each.type === "ExportNamedDeclaration" && each.declaration !== null ? [each.declaration] : [],
);

function textOf({ start, end }: Node): string {
  return TYPES.slice(start, end);
}

/** The parameters of a function type of types.ts: names and types, in order. */
function parametersOf(type: string): readonly (readonly [string, string])[] {
  const declaration = DECLARATIONS.find(
    (each) => each.type === "TSTypeAliasDeclaration" && each.id.name === type,
  );
  if (declaration?.type !== "TSTypeAliasDeclaration") return [];
  const { typeAnnotation } = declaration;
  if (typeAnnotation.type !== "TSFunctionType") return [];
  return typeAnnotation.params.map((parameter) => {
    if (parameter.type !== "Identifier" || !parameter.typeAnnotation) return ["", ""];
    return [parameter.name, textOf(parameter.typeAnnotation.typeAnnotation)];
  });
}

const ofRoute = (route: RouteOf<"/ws/a", object>): Readonly<Record<Capitalize<HandlerName>, unknown>> =>
  route;
const ofHandlers = (handlers: Required<Handlers>): Readonly<Record<HandlerName, unknown>> => handlers;

describe("the signature of", () => {
  for (const handler of [GUARD, ...HANDLERS] as const) {
    test(`${handler} is that of its type`, () => {
      expect(parametersOf(typeNameOf(handler))).toEqual(Object.entries(SIGNATURES[handler]));
    });
  }

  test("each handler is a member of RouteOf and of Handlers, which the type check holds", () => {
    expect([ofRoute, ofHandlers].map((each) => each.length)).toEqual([1, 1]);
  });

  test("the handlers are listed in the order in which they run", () => {
    expect(Object.keys(SIGNATURES)).toEqual([GUARD, ...HANDLERS]);
  });
});

test("the keys of a result are those of its type", () => {
  const accepted = DECLARATIONS.find(
    (each) => each.type === "TSInterfaceDeclaration" && each.id.name === "Accepted",
  );
  const members = accepted?.type === "TSInterfaceDeclaration" ? accepted.body.body : [];
  const keys = members.flatMap((each) => (each.type === "TSPropertySignature" ? [textOf(each.key)] : []));
  expect(keys).toEqual([...RESULT_KEYS]);
});

describe("a close code", () => {
  test("may be sent if it has a registered meaning, and does not stand for a frame that has not come", () => {
    const sent: number[] = [];
    for (let code = 1000; code < 3000; code += 1) {
      if (meaningOf(code) !== "a code without a registered meaning") sent.push(code);
    }
    expect(sent.filter((code) => !maySendCloseCode(code))).toEqual([1005, 1006, 1015]);
    for (let code = 1; code < 3000; code += 1) {
      expect([code, maySendCloseCode(code) && !sent.includes(code)]).toEqual([code, false]);
    }
  });

  test("may be one's own, or Bun's for none", () => {
    for (const code of [0, ...OWN_CLOSE_CODES, 4000])
      expect([code, maySendCloseCode(code)]).toEqual([code, true]);
    for (const code of [-1, 2999, 5000, 3000.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect([code, maySendCloseCode(code)]).toEqual([code, false]);
  });
});

describe("the words of the documentation name", () => {
  test("every code that may be sent", () => {
    for (const [least, most] of SENDABLE_CLOSE_CODES)
      expect(ruleOf("BBX2030")?.remedy).toContain(`${least} to ${most}`);
  });

  test("how long a reason may be", () => {
    expect(ruleOf("BBX2031")?.meaning).toContain(` ${CLOSE_REASON_BYTES} bytes`);
  });

  test("every key of a result", () => {
    for (const key of RESULT_KEYS) expect(ruleOf("BBX2014")?.meaning).toContain(`\`${key}\``);
    expect(ruleOf("BBX2012")?.meaning).toContain(`{ ${RESULT_KEYS.join(", ")} }`);
  });
});
