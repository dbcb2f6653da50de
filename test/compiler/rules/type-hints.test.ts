// The hints for type arguments of `Upgrade` in the wrong order, and for a path of `publishTo` that no route has.
import { expect, test } from "bun:test";
import type { Diagnostic } from "../../../compiler/model.ts";
import { withHint, withPublicNames } from "../../../compiler/rules/type-hints.ts";
import { sourcesOf } from "./project.ts";

const IMPORT = 'import type { Upgrade } from "@ademattos/bunbox";\n';

/** The hint for an error at `«`. */
function hintAt(marked: string, change: Partial<Diagnostic> = {}): string | undefined {
  return explained(marked, change).hint;
}

/** What is reported in place of an argument that does not fit. */
function saidAt(marked: string): string {
  const { code, message } = explained(marked, { code: "TS2345" });
  return `${code} ${message}`;
}

function explained(marked: string, change: Partial<Diagnostic>): Diagnostic {
  const text = marked.replace("«", "");
  const sources = sourcesOf({ "a.ts": text });
  const start = marked.indexOf("«");
  const place = sources.get("a.ts")?.placeOf({ start, end: start }) ?? null;
  const error: Diagnostic = { code: "TS2344", severity: "error", message: "", place, related: [] };
  return withHint(sources, ROUTES, { ...error, ...change });
}

const ROUTES = [
  { path: "/ws/chat", topic: "ws-chat" },
  { path: "/ws/rooms/[room]", topic: null },
];

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

const PUBLISH = 'import { publishTo } from "@ademattos/bunbox";\n';
const PRINTED = "Write the path of a route, as `bunbox routes` prints it.";

test.each([
  [
    "is almost a route's",
    `${PUBLISH}publishTo(«"/ws/rooms/[rom]", {}, 1);`,
    'Did you mean `"/ws/rooms/[room]"`?',
  ],
  ["is a topic", `${PUBLISH}publishTo(«"ws-chat", {}, 1);`, 'Did you mean `"/ws/chat"`?'],
  ["is a constant", `${PUBLISH}const P = "/ws/chatt";\npublishTo(«P, {}, 1);`, 'Did you mean `"/ws/chat"`?'],
  [
    "has a value in place of a parameter",
    `${PUBLISH}publishTo(«"/ws/rooms/kitchen", {}, 1);`,
    'Write `"/ws/rooms/[room]"`, and give its parameters as the next argument.',
  ],
  [
    "is put together",
    `${PUBLISH}publishTo(«\`/ws/rooms/\${name}\`, {}, 1);`,
    'Write `"/ws/rooms/[room]"`, and give its parameters as the next argument.',
  ],
  ["is like no route's", `${PUBLISH}publishTo(«"/elsewhere/entirely", {}, 1);`, PRINTED],
  ["is only known when it runs", `${PUBLISH}publishTo(«path(), {}, 1);`, PRINTED],
  [
    "is given by the namespace",
    'import * as box from "@ademattos/bunbox";\nbox.publishTo(«"", {}, 1);',
    PRINTED,
  ],
])("a path of publishTo that %s is a mistake of its own", (_what, text, hint) => {
  expect(hintAt(text, { code: "TS2345" })).toBe(hint);
  expect(saidAt(text)).toMatch(/^BBX2028 (?:No route is at ".*"|`publishTo` takes .*)$/);
});

test("an error about what is given on to publishTo names the type that users know", () => {
  const message =
    "Argument of type '\"/ws/caht\"' is not assignable to parameter of type 'keyof CheckedRoutes'.";
  expect(
    withPublicNames({ code: "TS2345", severity: "error", message, place: null, related: [] }).message,
  ).toBe("Argument of type '\"/ws/caht\"' is not assignable to parameter of type 'RoutePath'.");
});

test("another argument, and another function, are not explained", () => {
  const change = { code: "TS2345" };
  expect(hintAt(`${PUBLISH}publishTo("/ws/chat", {}, «1);`, change)).toBeUndefined();
  expect(hintAt('import { publishTo } from "other";\npublishTo(«"", {}, 1);', change)).toBeUndefined();
  expect(hintAt('import { publish } from "@ademattos/bunbox";\npublish(«1, 1);', change)).toBeUndefined();
});
