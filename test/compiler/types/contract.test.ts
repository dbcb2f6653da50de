// The text of the contract: one line per question, and what each line stands for.
import { describe, expect, test } from "bun:test";
import {
  blameContract,
  contract,
  type ContractFile,
  fallbackContract,
  type ExportsOf,
  type Line,
  misfitOf,
} from "../../../compiler/types/contract.ts";
import { argumentsOf, signatureOf } from "../../../compiler/types/handler-signatures.ts";
import type { Blame } from "../../../compiler/model.ts";
import { routeOf } from "../../support/naive-matcher.ts";

/** Every line after the import of the types, with what it stands for. */
function linesOf({ text, lines, imports }: ContractFile): readonly string[] {
  return text
    .trimEnd()
    .split("\n")
    .slice(2, -1)
    .map((line, index) => {
      const imported = imports.get(index + 3);
      const asked = lines.get(index + 3);
      if (imported !== undefined) return `${imported.path}: ${line}`;
      if (asked === undefined) return line;
      return `${"near" in asked ? asked.near : `${asked.handler} ${asked.blame.kind}`}: ${line}`;
    });
}

const [chat, room, all] = ["chat", "rooms/[id]", "[org]/[[...a-b]]"].map(routeOf);
if (chat === undefined || room === undefined || all === undefined) throw new Error("no route");

describe("the contract", () => {
  test("asks whether each handler fits, and for what its signature lets pass", () => {
    const exportsOf: ExportsOf = (route) =>
      route === chat
        ? [{ name: "onMessage", mayGenerate: false }]
        : [
            { name: "upgrade", mayGenerate: true },
            { name: "onOpen", mayGenerate: true },
            { name: "onClose", mayGenerate: false },
          ];
    const [file, ...others] = contract("/p/.bunbox/check", "/bunbox", [chat, room], exportsOf);
    if (file === undefined) throw new Error("no contract");
    expect(others).toEqual([]);
    expect(file.name).toBe("contract-0.mts");
    expect(file.text.split("\n")[1]).toEndWith(' from "../../../bunbox/contract-types.js";');
    expect(linesOf(file)).toEqual([
      'chat: import type * as route0 from "../../../app/ws/chat/route.ts";',
      "onMessage whole: export const check3: OnMessage<undefined, {}> = null! as typeof route0.onMessage;",
      'rooms/[id]: import type * as route1 from "../../../app/ws/rooms/[id]/route.ts";',
      'upgrade whole: export const check5: Upgrade<unknown, { "id": string }, undefined> = null! as typeof route1.upgrade;',
      "upgrade keys: export const check6: never = null! as UnknownKeys<typeof route1.upgrade>;",
      'onOpen whole: export const check7: OnOpen<ModuleData<typeof route1>, { "id": string }> = null! as typeof route1.onOpen;',
      'onOpen generator: export const check8: "runs" = null! as Calling<typeof route1.onOpen>;',
      'onClose whole: export const check9: OnClose<ModuleData<typeof route1>, { "id": string }> = null! as typeof route1.onClose;',
    ]);
  });

  test("asks whether a guard returns data that may be undefined", () => {
    const guard = { ...chat, isGuard: true } as const;
    const [file] = contract("/p/.bunbox/check", "/bunbox", [guard], () => [
      { name: "guard", mayGenerate: false },
    ]);
    if (file === undefined) throw new Error("no contract");
    expect(linesOf(file).slice(-3)).toEqual([
      "guard whole: export const check3: Guard<{}, undefined> = null! as typeof route0.guard;",
      "guard keys: export const check4: never = null! as UnknownKeys<typeof route0.guard>;",
      "guard data: export const check5: never = null! as LackingData<typeof route0.guard>;",
    ]);
  });

  test("gives what a route sends a name, on a line that may fail", () => {
    const names = ["upgrade", "onMessage", "onDrain", "Outgoing"] as const;
    const [file] = contract("/p/.bunbox/check", "/bunbox", [chat], () =>
      names.map((name) => ({ name, mayGenerate: false })),
    );
    if (file === undefined) throw new Error("no contract");
    expect([...file.outgoing]).toEqual([[4, chat]]);
    expect(linesOf(file)).toEqual([
      'chat: import type * as route0 from "../../../app/ws/chat/route.ts";',
      "type Outgoing0 = route0.Outgoing;",
      "upgrade whole: export const check4: Upgrade<unknown, {}, undefined> = null! as typeof route0.upgrade;",
      "upgrade keys: export const check5: never = null! as UnknownKeys<typeof route0.upgrade>;",
      "onMessage whole: export const check6: OnMessage<ModuleData<typeof route0>, {}, string | Bytes, Outgoing0> = null! as typeof route0.onMessage;",
      "onDrain whole: export const check7: OnDrain<ModuleData<typeof route0>, {}, Outgoing0> = null! as typeof route0.onDrain;",
    ]);
  });

  test("is a file per 64 routes", () => {
    const routes = Array.from({ length: 129 }, (_, index) => routeOf(`r${index}`));
    const countOf = (count: number): readonly number[] =>
      contract("/p/c", "/b", routes.slice(0, count), () => []).map(({ imports }) => imports.size);
    expect(countOf(0)).toEqual([]);
    expect(countOf(1)).toEqual([1]);
    expect(countOf(64)).toEqual([64]);
    expect(countOf(65)).toEqual([64, 1]);
    expect(countOf(129)).toEqual([64, 64, 1]);
    const names = contract("/p/c", "/b", routes, () => []).map(({ name }) => name);
    expect(names).toEqual(["contract-0.mts", "contract-1.mts", "contract-2.mts"]);
  });

  test("names a file beside it and one with a line separator so that its lines stay lines", () => {
    const route = { ...chat, real: "/p/c/a\u2028b\u2029.ts" };
    const [file] = contract("/p/c", "/b", [route], () => []);
    expect(file?.text.trimEnd().split("\n").at(-2)).toBe(
      String.raw`import type * as route0 from "./a\u2028b\u2029.ts";`,
    );
  });

  test("asks the module of the fallback for its default export", () => {
    expect(linesOf(fallbackContract("/p/c", "/b", routeOf("pages")))).toEqual([
      'pages: import type * as route0 from "../../app/ws/pages/route.ts";',
      "fallback whole: export const check3: FallbackHandler = null! as typeof route0.default;",
    ]);
  });
});

describe("the second contract", () => {
  test("asks for each part of a handler that failed, and whether near names can be called", () => {
    const failing: readonly Line[] = [
      { route: room, handler: "onClose", blame: { kind: "whole" } },
      { route: chat, handler: "upgrade", blame: { kind: "whole" } },
      { route: chat, handler: "fallback", blame: { kind: "whole" } },
    ];
    const file = blameContract("/p/c", "/b", failing, [{ route: all, near: 'on"open' }], () => []);
    expect(file.name).toBe("blame.mts");
    expect(linesOf(file)).toEqual([
      'rooms/[id]: import type * as route0 from "../../app/ws/rooms/[id]/route.ts";',
      "onClose callable: export const check3: (...args: never[]) => unknown = null! as typeof route0.onClose;",
      "onClose arity: export const check4: (a0: never, a1: never, a2: never, a3: never) => unknown = null! as typeof route0.onClose;",
      "onClose parameter: export const check5: HandlerParameter<typeof route0.onClose, 0> = null! as ServerWebSocket<undefined>;",
      'onClose parameter: export const check6: HandlerParameter<typeof route0.onClose, 1> = null! as WebSocketContext<{ "id": string }>;',
      "onClose parameter: export const check7: HandlerParameter<typeof route0.onClose, 2> = null! as number;",
      "onClose parameter: export const check8: HandlerParameter<typeof route0.onClose, 3> = null! as string;",
      'chat: import type * as route1 from "../../app/ws/chat/route.ts";',
      "upgrade callable: export const check10: (...args: never[]) => unknown = null! as typeof route1.upgrade;",
      "upgrade arity: export const check11: (a0: never, a1: never) => unknown = null! as typeof route1.upgrade;",
      "upgrade parameter: export const check12: HandlerParameter<typeof route1.upgrade, 0> = null! as Request;",
      "upgrade parameter: export const check13: HandlerParameter<typeof route1.upgrade, 1> = null! as UpgradeContext<{}, undefined>;",
      "upgrade return: export const check14: Awaitable<UpgradeResult> = null! as HandlerResult<typeof route1.upgrade>;",
      '[org]/[[...a-b]]: import type * as route2 from "../../app/ws/[org]/[[...a-b]]/route.ts";',
      'on"open: export const check16: (...args: never[]) => unknown = null! as (typeof route2)["on\\"open"];',
    ]);
  });
});

test("a signature has the parameters of the folder", () => {
  const params = contract("/p/c", "/b", [all], () => [{ name: "onDrain", mayGenerate: false }])[0]?.text;
  expect(params).toContain('OnDrain<undefined, { "org": string; "a-b": string[] }>');
  const dynamic = { route: routeOf("[room]"), module: "r", data: "D", message: undefined, guard: undefined };
  expect(signatureOf("onMessage", dynamic, "H")).toBe('OnMessage<D, { "room": string }>');
  expect(signatureOf("onMessage", { ...dynamic, message: "M" }, "H")).toBe(
    'OnMessage<D, { "room": string }, M>',
  );
  expect(signatureOf("upgrade", dynamic, "H")).toBe('Upgrade<unknown, { "room": string }, undefined>');
  expect(signatureOf("onOpen", { ...dynamic, route: routeOf("[[page]]") }, "H")).toBe(
    'OnOpen<D, Declared<H, 1, { "page": string | undefined }>>',
  );
});

test("the arguments of what decides have the data of the guards above, and those of others do not", () => {
  const scope = { route: routeOf("[room]"), module: "r", data: "D", message: undefined, guard: "G" };
  const params = '{ "room": string }';
  expect(argumentsOf("upgrade", scope, "H")).toEqual(["Request", `UpgradeContext<${params}, G>`]);
  expect(argumentsOf("guard", scope, "H")).toEqual(["Request", `GuardContext<${params}, G>`]);
  expect(argumentsOf("onOpen", scope, "H")).toEqual(["ServerWebSocket<D>", `WebSocketContext<${params}>`]);
});

describe("the reason of a misfit", () => {
  const NOT = "is not assignable to type";
  const reasons: readonly (readonly [Blame, string, string])[] = [
    [{ kind: "whole" }, `Type 'A' ${NOT} 'B'\n  Because.`, `Type 'A' ${NOT} 'B'\n  Because.`],
    [{ kind: "keys" }, `Type '"a" | "b"' ${NOT} 'never'`, '"a" | "b"'],
    [{ kind: "keys" }, "Something else", "Something else"],
    [{ kind: "arity", allowed: 2 }, `Type 'A' ${NOT} 'B'\n  Too few.`, "Too few."],
    [{ kind: "callable" }, `Type '3' ${NOT} '(...args: never[]) => unknown'`, "Its type is '3'."],
    [{ kind: "callable" }, "Something else", "Something else"],
    [{ kind: "return" }, `Type '3' ${NOT} 'never'`, `Type '3' ${NOT} 'never'`],
    [
      { kind: "parameter", index: 1 },
      `'WebSocketContext<{ a: string; }, any>' ${NOT} 'WebSocketContext<{ b: string; }, Map<string, any>>'`,
      `'WebSocketContext<{ a: string; }>' ${NOT} 'WebSocketContext<{ b: string; }, Map<string, any>>'`,
    ],
  ];
  for (const [blame, reason, expected] of reasons) {
    test(`is ${JSON.stringify(expected)}`, () => {
      expect(misfitOf({ route: chat, handler: "upgrade", blame }, reason)).toEqual({
        route: chat,
        handler: "upgrade",
        reason: expected,
        blame,
      });
    });
  }
});
