// How hints write a parameter that a handler does not have: with the type that the file gives it elsewhere.
import { describe, expect, test } from "bun:test";
import type { Sample } from "../../../compiler/rules/samples.ts";
import { hintsOf } from "./find-in-syntax.ts";

/** The parameters that the hint for a handler without them adds. */
function added(sample: Sample): readonly string[] {
  return hintsOf(sample).flatMap((hint) =>
    [...(hint ?? "").matchAll(/`([^`]*)` the \w+ parameter|parameters `([^`]*)`/g)].map(
      ([, one, some]) => one ?? some ?? "",
    ),
  );
}

const LACKING = 'export function onMessage() { return "x"; }\n';
const PLAIN = ["ws: ServerWebSocket", "ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext"];

describe("the type of a parameter", () => {
  test("is that of another handler of the file", () => {
    const open =
      "export function onOpen(ws: ServerWebSocket<Data>, ctx: WebSocketContext<{ id: string }>) {}\n";
    expect(added(open + LACKING)).toEqual([
      "ws: ServerWebSocket<Data>",
      "ws: ServerWebSocket<Data>, message: string | Buffer, ctx: WebSocketContext<{ id: string }>",
    ]);
  });

  test("is not that of a handler that decides, or of one in another file", () => {
    const upgrade =
      "export function upgrade(req: Request, ctx: UpgradeContext<{ id: string }>) { return true; }\n";
    expect(added(upgrade + LACKING)).toEqual(PLAIN);
    const files = { "open.ts": "export function onOpen(ws: ServerWebSocket<Data>) {}\n" };
    expect(added({ text: `export { onOpen } from "./open.ts";\n${LACKING}`, files })).toEqual(PLAIN);
  });

  test("is not one that is too long for a hint, and not that of another parameter", () => {
    const open = `export function onOpen(ws: ServerWebSocket<{ ${"name: string; ".repeat(5)}}>) {}\n`;
    expect(added(open + LACKING)).toEqual(PLAIN);
    const close = "export function onClose(ws, ctx, code: 1000, reason: Reason) {}\n";
    expect(added(close + LACKING)).toEqual(PLAIN);
  });
});

describe("a parameter has a type", () => {
  test("if one of the others has one", () => {
    expect(added('export const onMessage = (ws: ServerWebSocket, m) => { return "x"; };')).toEqual([
      "ctx: WebSocketContext",
    ]);
    expect(added('export const onMessage = (ws, m) => { return "x"; };')).toEqual(["ctx"]);
  });

  test("if nothing else gives it one: in a function declaration in TypeScript", () => {
    expect(added(LACKING)).toEqual(PLAIN);
    const none = ["ws", "ws, message, ctx"];
    expect(added('export const onMessage = () => { return "x"; };')).toEqual(none);
    expect(added({ text: 'export { onMessage } from "./m.js";', files: { "m.js": LACKING } })).toEqual(none);
    const arrow = 'export const onMessage = () => { return "x"; };';
    expect(added({ text: 'export { onMessage } from "./m.js";', files: { "m.js": arrow } })).toEqual(none);
  });
});
