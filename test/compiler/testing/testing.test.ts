// Tests `@ademattos/bunbox/testing`: what it gives a test, and what it says if something is wrong.
import { describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { codeBlocks } from "../../support/markdown.ts";
import { COMMAND, createProject, REPOSITORY } from "../../support/project.ts";

// As it is installed: built, with the runtime beside it.
const { RefusedError, serve }: typeof import("../../../compiler/testing.ts") = await import(
  path.resolve(COMMAND, "../../testing.js")
);

const ROUTE = `
  import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
  export function upgrade(req: Request) {
    if (req.headers.has("x-bunbox-test")) throw new Error("the ticket is seen");
    if (req.url.includes("teapot")) return new Response("short and stout", { status: 418, headers: { "X-Kind": "teapot" } });
    return { data: req.headers.get("x-name"), protocol: "chat" };
  }
  export function onMessage(ws: ServerWebSocket<string | null>, message: string | Buffer, ctx: WebSocketContext<{ id: string }>) {
    if (message === "leave") ws.close(4001, "bye");
    else if (message === "json") ws.send(JSON.stringify({ id: ctx.params.id, name: ws.data }));
    else if (message !== "nothing") ws.send(message);
  }
`;
const FILE = "app/ws/rooms/[id]/route.ts";

describe("serve", () => {
  test("gives sockets whose messages come in order, and leaves no file", async () => {
    await using project = await createProject({ [FILE]: ROUTE });
    await using app = await serve({ cwd: project.root, typecheck: true });
    await using socket = await app.connect("/ws/rooms/7", {
      headers: { "x-name": "ada" },
      protocols: ["chat"],
    });
    expect(socket.protocol).toBe("chat");
    socket.send("one");
    socket.send(new Uint8Array([1, 2]));
    socket.send("json");
    expect(await socket.next()).toBe("one");
    expect(await socket.next()).toEqual(Buffer.from([1, 2]));
    expect(await socket.json()).toEqual({ id: "7", name: "ada" });
    await expect(socket.next(50)).rejects.toThrow("no message came within 50 ms");
    const late = socket.next();
    socket.send("leave");
    await expect(late).rejects.toThrow("no message came before the socket was closed with 4001 (bye)");
    expect(await socket.closed).toEqual({ code: 4001, reason: "bye" });
    expect((await app.fetch("/healthz")).status).toBe(200);
    expect(await readdir(path.join(project.root, ".bunbox"))).toEqual([".gitignore"]);
  });

  test("reports a refusal with its status, body and headers", async () => {
    await using project = await createProject({ [FILE]: ROUTE });
    await using app = await serve({ cwd: project.root });
    const refused = await app.connect("/ws/rooms/7?teapot").catch((error: unknown) => error);
    if (!(refused instanceof RefusedError)) throw new Error(`it is ${String(refused)}`);
    expect([refused.status, refused.body, refused.headers.get("x-kind")]).toEqual([
      418,
      "short and stout",
      "teapot",
    ]);
    await expect(app.connect("/ws/nowhere")).rejects.toThrow("refused the handshake with 404: Not Found");
  });

  test("closes every socket with 1001 when it is stopped, and serves each time anew", async () => {
    await using project = await createProject({
      "app/ws/count/route.ts": `
        import type { ServerWebSocket } from "@ademattos/bunbox";
        let opened = 0;
        export function onOpen(ws: ServerWebSocket) { ws.send(String((opened += 1))); }
      `,
    });
    for (const _ of [1, 2]) {
      const app = await serve({ cwd: project.root });
      const socket = await app.connect("/ws/count");
      expect(await socket.next()).toBe("1");
      await app.stop();
      expect(await socket.closed).toEqual({ code: 1001, reason: "Server shutting down" });
      await expect(app.fetch("/")).rejects.toThrow();
    }
  });

  test("is shut down as by a signal: what was sent arrives, onClose and onShutdown settle, once", async () => {
    await using project = await createProject({
      "app/lib/store.ts": `
        import { onShutdown } from "@ademattos/bunbox";
        export const saved: string[] = [];
        onShutdown(async () => {
          await Bun.sleep(1);
          saved.push("shutdown");
          Reflect.set(globalThis, "saved", saved);
        });
      `,
      "app/ws/stored/route.ts": `
        import type { ServerWebSocket } from "@ademattos/bunbox";
        import { saved } from "../../lib/store.ts";
        export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }
        export async function onClose() { await Bun.sleep(1); saved.push("close"); }
      `,
    });
    const app = await serve({ cwd: project.root });
    const socket = await app.connect("/ws/stored");
    socket.send("before");
    expect(await socket.next()).toBe("before");
    await Promise.all([app.stop(), app.stop()]);
    expect(Reflect.get(globalThis, "saved")).toEqual(["close", "shutdown"]);
    await app.stop();
    expect(Reflect.get(globalThis, "saved")).toEqual(["close", "shutdown"]);
    Reflect.deleteProperty(globalThis, "saved");
  });

  test("waits no longer than shutdownTimeout for what does not settle", async () => {
    await using project = await createProject({
      "bunbox.config.ts": "export default { shutdownTimeout: 0.1 };",
      "app/ws/stuck/route.ts": `
        import { onShutdown } from "@ademattos/bunbox";
        onShutdown(() => new Promise(() => undefined));
        export function onMessage() {}
      `,
    });
    const app = await serve({ cwd: project.root });
    const socket = await app.connect("/ws/stuck");
    await app.stop();
    expect(await socket.closed).toEqual({ code: 1001, reason: "Server shutting down" });
  });

  test("rejects with the report of a project that has errors", async () => {
    await using project = await createProject({ [FILE]: "export function onmessage() {}\n" });
    await expect(serve({ cwd: project.root })).rejects.toThrow(
      /has errors[^]*error\[BBX2002\][^]*route\.ts:1:17/,
    );
  });
});

test("the example of docs/testing.md passes with the route of the README, run by bun test", async () => {
  const example = codeBlocks(await textOf("docs/testing.md")).find(({ language }) => language === "ts");
  const route = codeBlocks(await textOf("README.md")).find(({ language }) => language === "ts");
  await using project = await createProject({
    "app/ws/rooms/[room]/route.ts": route?.text ?? "",
    [example?.file ?? ""]: example?.text ?? "",
  });
  const child = Bun.spawn([process.execPath, "test"], { cwd: project.root, stdout: "pipe", stderr: "pipe" });
  const report = await new Response(child.stderr).text();
  expect([await child.exited, report]).toEqual([0, expect.stringContaining("1 pass")]);
});

function textOf(file: string): Promise<string> {
  return Bun.file(path.join(REPOSITORY, file)).text();
}

describe("coverage", () => {
  const files = {
    "app/lib/double.ts":
      "export function double(n: number): number {\n  return 2 * n;\n}\nexport function half(n: number): number {\n  const result = n / 2;\n  return result;\n}\n",
    "app/ws/count/[id]/route.ts": `
      import { onShutdown, publishTo, type ServerWebSocket } from "@ademattos/bunbox";
      import { double } from "../../../lib/double.ts";
      let count = 0;
      onShutdown(() => {
        console.log("shut down");
      });
      export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
        if (message === "never") {
          ws.close();
        }
        count += 1;
        ws.send(String(double(count)));
        publishTo("/ws/count/[id]", { id: 7 }, count);
      }
    `,
    "count.test.ts": `
      import { expect, test } from "bun:test";
      import { serve } from "@ademattos/bunbox/testing";
      test.each([1, 2])("a server of its own", async () => {
        await using app = await serve();
        await using socket = await app.connect("/ws/count/7");
        socket.send("one");
        expect(await socket.next()).toBe("2");
        expect(await socket.next()).toBe("1");
      });
    `,
  };
  const cases: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] = [
    ["the flag", ["--coverage"], {}],
    ["bunfig.toml", [], { "bunfig.toml": "[test]\ncoverage = true\n" }],
  ];
  for (const [how, flags, more] of cases) {
    test(`by ${how} is that of the routes' own files and lines`, async () => {
      await using project = await createProject({ ...files, ...more });
      const child = Bun.spawn([process.execPath, "test", ...flags, "--coverage-reporter=lcov"], {
        cwd: project.root,
        stdio: ["ignore", "pipe", "pipe"],
      });
      expect([await child.exited, await new Response(child.stderr).text()]).toEqual([
        0,
        expect.stringContaining("2 pass"),
      ]);
      expect((await new Response(child.stdout).text()).match(/shut down/g)).toHaveLength(2);
      const report = await Bun.file(path.join(project.root, "coverage/lcov.info")).text();
      const missed = new Map(
        report
          .split("end_of_record")
          .map((record) => [
            /^SF:(.*)$/m.exec(record)?.[1] ?? "",
            [...record.matchAll(/^DA:(\d+),0$/gm)].map((match) => Number(match[1])),
          ]),
      );
      expect(missed.get("app/lib/double.ts")).toEqual([4, 5, 6]);
      expect(missed.get("app/ws/count/[id]/route.ts")).toEqual([10]);
      expect([...missed.keys()].filter((file) => file.includes(".bunbox"))).toEqual([]);
      expect(await readdir(path.join(project.root, ".bunbox"))).toEqual([".gitignore"]);
    });
  }
});
