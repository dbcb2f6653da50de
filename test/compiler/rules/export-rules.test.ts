// What the rules for exports say, and at which of several places.
import { describe, expect, test } from "bun:test";
import { findInExports, type GivenRoute, saidOf } from "./project.ts";

const FILE = "app/ws/chat/route.ts";

/** The message and the hint of each finding. */
function saidIn(text: string): readonly (readonly [string, string | undefined])[] {
  return findInExports({ text }).map(({ message, hint }) => [message, hint]);
}

/** The places of the first finding: its own, and those that belong to it. */
function placesIn(given: GivenRoute): readonly string[] {
  const [first] = findInExports(given);
  const places = [first?.place, ...(first?.related ?? []).map(({ place }) => place)];
  return places.map((place) => (place ? `${place.file}:${place.line}:${place.column}` : "-"));
}

describe("a default export", () => {
  const named = "but handlers are read from named exports only";

  test("is named if it is a handler", () => {
    expect(saidIn("export default function onClose() {}")).toEqual([
      [`\`onClose\` is the default export, ${named}`, "Write `export function onClose(…)`."],
    ]);
  });

  test("is named if a handler is in it", () => {
    expect(saidIn("export default { onClose() {} };")).toEqual([
      [`\`onClose\` is in the default export, ${named}`, "Write `export function onClose(…)`."],
    ]);
  });

  test("is named with all handlers in it, under the names of another API too", () => {
    expect(saidIn("export default { onClose() {}, upgrade() {}, onOpen() {} };")).toEqual([
      [
        `\`onClose\`, \`upgrade\` and \`onOpen\` are in the default export, ${named}`,
        "Write `export function upgrade(…)`, `export function onOpen(…)`, `export function onClose(…)`.",
      ],
    ]);
    expect(saidIn("export default { websocket: { open() {}, message() {} } };")).toEqual([
      [
        `\`open\` and \`message\` are in the default export, ${named}`,
        "Write `export function onOpen(…)`, `export function onMessage(…)`.",
      ],
    ]);
  });

  test("that serves HTTP is to be the fallback", () => {
    const hint =
      'A route only takes WebSocket connections. Remove the code for HTTP, or move it: set `fallback: "app/pages.ts"` in bunbox.config.ts, and write `export default (req: Request) => new Response(…)` in that file.';
    expect(saidIn("export default { fetch() {} };")).toEqual([
      [`This route has only a default export, ${named}`, `Write \`export function onMessage(…)\`. ${hint}`],
    ]);
    expect(saidIn("export function onOpen() {}\nexport default { fetch() {} };")).toEqual([
      ["`fetch` is in the default export, so it is never called", hint],
    ]);
  });

  test("is reported without a name if it is something else, and there is no handler", () => {
    expect(saidIn("export default 1;")).toEqual([
      [`This route has only a default export, ${named}`, "Write `export function onMessage(…)`."],
    ]);
    expect(saidIn("export default 1;\nexport function onOpen() {}")).toEqual([]);
  });
});

describe("a function that is not exported", () => {
  test.each([
    ["and is the only one", "", "`onOpen` is not exported, and the route has no other handler"],
    [
      "beside another handler",
      "export function onClose() {}\n",
      "`onOpen` is named like a handler but is not exported, so it is never called",
    ],
  ])("%s is to be exported, where it is declared or below its import", (_what, before, message) => {
    expect(saidIn(`${before}function onOpen() {}`)).toEqual([[message, "Write `export` before it."]]);
    expect(saidIn(`import { onOpen } from "handlers";\n${before}`)).toEqual([
      [message, "Write `export { onOpen };` below it."],
    ]);
  });
});

describe("a name that is not a handler's", () => {
  const handler = "export function onOpen() {}\n";
  const wrong = {
    "a.ts": "export function onmessage() {}\nexport function onopen() {}\nexport function onError() {}",
  };

  test.each([["onmessage"], ["onopen"], ["onError"]])(
    "is marked where the route exports it, if it gives `%s` that name",
    (name) => {
      const text = `${handler}function f() {}\nexport { f as ${name} };`;
      expect(placesIn({ text })).toEqual([`${FILE}:3:15`]);
      expect(placesIn({ text: `${handler}export { ${name} } from "./a.ts";`, files: wrong })).toEqual([
        `${FILE}:2:10`,
      ]);
    },
  );

  test.each([
    ["onmessage", 1],
    ["onopen", 2],
    ["onError", 3],
  ])("is marked where it is declared, if an `export *` brings `%s`", (name, line) => {
    const files = { "a.ts": `${"\n".repeat(line - 1)}export function ${name}() {}` };
    expect(placesIn({ text: `${handler}export * from "./a.ts";`, files })).toEqual([
      `app/ws/chat/a.ts:${line}:17`,
      `${FILE}:2:1`,
    ]);
  });
});

describe("handlers in an object", () => {
  test.each([
    ["a route without handlers", "", []],
    ["a route with another", "export function onOpen() {}\n", ["onOpen"]],
  ])("of another file are marked where %s exports it, or a star brings it from", (_what, before, names) => {
    const files = { "a.ts": "export const chat = { onMessage() {} };" };
    const line = names.length + 1;
    expect(placesIn({ text: `${before}export { chat } from "./a.ts";`, files, names })).toEqual([
      `${FILE}:${line}:10`,
    ]);
    expect(placesIn({ text: `${before}export * from "./a.ts";`, files, names })).toEqual([
      "app/ws/chat/a.ts:1:14",
      `${FILE}:${line}:1`,
    ]);
  });
});

test("the only function of a route, with a name of another API, is marked where it is exported", () => {
  const files = { "a.ts": "export function onError() {}" };
  expect(placesIn({ text: 'export { onError } from "./a.ts";', files })).toEqual([`${FILE}:1:10`]);
  expect(placesIn({ text: 'export * from "./a.ts";', files, names: [] })).toEqual([
    "app/ws/chat/a.ts:1:17",
    `${FILE}:1:1`,
  ]);
});

test("a flag that is not in the source is to be the opposite of what it is without", () => {
  const said = saidIn(
    "export const subscribe = f();\nexport const ordered = f();\nexport function onOpen() {}",
  );
  expect(said.map(([, hint]) => hint)).toEqual([
    "Write `export const subscribe = false`, or give the export another name.",
    "Write `export const ordered = true`, or give the export another name.",
  ]);
});

test("a name that is almost a setting is not reported if a star of a package brings that setting", () => {
  const text = 'export * from "lib";\nexport const incomming = {};\nexport function onMessage() {}';
  expect(findInExports({ text, names: ["incomming", "onMessage"] }).map(({ code }) => code)).toContain(
    "BBX2024",
  );
  expect(
    findInExports({ text, names: ["incoming", "incomming", "onMessage"] }).map(({ code }) => code),
  ).not.toContain("BBX2024");
});

describe("a handler that does not exist when the server runs", () => {
  test("is to be exported as what it is: a function, or a value", () => {
    const hints = saidIn("export type onOpen = 1;\nexport type incoming = 1;\nexport function onClose() {}");
    expect(hints.map(([, hint]) => hint)).toEqual([
      "Export a function with a body: `export function onOpen(…) { … }`.",
      "Export its value, without `type` or `declare`: `export const incoming = …`.",
    ]);
  });

  test("is marked where its name is exported", () => {
    expect(placesIn({ text: "declare function f(): void;\nexport { f as onOpen };" })).toEqual([
      `${FILE}:2:15`,
    ]);
    // The bundler does not find it.
    expect(placesIn({ text: "function f() {}\nexport { f as onOpen };", names: [] })).toEqual([
      `${FILE}:2:15`,
    ]);
    expect(placesIn({ text: "export declare function onOpen(): void;" })).toEqual([`${FILE}:1:25`]);
  });

  test("is reported by what TypeScript knows, if its module has exports that are only known when it runs", () => {
    const text = 'export { onOpen } from "node:fs";\nexport function onClose() {}';
    const given = { text, names: ["onClose"] };
    expect(findInExports(given)).toEqual([]);
    const known = new Map([[FILE, new Set(["onOpen", "onClose"])]]);
    expect(saidOf(findInExports({ ...given, typed: { known } }))).toEqual([
      `BBX2007 ${FILE}:1:10 \`onOpen\` is exported as a type, so it does not exist when the server runs`,
    ]);
  });
});
