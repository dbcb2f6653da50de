// What is said about handlers that an export holds.
import { describe, expect, test } from "bun:test";
import { findInExports } from "./project.ts";

/** The message and the hint of each finding. */
function saidIn(text: string): readonly (readonly [string, string | undefined])[] {
  return findInExports({ text }).map(({ message, hint }) => [message, hint]);
}

/** The message and the hint of the first finding in a route with a handler. */
const besideUpgrade = (text: string): readonly (string | undefined)[] =>
  saidIn(`export function upgrade() {}\n${text}`)[0] ?? [];

/** An object within calls. */
const called = (times: number): string =>
  `export const chat = ${"f(".repeat(times)}{ onOpen() {} }${")".repeat(times)};`;

describe("handlers in an object or a class", () => {
  const STATE =
    "Keep what belongs to one connection in `ws.data`, which is the `data` that `upgrade` returns.";

  test.each([
    [
      "export const chat = { onMessage() {} };",
      "`onMessage` is in the object `chat`, but a handler must be exported itself",
      "Write `export function onMessage(…)`.",
    ],
    [
      "export class Chat { open() {} message() {} }",
      "`open` and `message` are in the class `Chat`, but a handler must be exported itself",
      `Write \`export function onOpen(…)\`, \`export function onMessage(…)\`. ${STATE}`,
    ],
    [
      "class Chat { onOpen() {} }\nexport const chat = new Chat();",
      "`onOpen` is in the object `chat`, but a handler must be exported itself",
      `Write \`export function onOpen(…)\`. ${STATE}`,
    ],
    [
      "function onOpen() {}\nfunction onClose() {}\nexport const chat = { onOpen, onClose };",
      "`onOpen` and `onClose` are in the object `chat`, but a handler must be exported itself",
      "Write `export` before `onOpen` and `onClose` where they are declared.",
    ],
    [
      'import { onOpen } from "handlers";\nexport const chat = { onOpen };',
      "`onOpen` is in the object `chat`, but a handler must be exported itself",
      "Write `export function onOpen(…)`.",
    ],
    [
      "function onOpen() {}\nexport const chat = { onOpen, onClose() {} };",
      "`onOpen` and `onClose` are in the object `chat`, but a handler must be exported itself",
      "Write `export function onOpen(…)`, `export function onClose(…)`.",
    ],
    [
      'import { onOpen } from "handlers";\nfunction onError() {}\nfunction onDrain() {}\nexport const chat = { onOpen, onDrain };',
      "`onOpen` and `onDrain` are in the object `chat`, but a handler must be exported itself",
      "Write `export function onOpen(…)`, `export function onDrain(…)`.",
    ],
  ])("are reported once, with what to write: %s", (text, message, hint) => {
    expect(saidIn(text)).toEqual([[message, hint]]);
  });

  test("are reported for each object that holds others", () => {
    const objects = "export const a = { onOpen() {} };\nexport const b = { onClose() {} };";
    expect(saidIn(objects).map(([message]) => message)).toEqual([
      "`onOpen` is in the object `a`, but a handler must be exported itself",
      "`onClose` is in the object `b`, but a handler must be exported itself",
    ]);
  });

  test("are reported for each object that has one which those before it lack", () => {
    const said = saidIn(
      [
        "export const a = { onOpen() {} };",
        "export const b = { onOpen() {}, onMessage() {} };",
        "export const c = { onMessage() {} };",
      ].join("\n"),
    );
    expect(said.map(([message]) => message)).toEqual([
      "`onOpen` is in the object `a`, but a handler must be exported itself",
      "`onOpen` and `onMessage` are in the object `b`, but a handler must be exported itself",
    ]);
  });

  test("are never called beside handlers", () => {
    expect(besideUpgrade("function onOpen() {}\nexport const chat = { onOpen };")).toEqual([
      "`onOpen` is in the object `chat`, so bunbox never calls it",
      "Write `export` before `onOpen` where it is declared.",
    ]);
    expect(besideUpgrade("export default { open() {}, message() {} };")).toEqual([
      "`open` and `message` are in the default export, so bunbox never calls them",
      "Write `export function onOpen(…)`, `export function onMessage(…)`.",
    ]);
  });

  test("are followed through a few values", () => {
    expect(saidIn(called(4))).toHaveLength(1);
    expect(saidIn(called(4))[0]?.[0]).toContain("in the object `chat`");
    expect(saidIn(called(5))[0]?.[0]).toContain("exports none of");
  });
});
