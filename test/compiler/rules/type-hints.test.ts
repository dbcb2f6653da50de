// The hints for type arguments of `Upgrade` in the wrong order, and for a path of `publishTo` that no route has.
import { expect, test } from "bun:test";
import type { Diagnostic } from "../../../compiler/model.ts";
import { isReportedPath, withHint, withPublicNames } from "../../../compiler/rules/type-hints.ts";
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

test("a path of publishTo is said to be missing only if no route has it", () => {
  expect(saidAt(`${PUBLISH}publishTo(«a ? "/ws/chat" : "/ws/chatt", {}, 1);`)).toBe(
    'BBX2028 No route is at "/ws/chatt"',
  );
  expect(saidAt(`${PUBLISH}publishTo(«path(), {}, 1);`)).toBe(
    "BBX2028 `publishTo` takes the path of a route, and this may be any text",
  );
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

/** Whether an error at `«` is dropped, if a rule has reported what is at each `»`. */
function isDropped(
  marked: string,
  change: Partial<Diagnostic> = {},
  rule = "BBX2028",
  file = "a.ts",
): boolean {
  const sources = sourcesOf({ "a.ts": marked.replaceAll(/[«»]/g, "") });
  const errorAt = (start: number, code: string): Diagnostic => {
    const place = sources.get("a.ts")?.placeOf({ start, end: start + 1 }) ?? null;
    return { code, severity: "error", message: "", place, related: [] };
  };
  const offsets = [...marked.matchAll(/[«»]/g)].map(({ 0: mark, index }, before) => [mark, index - before]);
  const at = (mark: string): readonly number[] =>
    offsets.flatMap(([each, offset]) => (each === mark && typeof offset === "number" ? [offset] : []));
  const broken = at("»")
    .map((start) => errorAt(start, rule))
    .map((each) => ({ ...each, place: each.place === null ? null : { ...each.place, file } }));
  return isReportedPath(sources, { ...errorAt(at("«")[0] ?? -1, "TS2345"), ...change }, broken);
}

test.each([
  ["the path itself", `${PUBLISH}publishTo(«»"/ws/caht", {}, 1);`],
  ["a value within the path", `${PUBLISH}publishTo(«x ? "/ws/chat" : »"/ws/caht", {}, 1);`],
  ["the path, and another one", `${PUBLISH}publishTo(«»"/ws/caht", {}, 1); publishTo(»"/ws", {}, 1);`],
])("an error about a path of publishTo is dropped if a rule has reported %s", (_what, text) => {
  expect(isDropped(text)).toBe(true);
});

test.each([
  ["before it", `${PUBLISH}publishTo(»"/ws", {}, 1); publishTo(«"/ws/caht", {}, 1);`],
  ["after it", `${PUBLISH}publishTo(«"/ws/caht", {}, 1); publishTo(»"/ws", {}, 1);`],
  ["where it ends", `${PUBLISH}publishTo(«"/ws/caht"», {}, 1);`],
  ["in another call", 'import { publish } from "@ademattos/bunbox";\npublish(«»"/ws/caht", {}, 1);'],
])("an error about a path of publishTo stays if a rule has reported something %s", (_what, text) => {
  expect(isDropped(text)).toBe(false);
});

test("an error about a path of publishTo stays if it is another error, or another rule or file is broken", () => {
  const text = `${PUBLISH}publishTo(«»"/ws/caht", {}, 1);`;
  expect(isDropped(text.replace("»", ""))).toBe(false);
  expect(isDropped(text, { code: "TS2322" })).toBe(false);
  expect(isDropped(text, { place: null })).toBe(false);
  const elsewhere = { file: "b.css", line: 1, column: 1, endLine: 1, endColumn: 1 };
  expect(isDropped(text, { place: elsewhere }, "BBX2028", "b.css")).toBe(false);
  expect(isDropped(text, {}, "BBX2035")).toBe(false);
  expect(isDropped(text, {}, "BBX2028", "b.ts")).toBe(false);
  expect(isDropped(`${text}\nconst = ;`)).toBe(false);
});
