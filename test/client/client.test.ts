// Tests that the URLs of the typed client reach the server, and that its file is written when it has changed.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { CLIENT, CONFIG, createUses, ROUTES } from "./uses.ts";
import { startDev } from "../support/dev.ts";
import { createProject, type TestProject } from "../support/project.ts";
import { IN_FULL, TYPES_IN_CI } from "../support/sample.ts";

let project: TestProject;

beforeAll(async () => {
  project = await createUses();
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

/** What the generated module exports, as far as these tests call it. */
interface Generated {
  readonly connect: (path: string, params?: object, options?: object) => WebSocket;
  readonly live: (path: string, params: object, options: object) => { close(): void };
  readonly urlOf: (path: string, params?: object, options?: object) => string;
}

const load = (): Promise<Generated> => import(path.join(project.root, CLIENT));
const read = (): Promise<string> => readFile(path.join(project.root, CLIENT), "utf8");
const inode = async (): Promise<number> => (await stat(path.join(project.root, CLIENT))).ino;

describe("the socket", () => {
  test("reaches the route with its parameters, whatever is in them", async () => {
    const { connect } = await load();
    await using server = await project.serve();
    for (const [route, params] of [
      ["/ws/é/[id]", { id: "a/b c%20?#é\u{1f600}" }],
      ["/ws/é/[id]", { id: 7 }],
      ["/ws/files/[...path]", { path: ["a", "..b", "c/d"] }],
      ["/ws/docs/[[...page]]", { page: ["x"] }],
      ["/ws/docs/[[...page]]", {}],
      ["/ws/[constructor]/[__proto__]", { constructor: "c", ["__proto__"]: "p" }],
    ] as const) {
      const socket = connect(route, params, { url: `${server.url}/some?page#here`, query: { q: "1 2" } });
      const { promise, resolve } = Promise.withResolvers<unknown>();
      socket.addEventListener("message", ({ data }) => resolve(JSON.parse(String(data))));
      const text = JSON.stringify(params).replaceAll(/\b7\b/g, '"7"');
      const wanted = JSON.parse(text.replace("{}", '{"page":[]}'));
      expect(await promise).toEqual({ path: route, params: wanted, query: "?q=1+2" });
      socket.close();
    }
  });

  test("offers subprotocols, and is the platform's own", async () => {
    const { connect } = await load();
    await using server = await project.serve();
    const socket = connect("/ws/chosen", {}, { url: server.url, protocols: ["v1", "v2"] });
    expect(socket).toBeInstanceOf(WebSocket);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    expect(socket.protocol).toBe("v2");
    socket.close();
  });

  test("comes back outside of browsers too", async () => {
    const { live } = await load();
    const first = await project.serve();
    const got: string[] = [];
    let heard = Promise.withResolvers<unknown>();
    const options = {
      url: first.url,
      query: async () => ({ n: String(got.length) }),
      message: (value: unknown) => heard.resolve(value),
      state: (state: string) => got.push(state),
    };
    expect(() => live("/ws/é/[id]", {}, options)).toThrow("id cannot be undefined");
    const connection = live("/ws/é/[id]", { id: 7 }, options);
    expect(await heard.promise).toEqual({ path: "/ws/é/[id]", params: { id: "7" }, query: "?n=0" });
    heard = Promise.withResolvers();
    await first[Symbol.asyncDispose]();
    await using second = await project.serve({ PORT: String(first.port) });
    expect(await heard.promise).toMatchObject({ params: { id: "7" } });
    expect([got.slice(0, 3), got.slice(-2)]).toEqual([
      ["connecting", "open", "away"],
      ["connecting", "open"],
    ]);
    connection.close();
    expect(second.stderr()).toBe("");
  });

  test("is not made if a parameter cannot be part of a URL", async () => {
    const { urlOf } = await load();
    const url = "https://user:secret@example.com:8443";
    expect(urlOf("/ws/é/[id]", { id: "..." }, { url })).toBe("wss://example.com:8443/ws/%C3%A9/...");
    for (const id of ["", ".", "..", undefined, null, {}, ["a"]]) {
      expect(() => urlOf("/ws/é/[id]", { id }, { url })).toThrow(TypeError);
    }
    expect(() => urlOf("/ws/files/[...path]", { path: [] }, { url })).toThrow("path is missing");
    expect(() => urlOf("/ws/files/[...path]", { path: ["a", ".."] }, { url })).toThrow('cannot be ".."');
    expect(() => urlOf("/ws/chosen")).toThrow("pass { url } with the address of the server");
    expect(urlOf("/ws/chosen", {}, { url: `${url}/?page=1#here` })).toBe("wss://example.com:8443/ws/chosen");
    for (const wrong of ["localhost:3000", "blob:https://example.com/1", "file:///tmp"])
      expect(() => urlOf("/ws/chosen", {}, { url: wrong })).toThrow(TypeError);
  });
});

describe("the file", () => {
  test("is written if it has changed, and only then", async () => {
    const before = await inode();
    const text = await read();
    await project.write({ "app/ws/chosen/route.ts": `${ROUTES["app/ws/chosen/route.ts"]}\n// more` });
    await project.build("--no-typecheck");
    expect([await inode(), await read()]).toEqual([before, text]);
    await project.write({ "app/ws/new/route.ts": "export function onMessage() {}" });
    expect((await project.json(["check"])).exitCode).toBe(0);
    expect(await read()).toBe(text);
    await project.build("--no-typecheck");
    expect(await read()).toContain('"/ws/new": { params: Record<string, never> };');
    await rm(path.join(project.root, "app/ws/new"), { recursive: true });
    await project.build("--no-typecheck");
    expect(await read()).toBe(text);
    // The file is gone, or another; git may have changed its line ends.
    await rm(path.join(project.root, CLIENT));
    await project.build("--no-typecheck");
    expect(await read()).toBe(text);
    for (const other of [text.replace("connect", "conect"), text.replaceAll("\n", "\r\n")]) {
      await project.write({ [CLIENT]: other });
      await project.build("--no-typecheck");
      expect(await read()).toBe(text);
    }
  });

  test("follows types in files that only it reads", async () => {
    await using other = await createProject({
      "app/ws/a/route.ts": 'export type * from "../../between.ts";\nexport function onMessage() {}\n',
      "app/between.ts": 'export type * from "./words.ts";\n',
      "bunbox.config.ts": CONFIG,
      "app/words.ts": "export type Incoming = string;\nexport type Outgoing = string;\n",
    });
    const text = async (): Promise<string> => {
      await other.build("--no-typecheck");
      return readFile(path.join(other.root, CLIENT), "utf8");
    };
    expect(await text()).toContain("Outgoing0");
    expect(await text()).toContain("Outgoing0");
    await other.write({ "app/words.ts": "export type Incoming = string;\n" });
    expect(await text()).not.toContain("Outgoing0");
    await other.write({ "app/between.ts": "export {};\n" });
    expect(await text()).not.toContain("Incoming0");
  });

  test("replaces no other", async () => {
    await project.write({
      "web/mine.ts": "export {};\n",
      "bunbox.config.ts": CONFIG.replace("ws.gen", "mine"),
    });
    const server = await stat(path.join(project.root, "dist/server.js"));
    const { diagnostics, exitCode } = await project.json(["build", "--minify", ...TYPES_IN_CI]);
    expect([exitCode, diagnostics]).toEqual([
      1,
      [
        expect.objectContaining({
          code: "BBX4002",
          message: expect.stringMatching(/^web\/mine\.ts cannot be written/),
        }),
      ],
    ]);
    expect(diagnostics[0]?.hint).toContain("the option `client`");
    expect(await readFile(path.join(project.root, "web/mine.ts"), "utf8")).toBe("export {};\n");
    expect((await stat(path.join(project.root, "dist/server.js"))).ino).toBe(server.ino);
    const both = await project.json(["build", "--outfile", "web/mine.ts", ...TYPES_IN_CI]);
    expect(both.diagnostics[0]?.message).toContain("it is the path of the server as well");
    await project.write({ "bunbox.config.ts": CONFIG });
  });

  test("may lie outside the project", async () => {
    await using outside = await createProject({
      "server/app/ws/echo/route.ts": "export type Incoming = string;\nexport function onMessage() {}",
      "server/bunbox.config.ts": 'export default { client: "../web/ws.gen.ts" };',
    });
    await outside.build("--cwd", "server");
    const text = await readFile(path.join(outside.root, CLIENT), "utf8");
    expect(text).toContain('import type { Incoming as Incoming0 } from "../server/app/ws/echo/route.js";');
  });

  test.if(IN_FULL)("is kept by bunbox dev", async () => {
    await using fresh = await createProject({ ...ROUTES, "bunbox.config.ts": CONFIG });
    await using dev = startDev(fresh);
    await dev.said(/serving 15 routes/);
    await fresh.write({ "app/ws/new/route.ts": "export function onMessage() {}" });
    await dev.said(/reloaded/);
    expect(await readFile(path.join(fresh.root, CLIENT), "utf8")).toContain('"/ws/new"');
    dev.mark();
    await fresh.write({
      "web/mine.ts": "export {};\n",
      "bunbox.config.ts": CONFIG.replace("ws.gen", "mine"),
    });
    await dev.said(/BBX4002.*web\/mine\.ts cannot be written/);
  });
});
