// The text of the server's entry: what it imports, its table, and what starts it.
import { describe, expect, test } from "bun:test";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { emitPrelude } from "../../../compiler/emit/carrier-text.ts";
import { emitEntry } from "../../../compiler/emit/entry.ts";
import { emitRow, emitTable } from "../../../compiler/emit/table-text.ts";
import type { Runner, ServerPlan, Settings } from "../../../compiler/model.ts";
import { type PlannedExports, planServer } from "../../../compiler/plan/plan.ts";
import type { ServerOptions } from "../../../runtime/config.ts";
import { rowsOf } from "../../../runtime/rows.ts";
import { routeOf } from "../../support/naive-matcher.ts";

/** An `export function onMessage`. */
const PLAIN: PlannedExports = { names: ["onMessage"], live: [], plain: ["onMessage"] };

function planOf(
  folders: readonly string[],
  planned: PlannedExports = PLAIN,
  settings: Partial<Settings> = {},
  server: Partial<ServerOptions> = {},
): ServerPlan {
  const defaults = defaultSettings();
  const options = { ...defaults.server, ...server };
  return planServer(folders.map(routeOf), () => planned, { ...defaults, ...settings, server: options });
}

function entryOf(plan: ServerPlan, runner: Runner = "itself"): readonly string[] {
  return emitEntry(plan, runner).split("\n");
}

function importsOf(plan: ServerPlan, runner: Runner = "itself"): readonly string[] {
  return entryOf(plan, runner).filter((line) => line.startsWith("import "));
}

describe("the entry", () => {
  test("imports what every server needs, and each route", () => {
    expect(importsOf(planOf(["chat", "log"]))).toEqual([
      'import "bunbox-runtime:begin";',
      'import "bunbox:require-bun";',
      'import { createApp } from "bunbox:app";',
      'import { acceptAll } from "bunbox:accept";',
      'import { createConnections } from "bunbox:connection";',
      'import { staticContexts } from "bunbox:contexts";',
      'import { listen } from "bunbox:listen";',
      'import { serve } from "bunbox:serve";',
      'import "bunbox-runtime:end";',
      'import * as route0 from "./app/ws/chat/route.ts";',
      'import * as route1 from "./app/ws/log/route.ts";',
    ]);
  });

  test("imports what matches parameters and shares contexts only for a route that has some", () => {
    const lines = [
      'import { endOf, isSegment, segmentEnd } from "bunbox:path";',
      'import { pathContexts } from "bunbox:path-contexts";',
    ];
    for (const line of lines) expect(importsOf(planOf(["chat"]))).not.toContain(line);
    for (const line of lines) expect(importsOf(planOf(["[id]"]))).toContain(line);
    for (const line of lines) expect(importsOf(planOf(["chat", "[id]"]))).toContain(line);
  });

  test("does not import a route without handlers", () => {
    const plan = planOf(["chat"], { names: [], live: [] });
    expect(importsOf(plan).filter((line) => line.includes("route0"))).toEqual([]);
    expect(plan.routes.flatMap(emitRow)).toEqual([
      '{ path: "chat", file: "app/ws/chat/route.ts", topic: "chat", params: [] },',
    ]);
  });

  test("carries messages to other servers only if the option asks for it", () => {
    expect(entryOf(planOf(["chat"])).filter((line) => /carrier|pubsub|driver/i.test(line))).toEqual([]);
    const pubsub = { url: null, prefix: "bunbox:chat", gap: "keep", queue: 1, required: true } as const;
    const lines = entryOf(planOf(["chat"], undefined, { pubsub }, { metrics: true }));
    for (const line of [
      'import { createCarrier } from "bunbox:pubsub/carrier";',
      'import { redisDriver } from "bunbox:pubsub/redis-driver";',
      'const driver = redisDriver({ url: null, prefix: "bunbox:chat", gap: "keep", queue: 1, required: true }, bunboxIsMain);',
      "const carrier = createCarrier(driver, bunboxIsMain);",
      "const metrics = createMetrics();",
      "const table = carrier.joining(metrics.timing([",
      "const app = carrier.carrying(metrics.counting(createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain, page: metricsPage(countCarried(metrics, carrier)) })));",
    ])
      expect(lines).toContain(line);
  });

  test("has the flags of routes only if one of them has its flag", () => {
    const lines = entryOf(planOf(["chat", "log"]));
    expect(lines.filter((line) => /order|rows|later/i.test(line))).toEqual([]);
    const ordered = entryOf(planOf(["chat", "log"], { ...PLAIN, flags: ["ordered"] }));
    for (const line of [
      'import { orderMessages } from "bunbox:ordered";',
      "const table = orderMessages([0, 1], [",
    ])
      expect(ordered).toContain(line);
    expect(ordered.filter((line) => /rows|later/i.test(line))).toEqual([]);
    const pubsub = { url: null, prefix: "bunbox:chat", gap: "keep", queue: 1, required: true } as const;
    const later = planOf(["log"], { ...PLAIN, flags: ["subscribe"] }, { pubsub });
    for (const line of [
      'import { describedBy, joinLater } from "bunbox:join-later";',
      "const rows = [",
      "const table = joinLater([0], rows, carrier.joining(rows));",
      "const app = describedBy(rows, carrier.carrying(createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain })));",
    ])
      expect(entryOf(later)).toContain(line);
  });

  test("opens the parts of the runtime that the routes use, and no others", () => {
    const plan = planOf(["chat"]);
    expect(entryOf(plan).filter((line) => /claim|closing/i.test(line))).toEqual([]);
    const listing = entryOf({ ...plan, uses: new Set(["sockets"]) }).filter((line) => line.includes("claim"));
    expect(listing).toEqual([
      'import { claimSockets } from "bunbox:sockets";',
      "const app = claimSockets(createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain }));",
    ]);
    const uses = new Set(["sockets", "close-all"] as const);
    const closing = (settings: Partial<Settings>): readonly string[] =>
      entryOf({ ...planOf(["chat"], undefined, settings), uses }).filter((line) =>
        /claim|closing|createClosing/i.test(line),
      );
    expect(closing({})).toEqual([
      'import { claimCloseAll } from "bunbox:close-all";',
      "const app = claimCloseAll(createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain }));",
    ]);
    expect(closing({ workers: 2 })).toContain("const driver = hubDriver(closingWorker(worker));");
    const pubsub = { url: null, prefix: "bunbox:chat", gap: "keep", queue: 1, required: true } as const;
    expect(closing({ pubsub, workers: 2 })).toContain(
      "const carrier = createClosingCarrier(driver, bunboxIsMain);",
    );
    expect(closing({ pubsub, workers: 2 }).filter((line) => line.includes("closingWorker"))).toEqual([]);
  });

  test("is run by a worker if the option asks for workers", () => {
    const alone = planOf(["chat"], undefined, { workers: 2 });
    const lines = entryOf(alone);
    expect(lines.slice(0, 4)).toEqual([
      'import "bunbox-runtime:begin";',
      'import "bunbox:require-bun";',
      'import { worker } from "bunbox:workers/begin";',
      'import { createApp } from "bunbox:app";',
    ]);
    expect(lines).toContain("const driver = hubDriver(worker);");
    expect(lines).toContain("worker?.serve(app);");
    expect(lines.filter((line) => /countCarried|summing|redis|\bserve\b.*from/.test(line))).toEqual([]);

    const counted = entryOf(planOf(["chat"], undefined, { workers: "auto" }, { metrics: true }));
    expect(counted.filter((line) => line.startsWith("const app ="))).toEqual([
      "const app = summing(carrier.carrying(metrics.counting(createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain, page: metricsPage(reporting(countCarried(metrics, carrier), worker)) }))), worker);",
    ]);
    // Both decide what the process is, before all other code.
    expect(counted.slice(2, 4)).toEqual([
      'import "bunbox:workers/sum-metrics";',
      'import { worker } from "bunbox:workers/begin";',
    ]);
    expect(counted).toContain('import { reporting, summing } from "bunbox:workers/worker-metrics";');
  });

  test("has TLS only if the option asks for it, and before the workers", () => {
    const tls = [{ cert: "a", key: "b", ca: null, serverName: null }];
    expect(entryOf(planOf(["chat"])).filter((line) => /tls\//i.test(line))).toEqual([]);
    const alone = entryOf(planOf(["chat"], undefined, {}, { tls }));
    expect(alone).toContain('  tls: [{ cert: "a", key: "b", ca: null, serverName: null }],');
    expect(alone).toContain('import { serveTls } from "bunbox:tls/serve-tls";');
    expect(alone).toContain("if (bunboxIsMain) serveTls(app);");
    expect(alone.filter((line) => line.includes('"bunbox:serve"'))).toEqual([]);
    const working = entryOf(planOf(["chat"], undefined, { workers: 2 }, { tls }));
    expect(working.slice(2, 4)).toEqual([
      'import "bunbox:tls/secure";',
      'import { worker } from "bunbox:workers/begin";',
    ]);
    expect(working).toContain("worker?.serve(app);");
  });

  test("is preceded by what a supervisor needs, if there are workers", () => {
    expect(emitPrelude(planOf(["chat"]))).toBe("");
    const prelude = emitPrelude(planOf(["chat"], undefined, { workers: 2 }, { port: 1 }));
    expect(prelude).toStartWith("const bunboxWorkers = { count: 2, options: { port: 1, ");
  });

  test("has no metrics of the driver without the option", () => {
    const pubsub = { url: null, prefix: "p", gap: "keep", queue: 1, required: true } as const;
    expect(
      entryOf(planOf(["chat"], undefined, { pubsub })).filter((line) => line.includes("countCarried")),
    ).toEqual([]);
  });

  test("has the metrics only where the option asks for them", () => {
    const without = entryOf(planOf(["chat"]));
    expect(without.filter((line) => /[mM]etrics(?!: false)/.test(line))).toEqual([]);
    expect(without).toContain(
      "const app = createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain });",
    );
    const some = entryOf(planOf(["chat"], undefined, {}, { metrics: true }));
    expect(some).toContain('import { createMetrics } from "bunbox:metrics/metrics";');
    expect(some).toContain(
      "const app = metrics.counting(createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain, page: metricsPage(metrics) }));",
    );
    expect(some).toContain(
      "const entrance = measured(metrics, { decide: acceptAll, connections: createConnections(contexts) });",
    );
  });

  test("has the fallback only where the option names one", () => {
    expect(entryOf(planOf(["chat"])).filter((line) => line.includes("allback"))).toEqual([]);
    const entry = entryOf(planOf(["chat"], undefined, { fallback: "app/pages.ts" }));
    const both = entryOf(planOf(["chat"], undefined, { fallback: "app/pages.ts" }, { metrics: true }));
    expect(both.join("\n")).toContain(
      'fallback: metrics.answering(createFallback("app/pages.ts", fallback.default)), strangers: createStrangers(), page',
    );
    expect(entry.filter((line) => line.includes("allback"))).toEqual([
      'import { createFallback } from "bunbox:fallback";',
      'import * as fallback from "./app/pages.ts";',
      'const app = createApp({ routes: table, contexts, entrance, options, main: bunboxIsMain, fallback: createFallback("app/pages.ts", fallback.default), strangers: createStrangers() });',
    ]);
  });

  test("has what finds and limits clients only where the options ask for it", () => {
    const words = /limit[A-Z]|limits\/|[Pp]roxies/;
    expect(entryOf(planOf(["chat"])).filter((line) => words.test(line))).toEqual([]);
    const none = { connectionsPerAddress: null, messagesPerSecond: null, upgradeTimeout: 30 };
    const time = entryOf(planOf(["chat"], undefined, { limits: none }));
    expect(time.filter((line) => words.test(line))).toEqual([
      'import { limitUpgrades } from "bunbox:limits/upgrade-time";',
      "const table = limitUpgrades(30, [",
    ]);
    const trustedProxies = [{ first: [0, 0, 0, 0, 0, 0, 0, 1], bits: 128 }];
    const limits = { connectionsPerAddress: 5, messagesPerSecond: 10, upgradeTimeout: 0.5 };
    const all = entryOf(planOf(["chat"], undefined, { trustedProxies, limits, workers: 2 }));
    expect(all.filter((line) => words.test(line))).toEqual([
      'import { limitMessages } from "bunbox:limits/per-second";',
      'import { limitConnections } from "bunbox:limits/per-address";',
      'import { behindProxies } from "bunbox:proxies/behind-proxies";',
      'import { limitUpgrades } from "bunbox:limits/upgrade-time";',
      "const table = limitUpgrades(0.5, carrier.joining([",
      "const entrance = behindProxies([{ first: [0, 0, 0, 0, 0, 0, 0, 1], bits: 128 }], limitConnections(5, limitMessages(10, { decide: decideHandshake, connections: createConnections(contexts) })));",
    ]);
  });

  test("exports the app and serves it when it is run itself", () => {
    const entry = entryOf(planOf(["chat"]));
    expect(entry.slice(-4)).toEqual([
      "export const { fetch, websocket } = app;",
      "export const routes = bunboxIsMain ? [] : app.routes;",
      "if (bunboxIsMain) serve(app, listen);",
      "",
    ]);
  });

  test("calls the handlers that a route has, and no others", () => {
    const accepting = (names: PlannedExports["names"], connections: string): void =>
      expect(entryOf(planOf(["chat"], { names, live: [], plain: names }))).toContain(
        `const entrance = { decide: acceptAll, connections: ${connections} };`,
      );
    accepting(["onMessage"], "createConnections(contexts)");
    accepting(["onOpen"], "withOpen(withClose(createConnections(contexts)))");
    accepting(["onClose"], "withClose(createConnections(contexts))");
    accepting(["onDrain"], 'withEvent(createConnections(contexts), "drain", "onDrain")');
    expect(entryOf(planOf(["chat"], { names: ["upgrade"], live: [] }))).toContain(
      "const entrance = { decide: decideHandshake, connections: createConnections(contexts) };",
    );
    const parts = /"bunbox:(?:accept|upgrade|on-\w+)"/g;
    const partsOf = (names: PlannedExports["names"]): readonly string[] =>
      importsOf(planOf(["chat"], { names, live: [] }))
        .join()
        .match(parts) ?? [];
    expect(partsOf(["onMessage"])).toEqual(['"bunbox:accept"']);
    expect(partsOf(["upgrade", "onClose", "onDrain"])).toEqual([
      '"bunbox:upgrade"',
      '"bunbox:on-close"',
      '"bunbox:on-event"',
    ]);
    expect(partsOf(["onOpen"])).toEqual(['"bunbox:accept"', '"bunbox:on-close"', '"bunbox:on-open"']);
  });

  test("looks at its start whether handlers are functions, unless each is a function declaration", () => {
    const names = ["onOpen", "onMessage"] as const;
    const cases: readonly (readonly [PlannedExports, boolean])[] = [
      [{ names, live: [], plain: names }, false],
      [{ names, live: [], plain: ["onMessage"] }, true],
      [{ names, live: ["onOpen"], plain: names }, true],
      [{ names, live: [] }, true],
    ];
    for (const [planned, looks] of cases)
      expect(
        entryOf(planOf(["chat"], planned))
          .join()
          .includes("table.flatMap(faultsOf)"),
      ).toBe(looks);
  });

  test("listens on what the options name", () => {
    const unix = entryOf(planOf(["chat"], undefined, {}, { unix: "a.sock" }));
    expect(unix).toContain('import { listenUnix } from "bunbox:listen-unix";');
    expect(unix).toContain("if (bunboxIsMain) serve(app, listenUnix);");
    expect(entryOf(planOf(["chat"])).join("\n")).not.toContain("nix(");
  });

  test("limits the sockets of all clients only if the option asks for it", () => {
    const lines = entryOf(planOf(["chat"], undefined, {}, { maxConnections: 7 }));
    expect(lines).toContain('import { limitSockets } from "bunbox:limits/at-once";');
    expect(lines).toContain(
      "const entrance = limitSockets(7, { decide: acceptAll, connections: createConnections(contexts) });",
    );
  });

  test("waits for orders in development", () => {
    const plan = planOf(["chat"]);
    expect(importsOf(plan, "dev")).toContain('import { serveDev } from "bunbox-inspector:serve-dev";');
    expect(importsOf(plan, "dev")).not.toContain('import { serve } from "bunbox:serve";');
    expect(entryOf(plan, "dev").slice(-2)).toEqual(["serveDev(app, match);", ""]);
  });

  test("gives a test what serving and shutting down needs", () => {
    const plan = planOf(["chat"]);
    expect(importsOf(plan, "test")).toContain('import { createShutdown } from "bunbox:shutdown";');
    expect(importsOf(plan, "test")).not.toContain('import { serve } from "bunbox:serve";');
    expect(entryOf(plan, "test").slice(-2)).toEqual(["export { app, createShutdown };", ""]);
  });

  test("has the options as literals", () => {
    const entry = entryOf(planOf(["chat"], undefined, {}, { unix: "/run/é.sock", tls: null, health: false }));
    expect(entry).toContain('  unix: "/run/\\u00e9.sock",');
    expect(entry).toContain("  tls: null,");
    expect(entry).toContain("  health: false,");
    expect(entry).toContain("  origins: [],");
    expect(entry.find((line) => line.startsWith("  websocket: "))).toStartWith(
      "  websocket: { perMessageDeflate: true, ",
    );
  });
});

describe("the table", () => {
  const many = Array.from({ length: 65 }, (_, index) => (index === 1 ? "rooms/[id]/[day]" : `r${index}`));

  test("of many routes has columns, and one line per handler", () => {
    const { imports, text } = emitTable(planOf(many).routes);
    expect(imports).toEqual(['import { rowsOf } from "bunbox:rows";']);
    const lines = text.split("\n");
    expect(lines[0]).toBe("rowsOf(");
    expect(lines[3]).toStartWith('  ["r0", null, "r2", ');
    expect(lines[4]).toStartWith('  ["", "id/day", "", ');
    expect(lines[6]).toStartWith("    onMessage: [[0, 1, 2, ");
    expect(lines.slice(7, 9)).toEqual(["      route0.onMessage,", "      route1.onMessage,"]);
  });

  test("has the same rows in both forms", () => {
    const { routes } = planOf(many, {
      names: ["upgrade", "onMessage"],
      live: [],
      plain: ["upgrade", "onMessage"],
    });
    const some = routes.map((route, index) => ({
      ...route,
      handlers: route.handlers.filter((name) => name === "onMessage" || index % 2 === 0),
    }));
    const modules = Object.fromEntries(
      some.map((_, index) => [`route${index}`, { upgrade: `u${index}`, onMessage: `m${index}` }]),
    );
    const tableOf = (text: string): unknown =>
      // oxlint-disable-next-line typescript/no-implied-eval -- the text is the code under test
      new Function("rowsOf", ...Object.keys(modules), `return ${text};`)(rowsOf, ...Object.values(modules));
    const columns = emitTable(some).text;
    expect(columns).toStartWith("rowsOf(");
    const objects = ["[", ...some.flatMap(emitRow), "]"].join("\n");
    expect(JSON.stringify(tableOf(columns))).toBe(JSON.stringify(tableOf(objects)));
  });

  test("has objects if there are few routes, or an export that may change", () => {
    expect(emitTable(planOf(many.slice(1)).routes).text).toStartWith("[\n");
    const live = planOf(many, { names: ["onMessage"], live: ["onMessage"] });
    expect(emitTable(live.routes).text).toStartWith("[\n");
    const settings = planOf(many, { names: ["onMessage", "incoming"], live: [] });
    expect(emitTable(settings.routes).text).toStartWith("[\n");
  });
});

describe("a row of the table", () => {
  test("has a value per handler, and a getter for one that can change", () => {
    const { routes } = planOf(["chat", "[id]"], { names: ["onOpen", "onMessage"], live: ["onMessage"] });
    expect(routes.flatMap(emitRow)).toEqual([
      '{ path: "chat", file: "app/ws/chat/route.ts", topic: "chat", params: [],',
      "  onOpen: route0.onOpen,",
      "  get onMessage() { return route0.onMessage; },",
      "},",
      '{ path: "[id]", file: "app/ws/[id]/route.ts", topic: null, params: ["id"],',
      "  onOpen: route1.onOpen,",
      "  get onMessage() { return route1.onMessage; },",
      "},",
    ]);
  });
});
