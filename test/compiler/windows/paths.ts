// Runs the functions that compute with paths where `node:path` is that of Windows. The test beside the folder starts it.
import { describe, expect, mock, test } from "bun:test";
import { win32 } from "node:path";

await mock.module("node:path", () => ({ ...win32, default: win32 }));
const { relativeTo, specifierFrom } = await import("../../../compiler/place.ts");
const { packageOf } = await import("../../../compiler/packages.ts");
const { contract } = await import("../../../compiler/types/contract.ts");
const { parseOutput } = await import("../../../compiler/types/run.ts");
const { portableNames } = await import("../../../compiler/graph/portable-names.ts");
const { toRoot } = await import("../../../compiler/graph/finish.ts");
const { formatReport } = await import("../../../compiler/format-report.ts");
const { within } = await import("../../../compiler/config/kinds.ts");
const { routeOf } = await import("../../support/naive-matcher.ts");

const ROOT = String.raw`C:\Users\me\app`;
const SHARE = String.raw`\\server\share\app`;

describe("a path relative to the project", () => {
  test.each([
    [ROOT, String.raw`C:\Users\me\app\app\ws\route.ts`, "app/ws/route.ts"],
    [ROOT, String.raw`c:\users\ME\app\app\ws\route.ts`, "app/ws/route.ts"],
    [ROOT, "C:/Users/me/app/app/ws/[id]/route.ts", "app/ws/[id]/route.ts"],
    [ROOT, String.raw`C:\Users\me\lib\guard.ts`, "../lib/guard.ts"],
    [ROOT, String.raw`D:\lib\guard.ts`, "D:/lib/guard.ts"],
    [SHARE, String.raw`\\server\share\app\app\ws\route.ts`, "app/ws/route.ts"],
    [SHARE, String.raw`\\server\share\lib\guard.ts`, "../lib/guard.ts"],
    [SHARE, String.raw`C:\lib\guard.ts`, "C:/lib/guard.ts"],
  ])("of %s and %s", (root, file, relative) => {
    expect(relativeTo({ root }, file)).toBe(relative);
  });
});

describe("a specifier", () => {
  test.each([
    [String.raw`C:\app\.bunbox`, String.raw`C:\app\app\ws\route.ts`, "../app/ws/route.ts"],
    [String.raw`C:\app`, String.raw`C:\app\.env.node`, "./.env.node"],
    [String.raw`C:\app\dist`, String.raw`C:\app\dist\fast.node`, "./fast.node"],
    [String.raw`C:\app\dist`, String.raw`D:\store\fast.node`, "D:/store/fast.node"],
    [String.raw`\\server\share\app`, String.raw`\\server\share\app\a.ts`, "./a.ts"],
  ])("from %s of %s", (folder, file, specifier) => {
    expect(specifierFrom(folder, file)).toBe(specifier);
  });
});

test("the contract imports routes and its own types, also from another drive", () => {
  const route = { ...routeOf("chat"), real: String.raw`C:\Users\me\app\app\ws\chat\route.ts` };
  const [file] = contract(
    String.raw`${ROOT}\.bunbox\check`,
    String.raw`D:\bunbox\runtime`,
    [route],
    () => [],
  );
  expect(file?.text).toContain('from "../../app/ws/chat/route.ts";');
  expect(file?.text).toContain('from "D:/bunbox/runtime/contract-types.js";');
});

test("errors of tsc are in files of the project, however it prints them", () => {
  const printed = [
    "app/ws/a/route.ts(2,3): error TS2322: Type 'A' is not assignable.",
    String.raw`app\ws\b\route.ts(1,1): error TS2322: No.`,
    "C:/Users/me/app/app/ws/c/route.ts(1,1): error TS2307: Cannot find 'C:/Users/me/app/lib/x'.",
    "../lib/guard.ts(4,5): error TS1005: ';' expected.",
    "D:/lib/other.ts(1,1): error TS1005: ';' expected.",
  ].join("\r\n");
  expect(parseOutput(printed, ROOT).map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
    "app/ws/a/route.ts:2 Type 'A' is not assignable",
    "app/ws/b/route.ts:1 No",
    "app/ws/c/route.ts:1 Cannot find 'lib/x'",
    "../lib/guard.ts:4 ';' expected",
    "D:/lib/other.ts:1 ';' expected",
  ]);
});

test("packages have their names, and names that do not depend on the machine", () => {
  expect(packageOf("../../node_modules/@scope/name/lib/a.js")).toBe("@scope/name");
  expect(packageOf("D:/store/node_modules/name/a.js")).toBe("name");
  const names = portableNames(ROOT, [
    "../../node_modules/name/a.js",
    "D:/store/node_modules/name/b.js",
    "app/ws/route.ts",
  ]);
  expect([...names.values()]).toEqual(["name/a.js", "name/b.js"]);
});

test("the source map leads from the output to the project, unless they are apart", () => {
  expect(toRoot({ root: ROOT }, String.raw`C:\Users\me\app\dist\server.js`)).toBe("../");
  expect(toRoot({ root: ROOT }, String.raw`C:\Users\me\app\server.js`)).toBe("");
  expect(toRoot({ root: ROOT }, String.raw`c:\users\me\app\out\js\server.js`)).toBe("../../");
  expect(toRoot({ root: ROOT }, String.raw`C:\Users\me\out\server.js`)).toBe("");
  expect(toRoot({ root: ROOT }, String.raw`D:\out\server.js`)).toBe("");
});

test("annotations of GitHub have paths from the repository", () => {
  const place = { file: "app/ws/a/route.ts", line: 1, column: 2, endLine: 1, endColumn: 3 };
  const diagnostic = { code: "BBX2010", severity: "error", message: "no", place, related: [] } as const;
  const result = { routes: [], diagnostics: [diagnostic], output: null, durationMs: 1 };
  process.env["GITHUB_WORKSPACE"] = String.raw`D:\a\repo`;
  const at = (cwd: string): string => formatReport(result, "github", { cwd });
  expect(at(String.raw`D:\a\repo\packages\server`)).toContain("file=packages/server/app/ws/a/route.ts");
  expect(at(String.raw`d:\A\repo`)).toContain("file=app/ws/a/route.ts");
  expect(at(String.raw`C:\elsewhere`)).toContain("file=app/ws/a/route.ts");
});

test("an option that names a file in the project may have backslashes, and no drive", () => {
  expect(within.normalize?.(String.raw`app\sockets`)).toBe("app/sockets");
  for (const wrong of [String.raw`C:\app`, "c:/app", String.raw`\\server\share`, "/app"])
    expect(within.check(wrong)).toBe("a path relative to the project");
});
