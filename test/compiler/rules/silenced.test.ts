// Comments that silence warnings.
import { describe, expect, test } from "bun:test";
import type { Diagnostic } from "../../../compiler/model.ts";
import { withoutSilenced } from "../../../compiler/rules/silenced.ts";
import { sourcesOf } from "./project.ts";

const COMMENT = "// bunbox-ignore BBX2003: the page calls it";

/** Whether a warning on a line is still reported. */
function isReported(text: string, line: number | null, change: Partial<Diagnostic> = {}): boolean {
  const place = line === null ? null : { file: "a.ts", line, column: 1, endLine: line, endColumn: 1 };
  const warning: Diagnostic = { code: "BBX2003", severity: "warning", message: "", place, related: [] };
  return withoutSilenced([{ ...warning, ...change }], sourcesOf({ "a.ts": text })).length > 0;
}

describe("a warning is silenced by a comment", () => {
  test("on the line above it", () => {
    expect(isReported(`f();\n${COMMENT}\ng();`, 3)).toBe(false);
    expect(isReported(`f(); ${COMMENT}\ng();`, 2)).toBe(false);
  });

  test("on the first line, if it is about the first line or the whole file", () => {
    expect(isReported(`${COMMENT}\nf();`, 1)).toBe(false);
  });

  test("beside comments for other codes", () => {
    expect(isReported(`/* other */ ${COMMENT}\ng();`, 2)).toBe(false);
  });
});

describe("a warning is reported", () => {
  test.each([
    ["without a comment", "f();\ng();", 2],
    ["with a comment on its own line", `f();\ng(); ${COMMENT}`, 2],
    ["with a comment two lines above it", `${COMMENT}\n\n\ng();`, 3],
    ["with a comment below it", `f();\n\n${COMMENT}`, 2],
    ["with a comment for another code", "// bunbox-ignore BBX2002: reason\ng();", 2],
    ["with a comment without a reason", "// bunbox-ignore BBX2003:\ng();", 2],
    ["with a block comment", "/* bunbox-ignore BBX2003: reason */\ng();", 2],
    ["with the comment in a string", `f("${COMMENT}");\ng();`, 2],
  ])("%s", (_what, text, line) => {
    expect(isReported(text, line)).toBe(true);
  });

  test("if it concerns the whole project, or a file that is not a script", () => {
    expect(isReported(COMMENT, null)).toBe(true);
    expect(
      isReported(COMMENT, null, { place: { file: "b.css", line: 1, column: 1, endLine: 1, endColumn: 1 } }),
    ).toBe(true);
  });
});

test("an error is reported whatever the comment says", () => {
  expect(isReported(`${COMMENT}\ng();`, 2, { severity: "error" })).toBe(true);
});
