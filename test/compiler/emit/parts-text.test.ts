// Which parts of an app are in the output: each if one route of several needs it.
import { describe, expect, test } from "bun:test";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { emitParts, type PartsText } from "../../../compiler/emit/parts-text.ts";
import type { HandlerName } from "../../../runtime/facts.ts";
import { planServer } from "../../../compiler/plan/plan.ts";
import { routeOf } from "../../support/naive-matcher.ts";

/** Two routes, of which only the second exports these handlers, and this flag. */
function partsOf(
  handlers: readonly HandlerName[],
  flag?: "subscribe",
  folder = "b",
  base = "/ws",
): PartsText {
  const plan = planServer(
    ["a", folder].map(routeOf),
    ({ path }) => ({
      names: path === "a" ? ["onMessage"] : handlers,
      live: [],
      ...(path === "a" || flag === undefined ? {} : { flags: [flag] }),
    }),
    { ...defaultSettings(), base },
  );
  return emitParts(plan);
}

describe("one route of two", () => {
  test.each([
    ["upgrade", "decideHandshake", "createConnections(contexts)"],
    ["onOpen", "acceptAll", "withOpen(withClose(createConnections(contexts)))"],
    ["onClose", "acceptAll", "withClose(createConnections(contexts))"],
    ["onDrain", "acceptAll", 'withEvent(createConnections(contexts), "drain", "onDrain")'],
  ] as const)("brings what its %s needs", (handler, decide, connections) => {
    expect(partsOf([handler])).toMatchObject({ decide, connections });
  });

  test("brings what leaves its topic if it does not subscribe", () => {
    expect(partsOf(["onMessage"], "subscribe").connections).toBe(
      "withOpen(withClose(createConnections(contexts)))",
    );
  });
});

describe("what finds the contexts of", () => {
  test("static routes does not know paths", () => {
    const { imports, contexts } = partsOf([]);
    expect(contexts).toBe("staticContexts(match)");
    expect(imports).toContain('import { staticContexts } from "bunbox:contexts";');
  });

  test.each([
    ["/ws", "pathContexts(match)"],
    ["/api/live", 'pathContexts(match, (path) => "/ws" + (path.slice(9)))'],
    ["/", 'pathContexts(match, (path) => "/ws" + (path === "/" ? "" : path))'],
  ])("a dynamic route below %s turns paths into topics", (base, text) => {
    const { imports, contexts } = partsOf([], undefined, "[id]", base);
    expect(contexts).toBe(text);
    expect(imports).toContain('import { pathContexts } from "bunbox:path-contexts";');
  });
});
