// The part of the server's entry that runs guards.
import { expect, test } from "bun:test";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { emitEntry } from "../../../compiler/emit/entry.ts";
import type { Route, Settings } from "../../../compiler/model.ts";
import { type PlannedExports, planServer } from "../../../compiler/plan/plan.ts";
import { routeOf } from "../../support/naive-matcher.ts";

function guardOf(folder: string, guards: readonly Route[] = []): Route {
  const file = `app/ws/${folder}/_guard.ts`;
  return { ...routeOf(folder), file, path: `/ws/${folder}`, topic: null, guards, isGuard: true };
}

const OUTER = guardOf("a");
const INNER = guardOf("a/b", [OUTER]);

function exportsOf({ isGuard }: Route): PlannedExports {
  return isGuard === true ? { names: ["guard"], live: [] } : { names: ["onOpen"], live: [] };
}

/** The lines of an entry that have to do with guards. */
function linesOf(routes: readonly Route[], settings: Partial<Settings> = {}): readonly string[] {
  const plan = planServer(routes, exportsOf, { ...defaultSettings(), ...settings });
  return emitEntry(plan, "itself")
    .split("\n")
    .filter((line) => /guard/i.test(line));
}

test("is not there without guards", () => {
  expect(linesOf([routeOf("a"), routeOf("b")])).toEqual([]);
});

test("imports each guard once, and has those of each route, the outermost first", () => {
  const routes = [
    { ...routeOf("a"), path: "/ws/a", guards: [OUTER] },
    { ...routeOf("a/b"), path: "/ws/a/b", guards: [OUTER, INNER] },
    routeOf("c"),
  ];
  expect(linesOf(routes)).toEqual([
    'import { guardRoutes, namingGuards } from "bunbox:guards/guard-routes";',
    'import * as guard0 from "./app/ws/a/_guard.ts";',
    'import * as guard1 from "./app/ws/a/b/_guard.ts";',
    "const guards = [",
    '  { file: "app/ws/a/_guard.ts", guard: guard0.guard },',
    '  { file: "app/ws/a/b/_guard.ts", guard: guard1.guard },',
    "const guarded = new Map([",
    '  ["/ws/a", { guards: [guards[0]], handlers: ["onOpen"] }],',
    '  ["/ws/a/b", { guards: [guards[0], guards[1]], handlers: ["onOpen"] }],',
    expect.stringMatching(/^const table = guardRoutes\(\[$/),
    "], guarded, bunboxIsMain);",
    "const app = namingGuards(createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain, faults: table.flatMap(faultsOf) }), guarded);",
  ]);
});

test("is inside of the limit of time, and outside of the metrics and of what waits for a topic", () => {
  const { server } = defaultSettings();
  const lines = linesOf([{ ...routeOf("a"), path: "/ws/a", guards: [OUTER] }], {
    server: { ...server, metrics: true },
    workers: 2,
    limits: { connectionsPerAddress: null, messagesPerSecond: null, upgradeTimeout: 30 },
  });
  expect(lines).toContain("const table = limitUpgrades(30, guardRoutes(carrier.joining(metrics.timing([");
  expect(lines).toContain("])), guarded, bunboxIsMain, 30));");
  expect(lines.at(-1)).toMatch(
    /^const app = namingGuards\(summing\(carrier\.carrying\(metrics\.counting\(countingGuards\(createApp\(/,
  );
});
