// Tests who gets what at the URL of a route, and which settings of a server replace those of its build.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createProject, type TestProject } from "../support/project.ts";
import { exchange, handshake, headerOf, statusOf } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

const GUARDED = "export function upgrade() { return false; }\nexport function onOpen() {}\n";
const FALLBACK = `
  export default (req) => {
    const { pathname } = new URL(req.url);
    if (pathname === "/ws/throws") throw new Error("no page");
    return new Response("page " + pathname + " " + req.headers.get("accept"));
  };
`;

function from(origin: string): string {
  return handshake("/ws/chat", { Origin: origin, Host: "a.example" });
}

describe("a server with a fallback", () => {
  let project: TestProject;
  let server: RunningServer;
  beforeAll(async () => {
    project = await createProject({
      "bunbox.config.ts": 'export default { fallback: "app/pages.js", origins: ["https://built.example"] };',
      "app/pages.js": FALLBACK,
      "app/ws/chat/route.js": "export function onOpen(ws) { ws.send('open'); }\n",
      "app/ws/guarded/route.js": GUARDED,
      "app/ws/throws/route.js": GUARDED,
    });
    await project.build("--no-typecheck");
    server = await project.serve();
  });
  async function statuses(env: Record<string, string>): Promise<readonly number[]> {
    await using other = await project.serve(env);
    const origins = ["https://built.example", "https://set.example", "null", "https://a.example"];
    const answers = await Promise.all(origins.map((each) => exchange(other.port, from(each))));
    return answers.map(statusOf);
  }

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test("answers a plain GET of a route's URL by it", async () => {
    const answer = await server.fetch("/ws/chat?a", { headers: { accept: "application/nostr+json" } });
    expect([answer.status, await answer.text()]).toEqual([200, "page /ws/chat application/nostr+json"]);
    const other = handshake("/ws/guarded", { Upgrade: "h2c" });
    expect(await exchange(server.port, other, "page")).toContain("page /ws/guarded");
    expect((await server.fetch("/ws/throws")).status).toBe(500);
  });

  test("opens sockets at the same URL, and refuses other methods", async () => {
    using client = await server.connect("/ws/chat");
    expect(await client.text()).toBe("open");
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await server.fetch("/ws/chat", { method });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET"]);
    }
  });

  test("does not hand on a handshake that is refused, or wrong", async () => {
    expect(statusOf(await exchange(server.port, handshake("/ws/guarded")))).toBe(403);
    expect(statusOf(await exchange(server.port, handshake("/ws/chat", { "Sec-WebSocket-Key": "x" })))).toBe(
      400,
    );
    const foreign = handshake("/ws/chat", { Origin: "https://other.example", Host: "a.example" });
    expect(statusOf(await exchange(server.port, foreign))).toBe(403);
  });

  test("lets in the pages that the variable ORIGINS lists, and not those of its build", async () => {
    expect(await statuses({})).toEqual([101, 403, 403, 101]);
    expect(await statuses({ ORIGINS: "https://set.example" })).toEqual([403, 101, 403, 101]);
    expect(await statuses({ ORIGINS: "*" })).toEqual([101, 101, 101, 101]);
  });

  test("does not start if the variable ORIGINS is wrong", async () => {
    const ran = Bun.spawnSync([process.execPath, "dist/server.js"], {
      cwd: project.root,
      env: { ...process.env, PORT: "0", ORIGINS: "set.example" },
    });
    expect([ran.exitCode, ran.stdout.toString()]).toEqual([1, ""]);
    expect(ran.stderr.toString()).toBe(
      'bunbox error: ORIGINS has "set.example"; write "https://set.example", as browsers send it, in lower case and without a path\n',
    );
  });
});

test("the health check answers HTTP/1.0 without Host, and nothing else does", async () => {
  await using project = await createProject({ "app/ws/route.js": "export function onOpen() {}\n" });
  await project.build("--no-typecheck");
  await using server = await project.serve();
  const get = (line: string): Promise<string> => exchange(server.port, `${line}\r\n\r\n`);
  const healthy = await get("GET /healthz HTTP/1.0");
  expect([statusOf(healthy), headerOf(healthy, "content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  expect(statusOf(await get("HEAD /healthz HTTP/1.0"))).toBe(200);
  expect(statusOf(await get("POST /healthz HTTP/1.0"))).toBe(405);
  for (const path of ["/", "/ws", "/healthz2", "/metrics", "/x/healthz"])
    expect(statusOf(await get(`GET ${path} HTTP/1.0`))).toBe(400);
  expect(statusOf(await get("GET /healthz HTTP/1.1"))).toBe(400);
});
