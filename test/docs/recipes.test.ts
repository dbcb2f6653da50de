// Builds the files of docs/recipes.md as one project, and tests that it does what each recipe says.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { handshake, exchange } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

const PAGE = await Bun.file(path.join(REPOSITORY, "docs/recipes.md")).text();
// From there on, the recipes need packages of their own: observing.test.ts runs them.
const BLOCKS = codeBlocks(PAGE.split("\n## Report errors to Sentry\n")[0] ?? "");
const SECRET = { SESSION_SECRET: "a secret of the tests, and of no server" };

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  const named = BLOCKS.flatMap(({ file, text }) => (file === undefined ? [] : [[file, text] as const]));
  project = await createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(named),
    // What the recipe "Reconnect after a restart" connects to.
    "app/ws/hello/route.ts": 'export const onOpen = (ws: Bun.ServerWebSocket) => void ws.send("hello");\n',
  });
  await symlink(
    path.join(REPOSITORY, "node_modules/@sinclair"),
    path.join(project.root, "node_modules/@sinclair"),
  );
  const report = await project.json(["build"]);
  expect([report.exitCode, report.diagnostics]).toEqual([0, []]);
  server = await project.serve(SECRET);
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

describe("docs/recipes.md", () => {
  test("has only blocks that are run: files, and the script of a page", () => {
    const unnamed = BLOCKS.filter(({ file }) => file === undefined);
    expect(unnamed.map(({ language }) => language)).toEqual(["js"]);
  });

  test("signs users in with a cookie that cannot be forged", async () => {
    const signIn = (password: string): Promise<Response> =>
      server.fetch("/login", {
        method: "POST",
        body: new URLSearchParams({ user: "ada", password }),
        redirect: "manual",
      });
    expect((await signIn("guess")).status).toBe(401);
    const answer = await signIn("lovelace");
    const cookie = answer.headers.get("Set-Cookie") ?? "";
    expect([answer.status, cookie]).toEqual([
      303,
      expect.stringContaining("; HttpOnly; Secure; SameSite=Lax"),
    ]);
    const [pair = ""] = cookie.split(";");
    using client = await server.connect("/ws/account", { headers: { Cookie: pair } });
    expect(await client.text()).toBe("hello ada");
    const forged = Buffer.from(JSON.stringify({ user: "eve", expires: Infinity })).toString("base64url");
    const signature = pair.split(".")[1] ?? "";
    for (const wrong of ["", "session=", "session=a.b", `session=${forged}.${signature}`, `${pair}x`]) {
      const headers = { Cookie: wrong };
      await expect(server.connect("/ws/account", { headers })).rejects.toThrow("401");
    }
    const page = handshake("/ws/account", { Cookie: pair, Origin: "https://evil.example" });
    expect(await exchange(server.port, page)).toStartWith("HTTP/1.1 403 ");
  });

  test("does not start without a secret", async () => {
    await expect(project.serve({ SESSION_SECRET: "short" })).rejects.toThrow("set SESSION_SECRET");
  });

  test("validates JSON messages by hand", async () => {
    using client = await server.connect("/ws/tasks");
    client.send('{"type":"add","title":"tea"}');
    expect(await client.json()).toEqual({ type: "added", title: "tea" });
    client.send('{"type":"remove","id":3}');
    expect(await client.json()).toEqual({ type: "removed", id: 3 });
    for (const wrong of [
      "",
      "{",
      "null",
      "3",
      '{"type":"add"}',
      '{"type":"remove","id":"3"}',
      '{"type":"x"}',
    ]) {
      client.send(wrong);
      expect(await client.json()).toEqual({ type: "error", text: "not a message of this protocol" });
    }
  });

  test("validates JSON messages with TypeBox", async () => {
    using client = await server.connect("/ws/notes");
    client.send('{"text":"tea"}');
    expect(await client.json()).toEqual({ noted: "tea" });
    for (const wrong of ["{", "null", "{}", `{"text":"${"x".repeat(201)}"}`]) {
      client.send(wrong);
      expect(await client.json()).toEqual({ error: "not a note" });
    }
  });

  test("shows who is present, each name once", async () => {
    await expect(server.connect("/ws/team/a")).rejects.toThrow("403");
    using ada = await server.connect("/ws/team/a?name=ada");
    expect(await ada.json()).toEqual({ present: ["ada"] });
    const tab = await server.connect("/ws/team/a?name=ada");
    expect(await ada.json()).toEqual({ present: ["ada"] });
    const bob = await server.connect("/ws/team/a?name=bob");
    expect(await ada.json()).toEqual({ present: ["ada", "bob"] });
    using other = await server.connect("/ws/team/b?name=eve");
    expect(await other.json()).toEqual({ present: ["eve"] });
    tab.close();
    expect(await ada.json()).toEqual({ present: ["ada", "bob"] });
    bob.close();
    expect(await ada.json()).toEqual({ present: ["ada"] });
  });

  test("limits how often a client may send", async () => {
    const client = await server.connect("/ws/limited");
    for (let sent = 0; sent < 60; sent += 1) client.send(String(sent));
    expect(await client.text()).toBe("0");
    expect(await client.closed).toEqual({ code: 1008, reason: "too many messages" });
    expect(client.pending).toBeGreaterThanOrEqual(19);
    expect(client.pending).toBeLessThan(59);
  });

  test("reconnects after a restart", async () => {
    const { connect }: { connect: (url: string, heard: (text: string) => void) => unknown } = await import(
      pathToFileURL(path.join(project.root, "web/reconnect.js")).href
    );
    let first = await project.serve(SECRET);
    const heard: (() => void)[] = [];
    const next = (): Promise<void> => new Promise((resolve) => heard.push(resolve));
    const greeted = next();
    connect(`ws://127.0.0.1:${first.port}/ws/hello`, () => heard.shift()?.());
    await greeted;
    const again = next();
    first.signal("SIGTERM");
    expect(await first.exited).toBe(0);
    first = await project.serve({ ...SECRET, PORT: String(first.port) });
    await again;
    await first[Symbol.asyncDispose]();
  });
});
