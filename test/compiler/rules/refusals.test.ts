// Tests that every place at which an `upgrade` can refuse is found, and that places which accept for certain are not.
import { describe, expect, test } from "bun:test";
import { refusalsOf } from "../../../compiler/rules/refusals.ts";
import type { Route } from "../../../compiler/model.ts";
import { handlerFunctions } from "../../../compiler/syntax/roles.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { modulesOf } from "./find-in-syntax.ts";

const ROUTE = routeOf("chat");

/** Where the text of a route refuses, without the file, and with `false` if only that refuses there, or `other` if anything else does. */
function refusalsIn(text: string, guard = ""): readonly string[] | undefined {
  const files = new Map([
    [ROUTE.file, text],
    ["app/ws/chat/guard.ts", guard],
  ]);
  const sources = new Map([...files].map(([file, each]) => [file, parse(file, each)]));
  const modules = modulesOf(sources);
  const handlers = handlerFunctions(modules, { route: ROUTE, names: ["upgrade"] });
  return refusalsOf(modules, handlers)?.map(({ place, value }) => {
    const short = place.replace(`${ROUTE.file}:`, "").replace("app/ws/chat/", "");
    return value === "any" ? short : `${short} ${value}`;
  });
}

const BODIES: Readonly<Record<string, readonly [body: string, ...places: string[]]>> = {
  "every branch": ["if (req.a) return false;\nreturn req.b ? false : true;", "2:19 false", "3:16 false"],
  "what accepts": ["if (req.a) return true;\nif (req.b) return {};\nreturn { data: 1, headers };"],
  "a Response": ["if (req.a) return new Response();\nreturn Response.json({});"],
  "another class": ["return new Headers();", "2:8 other"],
  "another class of this name": ["class Response {}\nreturn new Response();", "3:8 other"],
  nothing: [
    "if (req.a) return;\nif (req.b) return undefined;\nreturn null;",
    "2:12 other",
    "3:19 other",
    "4:8 other",
  ],
  "the end": ["if (req.a) return true;", "3:1 other"],
  "the end of an else": ["if (req.a) return true; else log();", "3:1 other"],
  "no end": ["if (req.a) { return true; } else { throw 1; }"],
  "the end of a loop": ["for (const a of req) return true;", "3:1 other"],
  "the end of try": ["try { return true; } catch { log(); }", "3:1 other"],
  "no end of try": ["try { return true; } catch { throw 1; }"],
  "no end of finally": ["try { log(); } finally { return true; }"],
  "a switch": ["switch (req.a) { case 1: return true; }", "3:1 other"],
  "a switch with a break": [
    "switch (req.a) { case 1: if (req.b) break; default: return true; }",
    "3:1 other",
  ],
  "a switch of all cases": ["switch (req.a) { case 1: return false; default: return true; }", "2:33 false"],
  "a wrong key": ["return { dta: 1 };", "2:8 other"],
  "a key that is not known": ["return { ...req.a };", "2:8 other"],
  "a comparison": ["return req.a === 1;", "2:8 false"],
  "a negation": ["return !req.a;", "2:8 false"],
  "a property that is deleted": ["return delete req.a;", "2:8 false"],
  "the opposite of a number": ["return -req.a;", "2:8 other"],
  "what is not known": ["return await check(req);", "2:14"],
  "both sides of &&": ["return req.a && false;", "2:8", "2:17 false"],
  "both sides of ??": ["return req.a ?? false;", "2:8", "2:17 false"],
  "a callback of its own": ["return req.a.every(() => { return false; });", "2:8"],
  "a constant": ["const NO = false;\nreturn NO;", "3:8 false"],
  "a variable that changes": ["let ok = true;\nif (req.a) ok = false;\nreturn ok;", "4:8"],
  "a parameter that is called": ["return req(1);", "2:8"],
  "what was caught": ["try { return true; } catch (error) { return error; }", "2:45"],
  "an empty promise": ["return Promise.resolve();", "2:8 other"],
};

describe("the places that refuse", () => {
  for (const [title, [body, ...places]] of Object.entries(BODIES)) {
    test(title, () => {
      expect(refusalsIn(`export async function upgrade(req) {\n${body}\n}`)).toEqual(places);
    });
  }

  test("of another file, and of a function that upgrade calls", () => {
    expect(
      refusalsIn(
        'import { check } from "./guard.ts";\nexport const upgrade = (req) => check(req);',
        "export function check(req) {\n  return req.a ? true : false;\n}",
      ),
    ).toEqual(["guard.ts:2:25 false"]);
    expect(
      refusalsIn('export { check as upgrade } from "./guard.ts";', "export const check = () => false;"),
    ).toEqual(["guard.ts:1:28 false"]);
  });

  test("of a guard", () => {
    const guard: Route = { ...ROUTE, file: "app/ws/_guard.ts", isGuard: true };
    const text = "export async function guard(req) {\n  return req.a ? check(req) : false;\n}";
    const modules = modulesOf(new Map([[guard.file, parse(guard.file, text)]]));
    const handlers = handlerFunctions(modules, { route: guard, names: ["guard"] });
    expect(refusalsOf(modules, handlers)).toEqual([
      { place: "app/ws/_guard.ts:2:18", value: "any" },
      { place: "app/ws/_guard.ts:2:31", value: "false" },
    ]);
  });

  test("are not known without the code of upgrade", () => {
    expect(refusalsIn("export const upgrade = guarded(() => false);")).toBeUndefined();
  });
});
