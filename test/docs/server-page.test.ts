// Tests each row of the table of answers in docs/server.md, and that its list of metrics is complete.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { exchange, handshake } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

const PAGE = await Bun.file(path.join(REPOSITORY, "docs/server.md")).text();
const OPEN = "/ws/decisions?as=";

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  project = await createProject({
    "app/ws/decisions/route.ts": `
      export function upgrade(req: Request): any {
        const as = new URL(req.url).searchParams.get("as");
        if (as === "error") throw new Error("on purpose");
        return as === "true" ? true : as === "response" ? new Response("tea", { status: 418 }) : undefined;
      }
      export function onMessage() {}
    `,
    "bunbox.config.ts": "export default { metrics: true, maxConnections: 1 };\n",
  });
  await project.build();
  server = await project.serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

/** A request for each row of the table, in its order. If possible, it breaks every later rule as well. */
const REQUESTS: readonly (readonly [string, readonly string[]])[] = [
  ["400", ["POST /nowhere HTTP/1.1\r\nHost: a b\r\n\r\n", "POST /%zz HTTP/1.1\r\nHost: a\r\n\r\n"]],
  ["200", [get("/healthz"), get("/metrics")]],
  ["404", ["POST /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"]],
  ["405", [`POST ${OPEN}error HTTP/1.1\r\nHost: a\r\n\r\n`]],
  ["426", [get(`${OPEN}error`)]],
  ["400", [changed("Connection: Upgrade", "Connection: keep-alive"), changed("Key: ", "Key: not a key ")]],
  ["426", [changed("Version: 13", "Version: 12")]],
  ["403", [handshake(`${OPEN}true`, { Origin: "https://evil.example" })]],
];

describe("docs/server.md", () => {
  test("lists the answers in the order in which a server decides", async () => {
    const table = PAGE.split("## Requests")[1]?.split("\n\n")[2] ?? "";
    const rows = [...table.matchAll(/^\| (\d+)/gm)].map(([, status = ""]) => status);
    expect(rows).toEqual(["503", ...REQUESTS.map(([status]) => status), "503", "400", "503", "101"]);
    for (const [status, requests] of REQUESTS) {
      for (const request of requests) {
        expect([request, statusOf(await exchange(server.port, request))]).toEqual([request, status]);
      }
    }
  });

  test("says what the decisions of `upgrade` are", async () => {
    for (const [as, status] of [
      ["response", "418"],
      ["nothing", "403"],
      ["error", "500"],
    ] as const) {
      expect([as, statusOf(await exchange(server.port, handshake(OPEN + as)))]).toEqual([as, status]);
    }
    using first = await server.connect(`${OPEN}true`);
    expect(first.pending).toBe(0);
    expect(statusOf(await exchange(server.port, handshake(`${OPEN}true`)))).toBe("503");
  });

  test("lists every metric, and no other", async () => {
    const text = await (await server.fetch("/metrics")).text();
    const served = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = ""]) => name));
    const listed = new Set(
      [...PAGE.matchAll(/^\| `((?:bunbox|process)_\w+)` \|/gm)].map(([, name = ""]) => name),
    );
    expect([...listed].toSorted()).toEqual([...served].toSorted());
    expect(served.size).toBeGreaterThan(5);
  });
});

function get(where: string): string {
  return `GET ${where} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
}

/** A handshake in which one header is wrong. */
function changed(from: string, to: string): string {
  const text = handshake(`${OPEN}error`);
  const wrong = text.replace(from, to);
  if (wrong === text) throw new Error(`the handshake has no ${JSON.stringify(from)}:\n${text}`);
  return wrong;
}

function statusOf(response: string): string {
  return response.split(" ")[1] ?? "";
}
