// Tests what a program hooks into: the end of the server, and its log, as text or as JSON.
import { describe, expect, test } from "bun:test";
import { createProject, type TestProject } from "../support/project.ts";
import type { RunningServer } from "../support/server.ts";

const PACKAGE = "@ademattos/bunbox";

async function build(files: Readonly<Record<string, string>>, config: object = {}): Promise<TestProject> {
  const project = await createProject({
    "bunbox.config.ts": `export default ${JSON.stringify(config)};`,
    ...files,
  });
  await project.build("--no-typecheck");
  return project;
}

/** Ends the server, and returns its log and its exit code. */
async function end(server: RunningServer): Promise<{ readonly log: string; readonly code: number }> {
  server.signal("SIGTERM");
  const code = await server.exited;
  return { log: server.stderr(), code };
}

describe("onShutdown", () => {
  const ROUTE = `
    import { onShutdown, publish } from "${PACKAGE}";
    onShutdown(async () => { console.error("first begins"); await Bun.sleep(20); console.error("first ends"); });
    onShutdown(() => { console.error("second"); throw new Error("no disk"); });
    export function onOpen(ws) { ws.send("open"); }
    export async function onClose() { await Bun.sleep(20); console.error("closed"); }
  `;

  test("runs once after the last onClose, and a failure is logged", async () => {
    await using project = await build({ "app/ws/a/route.js": ROUTE });
    await using server = await project.serve();
    using client = await server.connect("/ws/a");
    await client.text();
    const { log, code } = await end(server);
    expect(code).toBe(0);
    expect(log.split("\n").filter((line) => !line.startsWith("    at"))).toEqual([
      "closed",
      "first begins",
      "second",
      "bunbox error: onShutdown failed: Error: no disk",
      "first ends",
      "",
    ]);
  });

  test("that never ends has the time of the shutdown", async () => {
    const text = `import { onShutdown } from "${PACKAGE}";\nonShutdown(() => new Promise(() => {}));\nexport function onOpen() {}`;
    await using project = await build({ "app/ws/a/route.js": text }, { shutdownTimeout: 0.3 });
    await using server = await project.serve();
    const began = performance.now();
    expect((await end(server)).code).toBe(0);
    expect(performance.now() - began).toBeWithin(250, 5000);
  });

  test("runs within the time of the shutdown even if an onClose never ends", async () => {
    const text = `import { onShutdown } from "${PACKAGE}";
      onShutdown(() => console.error("saved"));
      export function onOpen(ws) { ws.send("open"); }
      export const onClose = () => new Promise(() => {});`;
    await using project = await build({ "app/ws/a/route.js": text }, { shutdownTimeout: 0.5 });
    await using server = await project.serve();
    using client = await server.connect("/ws/a");
    await client.text();
    expect(await end(server)).toEqual({ log: "saved\n", code: 0 });
  });

  test("runs in each worker", async () => {
    const text = `import { onShutdown } from "${PACKAGE}";\nonShutdown(() => console.error("ended " + process.env.BUNBOX_WORKER));\nexport function onOpen() {}`;
    await using project = await build({ "app/ws/a/route.js": text }, { workers: 2 });
    await using server = await project.serve();
    const { log, code } = await end(server);
    expect([code, log.split("\n").toSorted()]).toEqual([0, ["", "ended 1", "ended 2"]]);
  });
});

/** Fails in every way that is reported. */
const FAILING = `
  import "../../lib/errors.js";
  class Refused extends Error { name = "Refused"; code = 7; }
  export async function upgrade(req) {
    if (req.url.endsWith("?upgrade")) throw new Refused("not you\\nnor you");
    return true;
  }
  export function onMessage(ws, message) {
    if (message === "now") throw new Refused("now");
    if (message === "later") return Promise.reject(new Refused("later"));
    if (message === "stray") setTimeout(() => { throw new Refused("stray"); });
    if (message === "nothing") throw undefined;
  }
`;

async function provoke(server: RunningServer): Promise<void> {
  await expect(server.connect("/ws/a?upgrade")).rejects.toThrow("500");
  using client = await server.connect("/ws/a");
  for (const message of ["now", "later", "nothing", "stray"]) {
    client.send(message);
    await server.logged(new RegExp(message === "nothing" ? "undefined" : `Refused: ${message}`));
  }
}

/** The part of a failure's report that says where. */
function at(handler: string, place: string): object {
  const file = "app/ws/a/route.js";
  const where = place === "" ? file : `${file}:${place}`;
  return { level: "error", route: "/ws/a", handler, place: where, address: "127.0.0.1" };
}

describe("onReport", () => {
  test("gets each line of the log, with what was thrown, and where", async () => {
    await using project = await build({
      "app/ws/a/route.js": FAILING,
      "app/lib/errors.js": `
        import { onReport } from "${PACKAGE}";
        onReport(({ error, ...rest }) => console.log(JSON.stringify({ ...rest, code: error?.code, has: error !== undefined })));
        onReport(() => { throw new Error("the collector\\nis down"); });
      `,
    });
    await using server = await project.serve();
    await provoke(server);
    const { log } = await end(server);
    const lines = server.stdout().trim().split("\n").slice(1);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        ...at("upgrade", "5:49"),
        message: "upgrade of /ws/a failed at app/ws/a/route.js:5:49: Refused: not you | nor you",
        code: 7,
        has: true,
      },
      {
        ...at("onMessage", "9:38"),
        message: "onMessage of /ws/a failed at app/ws/a/route.js:9:38: Refused: now",
        code: 7,
        has: true,
      },
      {
        ...at("onMessage", "10:56"),
        message: "onMessage of /ws/a failed at app/ws/a/route.js:10:56: Refused: later",
        code: 7,
        has: true,
      },
      {
        ...at("onMessage", ""),
        message: "onMessage of /ws/a failed at app/ws/a/route.js: undefined",
        has: false,
      },
      { level: "error", message: "uncaught error: Refused: stray", code: 7, has: true },
    ]);
    expect(
      log.match(/^bunbox error: the function of onReport failed: Error: the collector \| is down$/gm),
    ).toHaveLength(5);
  });
});

test("what the function of onReport fails with does not come back to it", async () => {
  const failing = `
    import { onReport } from "${PACKAGE}";
    let calls = 0;
    onReport(async () => { calls += 1; throw new Error("rejected " + calls); });
    onReport(() => { throw Object.create(null); });
    export function onMessage(ws, message) { if (message === "fail") throw new Error("once"); ws.send(String(calls)); }`;
  await using project = await build({ "app/ws/a/route.js": failing }, { log: "json" });
  await using server = await project.serve();
  using client = await server.connect("/ws/a");
  client.send("fail");
  const log = await server.logged(/rejected/);
  client.send("calls");
  expect(await client.text()).toBe("1");
  const messages = log
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).message);
  expect(messages).toHaveLength(3);
  expect(messages[0]).toEndWith("Error: once");
  expect(messages).toContain("the function of onReport failed: Error: rejected 1");
  expect(messages).toContain("the function of onReport failed: [Object: null prototype] {}");
});

describe('the option log: "json"', () => {
  test("writes one object per line", async () => {
    const files = { "app/ws/a/route.js": FAILING, "app/lib/errors.js": "" };
    await using project = await build(files, { log: "json" });
    await using server = await project.serve();
    await provoke(server);
    const foreign = { headers: { Origin: "https://evil.example", Host: "a.example" } };
    await server.connect("/ws/a", foreign).catch(() => undefined);
    await server.logged(/evil/);
    const { log } = await end(server);
    const entries = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entries.map(({ event }) => event)).toEqual([
      "handler_failed",
      "handler_failed",
      "handler_failed",
      "handler_failed",
      "uncaught_error",
      "origin_refused",
    ]);
    const { time, stack, ...first } = entries[0];
    expect(Math.abs(Date.now() - Date.parse(time))).toBeLessThan(60_000);
    expect(stack).toMatch(/^ +at upgrade \(.*app\/ws\/a\/route\.js:5:49\)/);
    expect(first).toEqual({
      level: "error",
      event: "handler_failed",
      message: "upgrade of /ws/a failed at app/ws/a/route.js:5:49: Refused: not you | nor you",
      route: "/ws/a",
      handler: "upgrade",
      place: "app/ws/a/route.js:5:49",
      address: "127.0.0.1",
      error: "Refused: not you | nor you",
    });
    // What is thrown and is not an error has no stack.
    expect(entries.filter((entry) => "error" in entry && !("stack" in entry))).toMatchObject([
      { event: "handler_failed", error: "undefined" },
    ]);
    expect(entries[5]).toMatchObject({ level: "warning", address: "127.0.0.1" });
    expect(server.stdout()).toMatch(/^Listening on http:\S+\n$/);
  });

  test("is the log of a supervisor too, and of a server that does not start", async () => {
    await using project = await build(
      { "app/ws/a/route.js": "export function onOpen() {}" },
      { log: "json", workers: 2 },
    );
    const ran = Bun.spawnSync([process.execPath, "dist/server.js"], {
      cwd: project.root,
      env: { ...process.env, WORKERS: "none" },
    });
    expect(JSON.parse(ran.stderr.toString())).toMatchObject({ level: "error", event: "log" });
    expect(ran.exitCode).toBe(1);
  });
});

/** Runs a program whose modules fail in some way. */
function start(
  project: TestProject,
  FAIL: string,
  args: readonly string[] = ["dist/server.js"],
): Bun.SyncSubprocess<"pipe", "pipe"> {
  const env = { ...process.env, FAIL, PORT: "0" };
  return Bun.spawnSync([process.execPath, ...args], { cwd: project.root, env });
}

describe("a program that fails while it is loaded", () => {
  const files = {
    "app/lib/store.js": `
      const how = process.env.FAIL;
      process.on("exit", (code) => console.log("exit " + code));
      if (how === "listener") process.on("uncaughtException", (error) => { console.log("own " + error.message); process.exit(3); });
      if (how === "rejection") { Promise.reject(new RangeError("no disk")); await new Promise(() => setInterval(() => {}, 1000)); }
      if (how === "await") await Bun.sleep(1).then(() => { throw new RangeError("no disk"); });
      throw new RangeError("no disk");
    `,
    "app/ws/a/route.js": 'import "../../lib/store.js";\nexport function onOpen() {}',
  };
  test('is one object with the option log: "json", and ends as without it', async () => {
    await using project = await build(files, { log: "json" });
    for (const [how, kind, event] of [
      ["throw", "uncaught error", "uncaught_error"],
      ["await", "uncaught error", "uncaught_error"],
      ["rejection", "unhandled rejection", "unhandled_rejection"],
    ] as const) {
      const { stderr, stdout, exitCode } = start(project, how);
      const message = `${kind}: RangeError: no disk`;
      const stack = expect.stringMatching(/app\/lib\/store\.js:\d+:\d+/);
      expect(JSON.parse(stderr.toString())).toMatchObject({ level: "error", event, message, stack });
      expect({ how, exitCode, out: stdout.toString() }).toEqual({ how, exitCode: 1, out: "exit 1\n" });
    }
    // What the program itself has asked for, and a program that imports the server, decide alone.
    const own = start(project, "listener");
    expect([own.stderr.toString(), own.stdout.toString()]).toEqual(["", "own no disk\nexit 3\n"]);
    const importing = start(project, "throw", ["-e", 'await import("./dist/server.js")']);
    expect(importing.stderr.toString()).not.toContain('"level"');
    expect(importing.exitCode).toBe(1);
  });
});

test("what a program does not use is not in its output", async () => {
  await using project = await build({ "app/ws/a/route.js": "export function onOpen() {}" });
  const text = await Bun.file(`${project.root}/dist/server.js`).text();
  const code = text.slice(0, text.indexOf("//# sourceMappingURL"));
  for (const word of ["function onShutdown", "onReport", "toISOString", "listenerCount"])
    expect(code).not.toContain(word);
});
