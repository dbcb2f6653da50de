// Tests what `metrics: true` counts and measures, and that the output has none of it if the option is off.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createProject, type TestProject } from "../../support/project.ts";
import { samplesOf } from "../../support/metrics-text.ts";
import { exchange, handshake } from "../../support/raw.ts";
import type { RunningServer } from "../../support/server.ts";
import { FILES } from "./measured-app.ts";

describe("metrics", () => {
  let project: TestProject;
  let server: RunningServer;

  beforeAll(async () => {
    project = await createProject(FILES);
    await project.build("--no-typecheck");
    server = await project.serve();
  }, 60_000);

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  async function scrape(): Promise<string> {
    return (await server.fetch("/metrics")).text();
  }

  /** How much each sample grew, without those that stayed as they were. */
  async function growth(pattern: RegExp, act: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = samplesOf(await scrape());
    await act();
    const after = samplesOf(await scrape());
    return Object.fromEntries(
      [...after]
        .map(([name, value]) => [name, value - (before.get(name) ?? 0)] as const)
        .filter(([name, more]) => more !== 0 && pattern.test(name)),
    );
  }

  async function refused(path: string, status: number): Promise<void> {
    expect(await exchange(server.port, handshake(path))).toStartWith(`HTTP/1.1 ${status} `);
  }

  test("begin with nothing but zeros", async () => {
    const response = await server.fetch("/metrics");
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const text = await response.text();
    // The first measurement of the event loop may have been made.
    const lines = text
      .split("\n")
      .filter((line) => !/^(?:process|bunbox_uptime|bunbox_event_loop)_/.test(line));
    expect(lines.join("\n")).toMatchSnapshot();
  });

  test("count sockets, messages, bytes and close codes by route", async () => {
    const counted = await growth(/^bunbox_(?:conn|messages|received|sent|closes)/, async () => {
      const echo = await server.connect("/ws/echo");
      echo.send("é€");
      expect(await echo.text()).toBe("é€");
      const room = await server.connect("/ws/rooms/1");
      using other = await server.connect("/ws/rooms/1");
      room.send("self");
      expect([await other.text(), await other.text(), await room.text()]).toEqual([
        "self",
        "not to self",
        "self",
      ]);
      room.send("empty");
      expect([await room.text(), await room.text(), await other.text()]).toEqual(["empty", "", "empty"]);
      for (const [client, code] of [
        [echo, 4321],
        [room, 1000],
      ] as const) {
        client.close(code);
        await client.closed;
      }
      other.close(3999);
      await other.closed;
    });
    expect(counted).toEqual({
      'bunbox_connections_total{route="/ws/echo"}': 1,
      'bunbox_connections_total{route="/ws/rooms/[id]"}': 2,
      'bunbox_closes_total{route="/ws/echo",code="4000-4999"}': 1,
      'bunbox_closes_total{route="/ws/rooms/[id]",code="1000"}': 1,
      'bunbox_closes_total{route="/ws/rooms/[id]",code="3000-3999"}': 1,
      'bunbox_messages_received_total{route="/ws/echo"}': 1,
      'bunbox_messages_received_total{route="/ws/rooms/[id]"}': 2,
      'bunbox_received_bytes_total{route="/ws/echo"}': 5,
      'bunbox_received_bytes_total{route="/ws/rooms/[id]"}': 9,
      'bunbox_messages_sent_total{method="send"}': 2,
      'bunbox_messages_sent_total{method="publish"}': 5,
      'bunbox_sent_bytes_total{method="send"}': 5,
      'bunbox_sent_bytes_total{method="publish"}': 4 * 2 + 11 + 5 * 2,
    });
  });

  test("count refusals by reason and status, and all handshakes", async () => {
    const counted = await growth(/^bunbox_(?:refusals|handshakes|handler_errors)/, async () => {
      (await server.connect("/ws/echo"))[Symbol.dispose]();
      await refused("/ws/echo?refuse", 403);
      await refused("/ws/rooms/no", 403);
      await refused("/ws/rooms/gone", 410);
      await refused("/ws/rooms/odd", 500);
      await refused("/page", 418);
      await refused("/throw", 500);
      expect((await server.fetch("/page")).status).toBe(200);
      // Text of a client is not a label: a client could create any number of them.
      expect((await server.fetch("/x/throw")).status).toBe(500);
    });
    expect(counted).toEqual({
      'bunbox_handshakes_total{result="accepted"}': 1,
      'bunbox_handshakes_total{result="refused"}': 6,
      'bunbox_refusals_total{reason="upgrade",status="403",route="/ws/echo"}': 1,
      'bunbox_refusals_total{reason="upgrade",status="403",route="/ws/rooms/[id]"}': 1,
      'bunbox_refusals_total{reason="upgrade",status="410",route="/ws/rooms/[id]"}': 1,
      'bunbox_refusals_total{reason="fallback",status="418"}': 1,
      'bunbox_refusals_total{reason="error",status="500",route="/ws/rooms/[id]"}': 1,
      'bunbox_refusals_total{reason="error",status="500"}': 2,
      'bunbox_handler_errors_total{route="/ws/rooms/[id]",handler="upgrade"}': 1,
      'bunbox_handler_errors_total{route="app/pages.ts",handler="fallback"}': 2,
    });
  });

  test("measure handlers until they have settled", async () => {
    const counted = await growth(/duration_seconds_(?:count|sum|bucket.*le="0.025")/, async () => {
      using room = await server.connect("/ws/rooms/2");
      room.send("later");
      await room.text();
      using echo = await server.connect("/ws/echo");
      echo.send("throw");
      echo.send("next");
      await echo.text();
      using lazy = await server.connect("/ws/lazy");
      for (let sent = 0; sent < 2; sent += 1) {
        lazy.send("");
        expect(await lazy.text()).toBe("call 1");
      }
      using live = await server.connect("/ws/live");
      for (const answer of ["first", "second"]) {
        live.send("");
        expect(await live.text()).toBe(answer);
      }
    });
    const handler = (route: string, name: string): readonly (number | undefined)[] =>
      ["count", "sum", "bucket"].map((part) => {
        const bound = part === "bucket" ? ',le="0.025"' : "";
        return counted[`bunbox_handler_duration_seconds_${part}{route="${route}",handler="${name}"${bound}}`];
      });
    for (const [name, atLeast] of [
      ["upgrade", 0.055],
      ["onMessage", 0.028],
    ] as const) {
      const [count, sum, short] = handler("/ws/rooms/[id]", name);
      expect([count, short]).toEqual([1, undefined]);
      expect(sum).toBeWithin(atLeast, 5);
    }
    // One that throws counts too.
    expect(handler("/ws/echo", "onMessage")[0]).toBe(2);
    expect(handler("/ws/lazy", "onMessage")[0]).toBe(2);
    expect(handler("/ws/live", "onMessage")[0]).toBe(2);
  });

  test("measure the process and its event loop", async () => {
    const samples = samplesOf(await scrape());
    const now = Date.now() / 1000;
    expect(samples.get("process_start_time_seconds")).toBeWithin(now - 120, now);
    expect(samples.get("process_cpu_seconds_total")).toBeWithin(0.001, 120);
    expect(samples.get("process_resident_memory_bytes")).toBeWithin(1e7, 1e10);
    if (process.platform === "linux") {
      const open = samples.get("process_open_fds") ?? 0;
      using _ = await server.connect("/ws/echo");
      expect(samplesOf(await scrape()).get("process_open_fds")).toBeGreaterThan(open);
      expect(samples.get("process_max_fds")).toBeGreaterThan(open);
    }
    while (!(await scrape()).includes("bunbox_event_loop_delay_seconds_count ")) await Bun.sleep(50);
  });
});

test("without the option, the output has no metrics", async () => {
  await using project = await createProject({
    "app/ws/echo/route.ts": "export function onMessage() {}",
  });
  await project.build("--sourcemap", "none");
  const output = await Bun.file(`${project.root}/dist/server.js`).text();
  for (const absent of ["bunbox_", "process_", "node:fs"]) expect(output).not.toContain(absent);
  await using server = await project.serve();
  expect((await server.fetch("/metrics")).status).toBe(404);
});
