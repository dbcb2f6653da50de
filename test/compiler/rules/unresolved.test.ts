// Why the bundler does not find an import that TypeScript finds.
import { describe, expect, test } from "bun:test";
import type { Diagnostic } from "../../../compiler/model.ts";
import { explainUnresolved, unresolvedIn } from "../../../compiler/rules/unresolved.ts";
import { mapsOf } from "./project.ts";

const NEAREST = { file: "tsconfig.json", isNearest: true };
const REFERENCED = { file: "server/tsconfig.json", isNearest: false };

function explained(
  specifier: string,
  tsconfig: typeof NEAREST | null,
  { file = "a.ts", message = `Could not resolve "${specifier}"` } = {},
): readonly [reason: string | undefined, hint: string | undefined] {
  const place = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const fault: Diagnostic = { code: "BBX4001", severity: "error", message, place, related: [] };
  const resolved = mapsOf({ "a.ts": { "#db": "server/db.ts", "./db": "server/db.ts" } });
  const [found] = explainUnresolved([fault], { resolved, tsconfig });
  return [found?.reason, found?.hint];
}

describe("an import that only TypeScript finds", () => {
  const reason = "TypeScript finds server/db.ts.";
  const path = "The bundler does not know the option that leads there: import the file by its path.";

  test("is to be imported by its path", () => {
    expect(explained("#db", NEAREST)).toEqual([reason, path]);
    expect(explained("./db", REFERENCED)).toEqual([reason, path]);
  });

  test("needs the `paths` of the referenced project in tsconfig.json, if they lead there", () => {
    const [, hint] = explained("#db", REFERENCED);
    expect(hint).toBe(
      "The bundler does not follow `references`: set the `paths` of the referenced project, server/tsconfig.json, in tsconfig.json too.",
    );
  });
});

test.each([
  ["TypeScript does not find the import either", "#other", NEAREST, {}],
  ["TypeScript finds the import of another file", "#db", NEAREST, { file: "b.ts" }],
  ["no tsconfig was read", "#db", null, {}],
  ["it is another error", "#db", NEAREST, { message: 'No matching export for "#db"' }],
] as const)("an error of the bundler stays as it is if %s", (_what, specifier, tsconfig, change) => {
  expect(explained(specifier, tsconfig, change)).toEqual([undefined, undefined]);
});

describe("the specifier in a message of the bundler", () => {
  test("is found if a module is missing, and in no other message", () => {
    expect(unresolvedIn('Could not resolve "pg"')).toBe("pg");
    expect(unresolvedIn('Importing "pg" was allowed even though …')).toBe("pg");
    expect(unresolvedIn('No matching export in "pg"')).toBeUndefined();
  });

  test.each([
    [String.raw`.\\build`, ".\\build"],
    [String.raw`a\"b`, 'a"b'],
    [String.raw`a\nb\tc`, "a\nb\tc"],
    [String.raw`a\x00b`, "a\u0000b"],
    [String.raw`a\u202eb`, "a\u202eb"],
    [String.raw`a\U0001f600b`, "a😀b"],
    [String.raw`a\\x00b`, "a\\x00b"],
  ])("is unquoted: %s", (quoted, specifier) => {
    expect(unresolvedIn(`Could not resolve "${quoted}"`)).toBe(specifier);
  });
});
