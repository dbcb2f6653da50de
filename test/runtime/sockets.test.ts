// Tests that `sockets` lists the open sockets of a topic, and that `closeAll` closes them.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { closeAll } from "../../runtime/close-all.ts";
import type { Client } from "../support/client.ts";
import { createProject, type TestProject } from "../support/project.ts";
import { SOCKET_ROUTES } from "../support/socket-routes.ts";
import { type ServedRoutes, serveProject } from "../support/served-routes.ts";

let project: TestProject;
let server: ServedRoutes;
let admin: Client;

beforeAll(async () => {
  project = await createProject(SOCKET_ROUTES);
  server = await serveProject(project);
  admin = await server.connect("/ws/admin");
}, 60_000);
afterAll(async () => {
  admin.close();
  await server[Symbol.asyncDispose]();
});

async function ask(...words: readonly unknown[]): Promise<unknown> {
  admin.send(JSON.stringify(words));
  return admin.json();
}

/** Members of a topic, which has the test's name. */
async function members(topic: string, count: number): Promise<readonly Client[]> {
  const names = Array.from({ length: count }, (_, index) => `${topic}-${index}`);
  return Promise.all(names.map((name) => server.connect(`/ws/member?name=${name}&topic=${topic}`)));
}

describe("sockets", () => {
  test("lists those on a topic, and no others", async () => {
    const [first] = await members("listed", 3);
    await members("other", 2);
    expect(await ask("names", "listed")).toEqual(["listed-0", "listed-1", "listed-2"]);
    first?.close();
    await first?.closed;
    expect(await ask("names", "listed")).toEqual(["listed-1", "listed-2"]);
    expect(await ask("twice", "listed")).toEqual([2, 2]);
    for (const topic of ["nobody", ""]) expect(await ask("names", topic)).toEqual([]);
  });

  test("skips a socket that closes during the iteration", async () => {
    await members("closing", 6);
    expect(await ask("closing", "closing")).toEqual([3, 3]);
  });

  test("does not visit a socket that joins during the iteration", async () => {
    const before = await members("joining", 3);
    admin.send(JSON.stringify(["joining", "joining"]));
    expect(await Promise.any(before.map((client) => client.text()))).toBe("visited");
    const late = await members("joining", 2);
    expect(await admin.json()).toBe(3);
    expect(late.map(({ pending }) => pending)).toEqual([0, 0]);
  });
});

describe("closeAll", () => {
  test("closes those on a topic, whose onClose runs with the code and the reason", async () => {
    await ask("closed");
    const clients = await members("ended", 3);
    const [other] = await members("unharmed", 1);
    expect(await ask("close", "ended", 4001, "Signed out")).toBe(3);
    for (const { closed } of clients) expect(await closed).toEqual({ code: 4001, reason: "Signed out" });
    expect(await ask("closed")).toEqual([0, 1, 2].map((n) => [`ended-${n}`, 4001, "Signed out"]));
    other?.send("hi");
    expect(await other?.text()).toBe("echo hi");
    expect(await ask("close", "ended", 4001)).toBe(0);
  });

  test("closes with 1000 and without a reason by default", async () => {
    const [client] = await members("plain", 1);
    expect(await ask("close", "plain")).toBe(1);
    expect(await client?.closed).toEqual({ code: 1000, reason: "" });
  });

  test("names a code that is not a number", () => {
    expect(() => closeAll("ws-member", NaN)).toThrow("closeAll: a server cannot send the close code NaN");
  });

  test("lets an onClose of one reach the sockets of another topic", async () => {
    const [member] = await members("worker", 1);
    const boss = await server.connect("/ws/member?name=boss&topic=boss-worker-0");
    expect(await ask("close", "worker")).toBe(1);
    await member?.closed;
    expect(await boss.text()).toBe("worker-0 left");
  });

  test.each([999, 1004, 1005, 1006, 1015, 2999, 5000, 1000.5, -1, null])("refuses %p", async (code) => {
    const [client] = await members(`refused${code}`, 1);
    const answer =
      code === null ? ask("close", `refused${code}`, "1000") : ask("close", `refused${code}`, code);
    expect(await answer).toMatch(/^RangeError: closeAll: a server cannot send the close code /);
    client?.send("alive");
    expect(await client?.text()).toBe("echo alive");
  });

  test("cuts a reason that is too long, as Bun does", async () => {
    const [client] = await members("wordy", 1);
    await ask("close", "wordy", 4000, "é".repeat(100));
    expect(await client?.closed).toEqual({ code: 4000, reason: "é".repeat(61) });
  });

  test("goes on if one of them cannot be closed", async () => {
    await members("stubborn", 3);
    await ask("replaced", "stubborn");
    expect(await ask("close", "stubborn", 4000)).toBe(3);
    expect(await ask("names", "stubborn")).toHaveLength(1);
    await server.logged(/a socket cannot be closed.*closed by nobody/);
  });
});

describe("a program that mounts the output", () => {
  test("lists and closes sockets too", async () => {
    await using mounted = await project.serve({}, "server.ts");
    using client = await mounted.connect("/ws/member?name=ada&topic=user:7");
    expect(await (await mounted.fetch("/names?topic=user:7")).json()).toEqual(["ada"]);
    expect(await (await mounted.fetch("/close?topic=user:7")).json()).toBe(1);
    expect(await client.closed).toEqual({ code: 4001, reason: "signed out" });
  });

  test.each([
    [
      "neither",
      "",
      "sockets('x')",
      "sockets has no sockets here: a route of dist/server.js must import sockets too",
    ],
    [
      "neither",
      "",
      "closeAll('x')",
      "closeAll has no sockets here: a route of dist/server.js must import closeAll too",
    ],
    [
      "only sockets",
      'import { sockets } from "@ademattos/bunbox";\nexport const onOpen = () => void [...sockets("x")];\n',
      "closeAll('x')",
      "closeAll cannot close: a route of dist/server.js must import closeAll too",
    ],
  ])("gets an error if its routes import %s", async (_, text, call, message) => {
    await using plain = await createProject({
      "app/ws/route.ts": `${text}export function onMessage() {}\n`,
      "call.ts": `import { closeAll, sockets } from "@ademattos/bunbox";\nimport "./dist/server.js";\nvoid closeAll;\nconst list = ${call};\nif (typeof list === "object") [...list];\n`,
    });
    await plain.build();
    const { exitCode, stderr } = Bun.spawnSync([process.execPath, path.join(plain.root, "call.ts")]);
    expect([exitCode, stderr.toString()]).toEqual([1, expect.stringContaining(`error: ${message}`)]);
  });
});

test("an output that uses neither has nothing of them", async () => {
  await using plain = await createProject({
    "app/ws/route.ts":
      'import { closeAll, publish, sockets } from "@ademattos/bunbox";\nexport function onMessage() { publish("a", "b"); }\nexport const unused = [typeof closeAll, typeof sockets];\n',
    "app/ws/listed/route.ts": "export function onMessage() {}\n",
  });
  const output = async (): Promise<string> => {
    await plain.build("--sourcemap", "none");
    return Bun.file(path.join(plain.root, "dist/server.js")).text();
  };
  expect(await output()).not.toMatch(/closeAll|claimSockets|close-all|runtime\/sockets/);
  await plain.write({
    "app/ws/listed/route.ts":
      'import { sockets } from "@ademattos/bunbox";\nexport function onMessage() { [...sockets("a")]; }\n',
  });
  const listing = await output();
  expect(listing).toContain("claimSockets");
  expect(listing).not.toContain("close-all");
});
