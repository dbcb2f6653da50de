// Tests with Prometheus's own tools that `/metrics`, the alerts of docs/deployment.md and the dashboard agree.
import { beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY } from "../support/project.ts";
import { findProgram } from "../support/proxy.ts";
import { exchange, handshake } from "../support/raw.ts";

const PROMTOOL = findProgram("promtool");
const DASHBOARD: unknown = await Bun.file(path.join(REPOSITORY, "docs/grafana.json")).json();
const PAGE = await Bun.file(path.join(REPOSITORY, "docs/deployment.md")).text();
const block = (start: string): string =>
  codeBlocks(PAGE).find(({ text: written }) => written.startsWith(start))?.text ?? "";
const RULES = block("groups:");
/** Prometheus adds these when it scrapes. */
const ADDED = new Set(["job", "instance"]);

/** The metrics of a server alone, and of one with workers. */
const texts: string[] = [];

beforeAll(async () => {
  for (const config of ["metrics: true", "metrics: true, workers: 2"]) texts.push(await metricsOf(config));
}, 60_000);

/** The metrics of a server after one event of each kind. */
async function metricsOf(config: string): Promise<string> {
  await using project = await createProject({
    'app/ws/a"b/route.ts': `
      import type { ServerWebSocket } from "@ademattos/bunbox";
      export function upgrade(req: Request) { return !req.url.endsWith("refuse"); }
      export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }
    `,
    "bunbox.config.ts": `export default { ${config}, limits: { messagesPerSecond: 2 } };\n`,
  });
  await project.build("--no-typecheck");
  await using server = await project.serve();
  const client = await server.connect("/ws/a%22b");
  client.send("hello");
  await client.text();
  client.close();
  await client.closed;
  const flood = await server.connect("/ws/a%22b");
  for (let sent = 0; sent < 3; sent += 1) flood.send("again");
  await flood.closed;
  await exchange(server.port, handshake("/ws/a%22b?refuse"));
  for (;;) {
    const text = await (await server.fetch("/metrics")).text();
    if (/^bunbox_event_loop_delay_seconds_count/m.test(text)) return text;
  }
}

/** What promtool says, and its exit code. */
function promtool(args: readonly string[], stdin: string): readonly [number, string] {
  const { exitCode, stdout, stderr } = Bun.spawnSync([PROMTOOL.file, ...args], { stdin: Buffer.from(stdin) });
  return [exitCode, `${String(stdout)}${String(stderr)}`];
}

/** All values of a key, at any depth. */
function valuesOf(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...valuesOf(inner, key),
  ]);
}

/** The metrics and labels of an expression; fails if it does not parse. */
function namesIn(expression: string): {
  readonly metrics: readonly string[];
  readonly labels: readonly string[];
} {
  const metrics: string[] = [];
  const labels: string[] = [];
  parser.parse(expression).iterate({
    enter({ name, from, to, type }) {
      if (type.isError) throw new Error(`${expression} does not parse at ${from}`);
      if (name === "Identifier") metrics.push(expression.slice(from, to));
      if (name === "LabelName") labels.push(expression.slice(from, to));
    },
  });
  return { metrics, labels };
}

function served(metric: string, label?: string): boolean {
  return texts
    .join("")
    .split("\n")
    .some((line) => {
      if (!line.startsWith(`${metric}{`) && !line.startsWith(`${metric} `)) return false;
      return label === undefined || ADDED.has(label) || line.includes(`${label}="`);
    });
}

describe("Prometheus", () => {
  test.skipIf(PROMTOOL.skipped)(`has nothing to say about the metrics${PROMTOOL.why}`, () => {
    expect(texts.length).toBe(2);
    for (const text of texts) {
      expect(text).toContain('route="/ws/a\\"b"');
      expect(promtool(["check", "metrics"], text)).toEqual([0, ""]);
      // It does look.
      expect(promtool(["check", "metrics"], text.replaceAll("_errors_total", "_errors"))[0]).toBe(3);
    }
  });

  test.skipIf(PROMTOOL.skipped)(
    `takes the configuration and the alerts of the page${PROMTOOL.why}`,
    async () => {
      await using folder = await createProject({
        "rules.yml": RULES,
        "prometheus.yml": block("scrape_configs:"),
      });
      const check = (what: string, file: string): readonly [number, string] =>
        promtool(["check", what, path.join(folder.root, file)], "");
      expect(check("config", "prometheus.yml")).toEqual([
        0,
        expect.stringContaining("is valid prometheus config file syntax"),
      ]);
      expect(check("rules", "rules.yml")).toEqual([0, expect.stringContaining("SUCCESS: 3 rules found")]);
    },
  );
});

test.each([
  ["dashboard", valuesOf(DASHBOARD, "expr"), 18],
  ["alerts", valuesOf(Bun.YAML.parse(RULES), "expr"), 3],
] as const)(
  "every expression of the %s asks for metrics and labels that are served",
  (_, expressions, count) => {
    expect(expressions.length).toBeGreaterThanOrEqual(count);
    for (const expression of expressions) {
      // Grafana puts a duration in the place of its variable.
      const { metrics, labels } = namesIn(String(expression).replaceAll("$__rate_interval", "5m"));
      expect(metrics.length).toBeGreaterThan(0);
      for (const metric of metrics) {
        expect([metric, served(metric)]).toEqual([metric, true]);
        for (const label of labels)
          expect([metric, label, served(metric, label)]).toEqual([metric, label, true]);
      }
    }
  },
);

test("the dashboard shows every metric but those that another one has", () => {
  const shown = valuesOf(DASHBOARD, "expr").flatMap((expression) => [
    ...String(expression).matchAll(/(?:bunbox|process)_[a-z_]+/g),
  ]);
  const names = new Set(shown.map(([name]) => name.replace(/_bucket$/, "")));
  const all = [...(texts[0] ?? "").matchAll(/^# TYPE (\w+)/gm)].map(([, name = ""]) => name);
  expect(all.filter((name) => !names.has(name))).toEqual([
    "bunbox_connections_total",
    "bunbox_uptime_seconds",
    "process_start_time_seconds",
  ]);
});
