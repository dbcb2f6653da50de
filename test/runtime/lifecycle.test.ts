// Tests how a server starts, what it reads when it runs, and how it ends.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createProject, type TestProject } from "../support/project.ts";
import { exchange, handshake, statusOf } from "../support/raw.ts";

const ROUTE = `
  import { publish, type ServerWebSocket, type WebSocketContext } from "@ademattos/bunbox";
  let finish = () => {};
  export function upgrade(req: Request) { return { data: new URL(req.url).searchParams.get("mode") }; }
  export function onOpen(ws: ServerWebSocket<string | null>) { ws.send("open"); }
  export function onMessage(ws: ServerWebSocket<string | null>, message: string | Buffer) {
    if (message === "env") ws.send(process.env.NODE_ENV ?? "unset");
    if (message === "timer") setTimeout(() => { throw new Error("thrown by a timer"); }, 1);
    if (message === "promise") void Promise.reject(new Error("rejected by nobody's promise"));
    if (message === "publish") setTimeout(() => publish("ws-echo", "from a timer"), 1);
    if (message === "ping") ws.send("pong");
  }
  export async function onClose(ws: ServerWebSocket<string | null>, ctx: WebSocketContext, code: number) {
    console.log("closing " + code);
    if (ws.data === "slow") { await new Promise<void>((resolve) => { finish = resolve; process.once("SIGUSR2", () => finish()); }); console.log("closed"); }
    if (ws.data === "never") await new Promise(() => {});
    if (ws.data === "throws") throw new Error("thrown by onClose");
  }
`;

let project: TestProject;

beforeAll(async () => {
  project = await createProject({
    "app/ws/echo/route.ts": ROUTE,
    "bunbox.config.ts": "export default { maxConnections: 3, shutdownTimeout: 1, port: 1 };",
  });
  await project.build();
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

/** How Node ends, and what it has printed on stderr. */
async function inNode(...args: readonly string[]): Promise<readonly [number, string]> {
  const child = Bun.spawn(["node", ...args], { cwd: project.root, stdout: "ignore", stderr: "pipe" });
  return [await child.exited, await child.stderr.text()];
}

describe("starting", () => {
  test("the first line says where it listens, and PORT and HOST override the configuration", async () => {
    await using server = await project.serve();
    expect(server.stdout()).toBe(`Listening on http://127.0.0.1:${server.port}\n`);
    expect(server.stderr()).toBe("");
  });

  test("a taken port is one line and exit 1", async () => {
    await using server = await project.serve();
    expect(await failedStart({ PORT: String(server.port) })).toEqual([
      1,
      expect.stringMatching(/^bunbox error: cannot listen on 127\.0\.0\.1:\d+: .*\n$/),
    ]);
  });

  for (const port of ["70000", "-1", "http", "3.5", " 3000"]) {
    test(`PORT=${port} is one line and exit 1`, async () => {
      const line = `bunbox error: PORT is ${JSON.stringify(port)}: a port is a number from 0 to 65535\n`;
      expect(await failedStart({ PORT: port })).toEqual([1, line]);
    });
  }

  test("Node is one line and exit 1, and an error for a program that imports the server", async () => {
    const line = "this server needs Bun 1.4.0 or newer, and this is another runtime";
    expect(await inNode("dist/server.js")).toEqual([1, `bunbox error: ${line}\n`]);
    const program = 'import("./dist/server.js").catch(({ message }) => console.error("caught " + message))';
    expect(await inNode("--eval", program)).toEqual([0, `caught ${line}\n`]);
  });

  test("Node is one line of JSON if the log is JSON", async () => {
    await using other = await createProject({
      "app/ws/chat/route.ts": "export function onMessage() {}",
      "bunbox.config.ts": 'export default { log: "json" };',
    });
    await other.build();
    const { exitCode, stderr } = Bun.spawnSync(["node", "dist/server.js"], { cwd: other.root });
    const message = "this server needs Bun 1.4.0 or newer, and this is another runtime";
    expect(exitCode).toBe(1);
    expect(JSON.parse(stderr.toString())).toMatchObject({ level: "error", event: "log", message });
  });

  test("NODE_ENV is read when the server runs", async () => {
    for (const value of ["production", "staging"]) {
      await using server = await project.serve({ NODE_ENV: value });
      using client = await server.connect("/ws/echo");
      await client.next();
      client.send("env");
      expect(await client.text()).toBe(value);
    }
  });
});

describe("running", () => {
  test("more than maxConnections are refused with 503, and a closed one makes room", async () => {
    await using server = await project.serve();
    const clients = await Promise.all([1, 2, 3].map(() => server.connect("/ws/echo")));
    await expect(server.connect("/ws/echo")).rejects.toThrow("503");
    const [first] = clients;
    first?.close();
    await first?.closed;
    await server.printed(/closing/);
    using another = await server.connect("/ws/echo");
    expect(await another.text()).toBe("open");
  });

  test("an error in a timer, or in a promise that is not awaited, is reported and ends nothing", async () => {
    await using server = await project.serve();
    using client = await server.connect("/ws/echo");
    await client.next();
    client.send("timer");
    client.send("promise");
    await server.logged(/^bunbox error: uncaught error: Error: thrown by a timer$/m);
    await server.logged(/^bunbox error: unhandled rejection: Error: rejected by nobody's promise$/m);
    client.send("ping");
    expect(await client.text()).toBe("pong");
  });

  test("publish reaches a topic from outside every handler", async () => {
    await using server = await project.serve();
    using client = await server.connect("/ws/echo");
    await client.next();
    client.send("publish");
    expect(await client.text()).toBe("from a timer");
  });
});

describe("ending", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    test(`${signal} closes with 1001, waits for onClose, refuses what comes, and exits 0`, async () => {
      await using server = await project.serve();
      const plain = await server.connect("/ws/echo");
      const slow = await server.connect("/ws/echo?mode=slow");
      const throws = await server.connect("/ws/echo?mode=throws");
      server.signal(signal);
      for (const client of [plain, slow, throws]) {
        expect(await client.closed).toEqual({ code: 1001, reason: "Server shutting down" });
      }
      expect((await server.fetch("/healthz")).status).toBe(503);
      expect(statusOf(await exchange(server.port, handshake("/ws/echo")))).toBe(503);
      expect(server.stdout()).not.toContain("closed\n");
      process.kill(server.pid, "SIGUSR2");
      expect(await server.exited).toBe(0);
      expect(server.stdout()).toContain("closed\n");
      expect(server.stderr()).toMatch(/onClose of \/ws\/echo failed at .*: Error: thrown by onClose/);
    });
  }

  test("an onClose that never ends is given up after shutdownTimeout", async () => {
    await using server = await project.serve();
    const client = await server.connect("/ws/echo?mode=never");
    server.signal("SIGTERM");
    expect((await client.closed).code).toBe(1001);
    expect(await server.exited).toBe(0);
  });

  test("a second signal exits at once", async () => {
    await using server = await project.serve();
    await server.connect("/ws/echo?mode=never");
    server.signal("SIGTERM");
    await server.printed(/closing 1001/);
    server.signal("SIGTERM");
    expect(await server.exited).toBe(143);
  });
});

/** Starts a server that cannot start: its exit code and stderr. */
async function failedStart(env: Readonly<Record<string, string>>): Promise<readonly [number, string]> {
  const child = Bun.spawn([process.execPath, "dist/server.js"], {
    cwd: project.root,
    env: { ...process.env, HOST: "127.0.0.1", ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [code, stdout, stderr] = await Promise.all([
    child.exited,
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  expect(stdout).toBe("");
  return [code, stderr];
}
