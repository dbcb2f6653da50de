// Tests malicious and faulty clients and handlers.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { createProject, type TestProject } from "../support/project.ts";
import { exchange, handshake, statusOf } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

const IMPORT = 'import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";\n';

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  project = await createProject({
    "bunbox.config.ts": 'export default { maxConnections: 2, shutdownTimeout: 1, fallback: "app/pages.ts" };',
    "app/pages.ts": `
      export default function (req: Request): Response {
        if (req.url.endsWith("/throw")) throw new Error("secret of the fallback");
        if (req.url.endsWith("/nothing")) return undefined as never;
        if (req.url.endsWith("/number")) return 5 as never;
        if (req.url.endsWith("/later")) return Bun.sleep(1) as never;
        if (req.url.endsWith("/shared")) return SHARED;
        return new Response("page");
      }
      const SHARED = new Response("sent once");
    `,
    "app/ws/opening/route.ts": `${IMPORT}
      export function onOpen(ws: ServerWebSocket) { ws.send("opening"); return new Promise(() => {}); }
      export async function onClose() { console.log("closing"); await Bun.sleep(50); console.log("closed"); }
    `,
    "app/ws/asking/route.ts": `${IMPORT}
      export async function upgrade(req: Request): Promise<any> {
        const mode = new URL(req.url).searchParams.get("mode");
        if (mode === "error") return Object.assign(new Error("denied"), { data: "in" });
        if (mode === "getter") return { get data() { throw new Error("secret of a getter"); } };
        if (mode === "proxy") return new Proxy({}, { ownKeys() { throw new Error("secret of a proxy"); } });
        if (mode === "token") return "a secret token";
        if (mode === "never") { console.log("asked"); return new Promise(() => {}); }
        return true;
      }
      export function onOpen(ws: ServerWebSocket) { ws.send("in"); }
    `,
    "app/ws/echo/route.js": `
      export function onOpen(ws, ctx) { ws.send(String(ctx.seen)); }
      export function onMessage(ws, message, ctx) { if (message === "leave") ctx.seen = "by another"; else throw new Error("unknown command " + message); }
    `,
  });
  await project.build();
  server = await project.serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

describe("a client", () => {
  test("cannot fill the memory with empty messages while onOpen is pending", async () => {
    const client = await server.connect("/ws/opening");
    await client.next();
    for (let sent = 0; sent < 70_000; sent += 1) client.send("");
    expect((await client.closed).code).toBe(1008);
  });

  test("that goes while upgrade decides makes room for another", async () => {
    const gone = [1, 2].map(() => {
      const socket = connect(server.port, "127.0.0.1", () =>
        socket.write(handshake("/ws/asking?mode=never")),
      );
      return socket;
    });
    await server.printed(/asked\n[^]*asked\n/);
    expect(statusOf(await exchange(server.port, handshake("/ws/asking")))).toBe(503);
    for (const socket of gone) socket.destroy();
    let status = 503;
    for (let attempt = 0; status === 503 && attempt < 200; attempt += 1) {
      status = statusOf(await exchange(server.port, handshake("/ws/asking")));
    }
    expect(status).toBe(101);
  });

  test("cannot forge a line of the log, nor the place of a failure", async () => {
    using client = await server.connect("/ws/echo");
    await client.next();
    client.send(
      "x\n    at f (/srv/app/ws/echo/route.js:999:1)\n    at \rbunbox error: forged\u001b[31m\u009b31m",
    );
    const log = await server.logged(/unknown command[^]*\n +at /);
    expect(log).toMatch(
      /onMessage of \/ws\/echo failed at app\/ws\/echo\/route\.js:3:\d+: Error: unknown command x/,
    );
    expect(log).not.toMatch(/[\r\u001b\u0080-\u009f]/);
    expect(log).not.toMatch(/^bunbox error: forged/m);
  });

  test("cannot flood the log with origins", async () => {
    for (let origin = 0; origin < 120; origin += 1) {
      await exchange(
        server.port,
        handshake("/ws/echo", { Origin: `http://${origin}.example${"x".repeat(1000)}` }),
      );
    }
    const lines = server
      .stderr()
      .split("\n")
      .filter((line) => line.includes("refused a connection from a page"));
    expect(lines.length).toBeLessThanOrEqual(101);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(500);
  });
});

describe("a handler", () => {
  test("that returns an error from upgrade refuses every client", async () => {
    await expect(server.connect("/ws/asking?mode=error")).rejects.toThrow("403");
  });

  for (const mode of ["getter", "proxy"]) {
    test(`whose result throws when it is read (${mode}) is 500, and reported`, async () => {
      const response = await exchange(server.port, handshake(`/ws/asking?mode=${mode}`), "Error\n");
      expect(response).toEndWith("\r\n\r\nInternal Server Error\n");
      await server.logged(
        new RegExp(`bunbox error: upgrade of /ws/asking failed at .*: Error: secret of a ${mode}`),
      );
    });
  }

  test("that returns something else has its kind logged, and not its text", async () => {
    await expect(server.connect("/ws/asking?mode=token")).rejects.toThrow("403");
    expect(await server.logged(/returned a string/)).not.toContain("secret token");
  });

  test("cannot leave anything in the context of a static route for the next client", async () => {
    for (let client = 0; client < 2; client += 1) {
      using next = await server.connect("/ws/echo");
      expect(await next.text()).toBe("undefined");
      next.send("leave");
    }
    await server.logged(/onMessage of \/ws\/echo failed .*TypeError/);
  });
});

for (const [what, path, said] of [
  ["undefined", "/nothing", "TypeError: it returned undefined, not a Response"],
  ["a number", "/number", "TypeError: it returned a number, not a Response"],
  ["a promise of undefined", "/later", "TypeError: it returned undefined, not a Response"],
] as const) {
  test(`a fallback that returns ${what} is 500, and reported`, async () => {
    const response = await server.fetch(path);
    expect([response.status, await response.text()]).toEqual([500, "Internal Server Error\n"]);
    await server.logged(
      new RegExp(`^bunbox error: fallback of ${path} failed at app/pages\\.ts: ${said}$`, "m"),
    );
  });
}

test("a fallback's response that cannot be sent is 500, and reported without a source excerpt", async () => {
  expect((await server.fetch("/shared")).status).toBe(200);
  const response = await server.fetch("/shared");
  expect([response.status, await response.text()]).toEqual([500, "Internal Server Error\n"]);
  const log = await server.logged(
    /^bunbox error: a response cannot be sent: TypeError: Response body already used/m,
  );
  expect(log).not.toMatch(/^\d+ \| /m);
});

test("a fallback that throws is 500 without its text, and reported with its place", async () => {
  const response = await server.fetch("/throw");
  expect([response.status, await response.text()]).toEqual([500, "Internal Server Error\n"]);
  await server.logged(
    /^bunbox error: fallback of \/throw failed at app\/pages\.ts:3:\d+: Error: secret of the fallback$/m,
  );
  expect(await (await server.fetch("/other")).text()).toBe("page");
});
