// The hint for type arguments of `Upgrade` in the wrong order.
import { expect, test } from "bun:test";
import type { Diagnostic } from "../../../compiler/model.ts";
import { withHint } from "../../../compiler/rules/type-hints.ts";
import { sourcesOf } from "./project.ts";

const IMPORT = 'import type { Upgrade } from "@ademattos/bunbox";\n';

/** The hint for an error at `«`. */
function hintAt(marked: string, change: Partial<Diagnostic> = {}): string | undefined {
  const text = marked.replace("«", "");
  const sources = sourcesOf({ "a.ts": text });
  const start = marked.indexOf("«");
  const place = sources.get("a.ts")?.placeOf({ start, end: start }) ?? null;
  const error: Diagnostic = { code: "TS2344", severity: "error", message: "", place, related: [] };
  return withHint(sources, { ...error, ...change }).hint;
}

const HINT = "`Data` comes first, then `Params`: `Upgrade<Data, Params>`.";
const WRONG = "type A = Upgrade<{ id: string }, «User>;";

test.each([
  ["imported", `${IMPORT}${WRONG}`],
  ["imported under another name", `import { Upgrade as U } from "@ademattos/bunbox";\ntype A = U<P, «User>;`],
  ["imported by a text", `import { "Upgrade" as Upgrade } from "@ademattos/bunbox";\n${WRONG}`],
  ["of the namespace", 'import * as box from "@ademattos/bunbox";\ntype A = box.Upgrade<P, «User>;'],
  ["beside other types", `${IMPORT}type B = Other<P, U>;\n${WRONG}`],
])("the order of the type arguments is explained for `Upgrade` that is %s", (_what, text) => {
  expect(hintAt(text)).toBe(HINT);
});

test.each([
  ["the error is at the first argument", `${IMPORT}type A = Upgrade<«P, User>;`],
  ["the error is elsewhere", `${IMPORT}type A = Upgrade<P, User>; type B = «C;`],
  [
    "the type is bunbox's, but another",
    'import { Context } from "@ademattos/bunbox";\ntype A = Context<P, «User>;',
  ],
  [
    "the type is bunbox's, under this name",
    'import { Context as Upgrade } from "@ademattos/bunbox";\ntype A = Upgrade<P, «User>;',
  ],
  ["the type is of another package", `import type { Upgrade } from "other";\n${WRONG}`],
  ["the type is the file's own", `interface Upgrade<A, B> { a: A; b: B }\n${WRONG}`],
  ["nothing declares the type", WRONG],
  ["the type is the default export", `import Upgrade from "@ademattos/bunbox";\n${WRONG}`],
  ["the type is the whole module", `import * as Upgrade from "@ademattos/bunbox";\n${WRONG}`],
  [
    "the namespace has another type",
    'import * as box from "@ademattos/bunbox";\ntype A = box.Context<P, «User>;',
  ],
  ["the namespace is another package's", 'import * as box from "other";\ntype A = box.Upgrade<P, «User>;'],
  [
    "the namespace is in another one",
    'import * as box from "@ademattos/bunbox";\ntype A = box.types.Upgrade<P, «User>;',
  ],
  ["the file does not parse", `${IMPORT}${WRONG}\nconst = ;`],
])("nothing is explained if %s", (_what, text) => {
  expect(hintAt(text)).toBeUndefined();
});

test("another error keeps its own hint, or none", () => {
  const text = `${IMPORT}${WRONG}`;
  expect(hintAt(text, { code: "TS2345" })).toBeUndefined();
  expect(hintAt(text, { hint: "its own" })).toBe("its own");
});

test("an error without a place, or in a file that is not a script, does not get a hint", () => {
  const text = `${IMPORT}${WRONG}`;
  const place = { file: "b.css", line: 1, column: 1, endLine: 1, endColumn: 1 };
  expect(hintAt(text, { place: null })).toBeUndefined();
  expect(hintAt(text, { place })).toBeUndefined();
});
