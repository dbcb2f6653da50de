// What is said about results that TypeScript does not accept.
import { describe, expect, test } from "bun:test";
import { found, said } from "./misfit.ts";
import { findInExports, saidOf } from "./project.ts";

const FILE = "app/ws/chat/route.ts";

describe("the result of `upgrade`", () => {
  test("is marked at the type that it is declared with, or at its name", () => {
    const says = "`upgrade` must return a boolean, a Response, or `{ data, headers, protocol }`";
    expect(said("upgrade", { kind: "return" })).toEqual([`BBX2012 ${FILE}:1:41 ${says}`]);
    expect(said("upgrade", { kind: "return" }, { text: "export const upgrade = make();" })).toEqual([
      `BBX2012 ${FILE}:1:14 ${says}`,
    ]);
  });

  test("is marked if it has an unknown key", () => {
    const [key, ...others] = found("upgrade", { kind: "keys" }, { reason: '"dta"' });
    expect(saidOf(key === undefined ? [] : [key])).toEqual([
      `BBX2014 ${FILE}:1:41 Unknown key "dta" in the result of \`upgrade\`; the server would answer 403`,
    ]);
    expect(key?.hint).toBe("Use only `data`, `headers` and `protocol`.");
    expect(others).toEqual([]);
    const text = "export const upgrade = make();";
    expect(found("upgrade", { kind: "keys" }, { text })[0]?.place).toMatchObject({ line: 1, column: 14 });
  });
});

/** Where it is reported. */
function at(text: string): string {
  const [first] = findInExports({
    text,
    isGuard: true,
    misfits: [{ handler: "guard", blame: { kind: "data" }, reason: "Its type is 'A | undefined'." }],
  });
  expect(first).toMatchObject({
    code: "BBX2027",
    severity: "warning",
    reason: "Its type is 'A | undefined'.",
  });
  return `${first?.place?.line}:${first?.place?.column}-${first?.place?.endColumn}`;
}

describe("the data of a guard that may be `null` or `undefined`", () => {
  test("is marked where it is returned", () => {
    const start = "export async function guard(req: Request) { if (req.url === '') return false;";
    expect(at(`${start} return { data: find(req) }; }`)).toBe("1:94-103");
    expect(at(`${start} const data = find(req); return { data }; }`)).toBe("1:112-116");
  });

  test("is marked at the result or the name if it may be one of several, or is not in sight", () => {
    expect(at("export const guard = (req) => req.url ? { data: a } : { data: b };")).toBe("1:31-66");
    expect(at("export function guard(req) { if (req.url) return { data: a }; return { data: b }; }")).toBe(
      "1:17-22",
    );
    expect(at("export const guard = make();")).toBe("1:14-19");
  });
});

describe("a generator", () => {
  const says = "`onOpen` is a generator function, so calling it does not run its body";

  test("is reported at its name if only TypeScript sees it", () => {
    expect(said("onOpen", { kind: "generator" }, { text: "export const onOpen = make();" })).toEqual([
      `BBX2006 ${FILE}:1:14 ${says}`,
    ]);
  });

  test("is reported once if its syntax shows it too", () => {
    const text = "export function* onOpen() {}";
    expect(said("onOpen", { kind: "generator" }, { text })).toEqual([`BBX2006 ${FILE}:1:18 ${says}`]);
    expect(said("onOpen", { kind: "whole" }, { text })).toEqual([`BBX2006 ${FILE}:1:18 ${says}`]);
  });
});
