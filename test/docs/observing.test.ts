// Builds each recipe of docs/recipes.md that reports to another service, with its real packages, and reads what it sends.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { readdir, symlink } from "node:fs/promises";
import path from "node:path";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { IN_FULL } from "../support/sample.ts";

const PAGE = await Bun.file(path.join(REPOSITORY, "docs/recipes.md")).text();
/** The packages of test/docs/recipes take 100 MB, so only `.ci/run` installs them here. */
const MODULES = path.join(REPOSITORY, "node_modules/.recipes/node_modules");
const HAS_PACKAGES = existsSync(MODULES) || IN_FULL;

/** The project of one recipe, as the page shows it, built without a diagnostic. */
async function build(heading: string): Promise<TestProject> {
  const section = PAGE.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const files = codeBlocks(section).map(({ file, text }) => [file ?? "a block without a file", text]);
  expect(files.length).toBeGreaterThan(1);
  const project = await createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(files),
  });
  const modules = path.join(project.root, "node_modules");
  for (const name of await readdir(MODULES)) {
    if (!existsSync(path.join(modules, name)))
      await symlink(path.join(MODULES, name), path.join(modules, name));
  }
  const report = await project.json(["build"]);
  expect([report.exitCode, report.diagnostics]).toEqual([0, []]);
  return project;
}

/** A service that keeps what it gets. It is slow to answer, and counts its answers: a server that waits for them has sent all. */
function collector(): Disposable & {
  readonly url: URL;
  readonly bodies: [string, string][];
  readonly answered: () => number;
} {
  const bodies: [string, string][] = [];
  let answered = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(req) {
      bodies.push([new URL(req.url).pathname, await req.text()]);
      await Bun.sleep(300); // no wait of the test: a service that is far away takes its time
      answered += 1;
      return Response.json({});
    },
  });
  const { url } = server;
  return { url, bodies, answered: () => answered, [Symbol.dispose]: () => void server.stop(true) };
}

describe.skipIf(!HAS_PACKAGES)("docs/recipes.md", () => {
  test("reports errors to Sentry, each once, and all of them before the server ends", async () => {
    await using project = await build("Report errors to Sentry");
    using sentry = collector();
    await using server = await project.serve({ SENTRY_DSN: `http://key@${sentry.url.host}/7` });
    using client = await server.connect("/ws/orders");
    client.send('{"id":3}');
    expect(await client.text()).toBe("order 3");
    client.send("null");
    await server.logged(/failed/);
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
    expect([sentry.bodies.length, sentry.answered()]).toEqual([1, 1]);
    const [where, text] = sentry.bodies[0] ?? ["", ""];
    expect(where).toBe("/api/7/envelope/");
    const event: object = JSON.parse(text.split("\n")[2] ?? "");
    const frame = { function: "onMessage", lineno: 7, in_app: true };
    expect(event).toMatchObject({
      level: "error",
      tags: { route: "/ws/orders", handler: "onMessage" },
      extra: { place: expect.stringMatching(/^app\/ws\/orders\/route\.ts:7:\d+$/) },
      exception: { values: [{ type: "TypeError", stacktrace: { frames: [frame] } }] },
    });
  });

  test("continues the trace of a handshake, with a span per message", async () => {
    await using project = await build("Trace messages with OpenTelemetry");
    using otlp = collector();
    await using server = await project.serve({ OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url.href });
    const [id, parent] = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"];
    const headers = { traceparent: `00-${id}-${parent}-01` };
    using client = await server.connect("/ws/traced/a", { headers });
    client.send("hello");
    expect(await client.text()).toBe("hello");
    client.send("");
    await server.logged(/failed at app\/ws\/traced\/\[room\]\/route\.ts:\d+:\d+: Error: an empty message/);
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
    expect([otlp.bodies.map(([where]) => where), otlp.answered()]).toEqual([["/v1/traces"], 1]);
    const { resourceSpans }: Traces = JSON.parse(otlp.bodies[0]?.[1] ?? "");
    const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    const handshake = spans[0]?.spanId;
    const message = { name: "onMessage /ws/traced/[room]", traceId: id, parentSpanId: handshake };
    expect(spans).toMatchObject([
      { name: "upgrade /ws/traced/[room]", traceId: id, parentSpanId: parent, status: { code: 0 } },
      { ...message, status: { code: 0 }, events: [] },
      { ...message, status: { code: 2 }, events: [{ name: "exception" }] },
    ]);
  });

  test("logs with pino, by level", async () => {
    await using project = await build("Log with pino");
    const levels: (readonly unknown[])[] = [];
    for (const LOG_LEVEL of ["debug", "error"]) {
      await using server = await project.serve({ LOG_LEVEL });
      using client = await server.connect("/ws/logged");
      client.send("fail");
      await server.printed(/on purpose.*\n/);
      server.signal("SIGTERM");
      expect(await server.exited).toBe(0);
      const [, ...lines] = server.stdout().trim().split("\n");
      const entries: PinoLine[] = lines.map((line) => JSON.parse(line));
      levels.push(entries.map(({ level }) => level));
      const last = { route: "/ws/logged", handler: "onMessage", err: { message: "on purpose" } };
      expect(entries.at(-1)).toMatchObject(last);
    }
    expect(levels).toEqual([[30, 20, 50], [50]]);
  });
});

interface PinoLine {
  readonly level: number;
}

interface Traces {
  readonly resourceSpans: { scopeSpans: { spans: { spanId: string }[] }[] }[];
}
