// The signature that a handler should have, in the hint for one that does not fit.
import { describe, expect, test } from "bun:test";
import type { Route } from "../../../compiler/model.ts";
import type { FunctionName, HandlerName } from "../../../runtime/facts.ts";
import { parametersOf } from "../../../compiler/rules/signature.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { findInExports, type GivenRoute } from "./project.ts";

function hintFor(handler: HandlerName, given: Partial<GivenRoute> = {}): string | undefined {
  const text = given.text ?? `export function ${handler}(ws: A) {}`;
  const misfit = { handler, blame: { kind: "whole" }, reason: "It does not fit." } as const;
  return findInExports({ ...given, text, misfits: [misfit] })[0]?.hint;
}

function typesOf(handler: FunctionName, route: Route, names: readonly string[]): readonly string[] {
  return parametersOf({ handler }, { route, names, exports: [], unexported: [] }).map(({ type }) => type);
}

describe("the signature in the hint", () => {
  test("has the parameters of the handler", () => {
    expect(hintFor("onOpen")).toBe("export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext)");
    expect(hintFor("onMessage")).toBe(
      "export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext)",
    );
  });

  test("has the data of `upgrade` if the route has one", () => {
    const text = "export function onDrain(ws: A) {}\nexport function upgrade() { return true; }";
    expect(hintFor("onDrain", { text })).toBe(
      "export function onDrain(ws: ServerWebSocket<UpgradeData<typeof upgrade>>, ctx: WebSocketContext)",
    );
  });

  test("has the parameters of the path: a string for `[id]`, an array for what may be several segments", () => {
    expect(hintFor("onDrain", { folder: "rooms/[id]" })).toEndWith("ctx: WebSocketContext<{ id: string }>)");
    expect(hintFor("onDrain", { folder: "[id]/[...path]" })).toEndWith(
      "ctx: WebSocketContext<{ id: string; path: string[] }>)",
    );
    expect(hintFor("onDrain", { folder: "docs/[[page]]" })).toEndWith(
      "ctx: WebSocketContext<{ page: string | undefined }>)",
    );
    expect(hintFor("onDrain", { folder: "docs/[[...page]]" })).toEndWith(
      "ctx: WebSocketContext<{ page: string[] }>)",
    );
  });

  test("quotes a name of the path that is not an identifier", () => {
    expect(hintFor("onDrain", { folder: "[room-id]" })).toEndWith('<{ "room-id": string }>)');
    expect(hintFor("onDrain", { folder: "[größe]" })).toEndWith("<{ größe: string }>)");
  });

  test("has the data of a guard only if there is one, and in the context only of what decides", () => {
    const guard = { ...routeOf("admin"), file: "app/ws/_guard.ts", isGuard: true as const };
    const given = 'GuardData<typeof import("../_guard.ts").guard>';
    const guarded = { ...routeOf("admin"), guards: [guard] };
    expect(typesOf("upgrade", routeOf("admin"), ["upgrade"])).toEqual(["Request", "UpgradeContext"]);
    expect(typesOf("upgrade", guarded, ["upgrade"])).toEqual(["Request", `UpgradeContext<{}, ${given}>`]);
    expect(typesOf("onOpen", guarded, ["onOpen"])).toEqual([`ServerWebSocket<${given}>`, "WebSocketContext"]);
  });

  test("imports the guard in its place, because an inner guard has the same name", () => {
    const outer = { ...routeOf("admin"), file: "app/ws/_guard.ts", isGuard: true as const };
    const inner = { ...outer, file: "app/ws/admin/_guard.ts", guards: [outer] };
    const route = { ...routeOf("admin/log"), guards: [outer, inner] };
    const given = 'GuardData<typeof import("../_guard.ts").guard>';
    expect(typesOf("guard", inner, ["guard"])).toEqual(["Request", `GuardContext<{}, ${given}>`]);
    expect(typesOf("onClose", route, ["onClose"])[0]).toBe(`ServerWebSocket<${given}>`);
    expect(typesOf("onClose", route, ["onClose", "upgrade"])[0]).toBe(
      `ServerWebSocket<GuardData<typeof upgrade, ${given}>>`,
    );
    expect(typesOf("upgrade", route, ["upgrade"])[1]).toBe(`UpgradeContext<{}, ${given}>`);
  });
});
