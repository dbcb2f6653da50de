// Which modules of the runtime the entry imports because one route, or one option, needs them.
import { describe, expect, test } from "bun:test";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { emitEntry } from "../../../compiler/emit/entry.ts";
import { emitTable } from "../../../compiler/emit/table-text.ts";
import type { Runner, Settings } from "../../../compiler/model.ts";
import { type PlannedExports, planServer } from "../../../compiler/plan/plan.ts";
import { routeOf } from "../../support/naive-matcher.ts";

/** Two routes, of which only the second exports these names. */
function planOf(
  { names = ["onMessage"], live = [] }: Partial<PlannedExports>,
  settings: Partial<Settings> = {},
  count = 2,
) {
  const folders = Array.from({ length: count }, (_, index) => `r${index}`);
  return planServer(
    folders.map(routeOf),
    ({ path }) => (path === "r1" ? { names, live } : { names: ["onMessage"], live: [] }),
    { ...defaultSettings(), ...settings },
  );
}

function has(text: string, plan: ReturnType<typeof planOf>, runner: Runner = "itself"): boolean {
  return emitEntry(plan, runner).includes(text);
}

describe("the log of refusals", () => {
  const LOG = 'import "bunbox:refusal-log";';
  const server = { ...defaultSettings().server, maxConnections: 3 };

  test("is imported if one route decides, if there is a guard, and if the sockets are limited", () => {
    expect(has(LOG, planOf({}))).toBe(false);
    expect(has(LOG, planOf({ names: ["upgrade"] }))).toBe(true);
    expect(
      has(LOG, { ...planOf({}), guards: [{ file: "app/ws/_guard.ts", present: true, live: false }] }),
    ).toBe(true);
    expect(has(LOG, planOf({}, { server }))).toBe(true);
  });

  test("is imported in development, and not in a test", () => {
    expect(has(LOG, planOf({ names: ["upgrade"] }), "dev")).toBe(true);
    expect(has(LOG, planOf({ names: ["upgrade"] }), "test")).toBe(false);
  });
});

test("messages are checked if one route has a schema", () => {
  const IMPORT = 'import { checkIncoming } from "bunbox:incoming";';
  expect(has(IMPORT, planOf({}))).toBe(false);
  expect(has(IMPORT, planOf({ names: ["onMessage", "incoming"] }))).toBe(true);
});

test("a worker carries the orders of closeAll only if a route uses it", () => {
  const IMPORT = 'import { closingWorker } from "bunbox:workers/closing-worker";';
  const plan = planOf({}, { workers: 2 });
  expect(has(IMPORT, plan)).toBe(false);
  expect(has(IMPORT, { ...plan, uses: new Set(["close-all"] as const) })).toBe(true);
});

test("the table has objects if one export of many routes may change", () => {
  expect(emitTable(planOf({}, {}, 65).routes).text).toStartWith("rowsOf(");
  expect(emitTable(planOf({ live: ["onMessage"] }, {}, 65).routes).text).toStartWith("[\n");
});
