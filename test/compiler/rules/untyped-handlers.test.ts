// What to write for parameters of handlers that have no type.
import { describe, expect, test } from "bun:test";
import { explain, OWN } from "./explain.ts";

/** The second parameter of `onOpen`, as the hint writes it. */
const second = (written: string): string | undefined =>
  /ServerWebSocket, (.+): WebSocketContext\)`/s.exec(
    explain(`${OWN}export function onOpen(«ws, ${written}) {}`, "TS7006")[0] ?? "",
  )?.[1];

const pattern = (length: number): string => `{ ${"a".repeat(length - 4)} }`;

describe("parameters without a type", () => {
  test("are those of their own handler", () => {
    const text = "export function onOpen(«ws) {}\nexport function onClose(«ws) {}";
    const message = "Parameter 'ws' implicitly has an 'any' type";
    expect(explain(text, "TS7006", message, { messages: true })).toEqual([
      "The parameter `ws` of `onOpen` has no type",
      "The parameter `ws` of `onClose` has no type",
    ]);
  });

  test("keep their pattern without its type", () => {
    expect(second("{ topic }: WebSocketContext")).toBe("{ topic }");
  });

  test("keep their pattern only if it is short", () => {
    expect(second(pattern(40))).toBe(pattern(40));
    expect(second(pattern(41))).toBe("ctx");
    expect(second("{\n  topic,\n}")).toBe("ctx");
  });

  test("of an arrow function get the type of the handler, with the data of the route", () => {
    const text = `${OWN}export function upgrade() { return { data: 1 }; }\nexport const onOpen = («ws) => {};`;
    expect(explain(text, "TS7006")).toEqual([
      "w: Write `export const onOpen: OnOpen<UpgradeData<typeof upgrade>> = …`.",
    ]);
  });
});
