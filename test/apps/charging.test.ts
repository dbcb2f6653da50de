// Tests fixtures/apps/charging, a proxy between charge points and a central system.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type BuiltApp, buildApp } from "../support/built-app.ts";
import type { Client } from "../support/client.ts";
import { exchange, handshake, headerOf, statusOf } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

const PASSWORD = "correct horse battery";
const NOW = "2026-07-01T12:00:00Z";
const BOOT = { chargePointVendor: "Volt", chargePointModel: "One", firmwareVersion: "1.2" };
const BOOTED = { status: "Accepted", currentTime: NOW, interval: 300 };

/** A central system, which sends only what the test asks for. */
interface Central extends AsyncDisposable {
  readonly url: string;
  /** The next charge point that is connected to it. */
  next(): Promise<Point>;
}

/** A charge point, as the central system sees it. */
interface Point {
  readonly id: string;
  readonly protocol: string | null;
  readonly closed: Promise<void>;
  send(message: unknown): void;
  close(): void;
  /** What it says next. */
  hears(): Promise<unknown>;
}

/** Values that are awaited in order. */
function queue<Value>(): { push(value: Value): void; next(): Promise<Value> } {
  const values: Value[] = [];
  const waiting: ((value: Value) => void)[] = [];
  return {
    push(value) {
      const next = waiting.shift();
      if (next === undefined) values.push(value);
      else next(value);
    },
    next() {
      const [value] = values.splice(0, 1);
      return value === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(value);
    },
  };
}

function startCentral(): Central {
  interface Data {
    readonly id: string;
    readonly protocol: string | null;
    readonly heard: ReturnType<typeof queue<unknown>>;
    readonly closed: Promise<void>;
    readonly end: () => void;
  }
  const points = queue<Point>();
  const server = Bun.serve<Data>({
    port: 0,
    fetch(req, self) {
      const id = new URL(req.url).pathname.replace("/ocpp/", "");
      const protocol = req.headers.get("Sec-WebSocket-Protocol");
      const { promise: closed, resolve: end } = Promise.withResolvers<void>();
      const data = { id, protocol, heard: queue<unknown>(), closed, end };
      return self.upgrade(req, { data }) ? undefined : new Response(null, { status: 400 });
    },
    websocket: {
      open: (ws) =>
        points.push({
          id: ws.data.id,
          protocol: ws.data.protocol,
          closed: ws.data.closed,
          send: (message) => ws.send(typeof message === "string" ? message : JSON.stringify(message)),
          close: () => ws.close(1000),
          hears: () => ws.data.heard.next(),
        }),
      message: (ws, message) => ws.data.heard.push(JSON.parse(String(message))),
      close: (ws) => ws.data.end(),
    },
  });
  return {
    url: `ws://127.0.0.1:${server.port}/ocpp`,
    next: () => points.next(),
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

let app: BuiltApp;
let central: Central;
let server: RunningServer;

function serve(env: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const known = JSON.stringify({ "CP-1": PASSWORD, "CP-2": `${PASSWORD} 2` });
  return app.serve({ CENTRAL_SYSTEM: central.url, CHARGE_POINTS: known, ...env });
}

function authorization(id: string, password = PASSWORD): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}` };
}

function connect(at = server, protocols: readonly string[] = ["ocpp2.0.1", "ocpp1.6"]): Promise<Client> {
  return at.connect("/ws/ocpp/CP-1", { headers: authorization("CP-1"), protocols });
}

/** A charge point and what the central system has of it. */
async function pair(at = server): Promise<{ point: Client; far: Point }> {
  const [point, far] = await Promise.all([connect(at), central.next()]);
  return { point, far };
}

function say(point: Client, message: unknown): void {
  point.send(JSON.stringify(message));
}

beforeAll(async () => {
  app = await buildApp("charging");
  central = startCentral();
  server = await serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

describe("a charge point", () => {
  test("connects only with its own password and ocpp1.6", async () => {
    const status = async (id: string, headers: Record<string, string>): Promise<number> =>
      statusOf(await exchange(server.port, handshake(`/ws/ocpp/${id}`, headers)));
    const offer = { "Sec-WebSocket-Protocol": "ocpp1.6" };
    expect(await status("CP-1", offer)).toBe(401);
    expect(await status("CP-1", { ...offer, ...authorization("CP-1", "wrong") })).toBe(401);
    expect(await status("CP-2", { ...offer, ...authorization("CP-1") })).toBe(401);
    expect(await status("CP-3", { ...offer, ...authorization("CP-3") })).toBe(401);
    expect(await status("CP-1", authorization("CP-1"))).toBe(400);
    expect(await status("CP-1", { ...authorization("CP-1"), "Sec-WebSocket-Protocol": "ocpp2.0.1" })).toBe(
      400,
    );
    const refused = await exchange(server.port, handshake("/ws/ocpp/CP-1"));
    expect(headerOf(refused, "www-authenticate")).toBe('Basic realm="charge points"');
  });

  test("is connected with the central system", async () => {
    const { point, far } = await pair();
    expect([point.socket.protocol, far.id, far.protocol]).toEqual(["ocpp1.6", "CP-1", "ocpp1.6"]);
    point.close();
    await far.closed;
  });

  test("that finds no central system is closed, to come back later", async () => {
    await using lonely = await serve({ CENTRAL_SYSTEM: "ws://127.0.0.1:1/ocpp" });
    const point = await connect(lonely);
    expect(await point.closed).toMatchObject({ code: 1012 });
    expect(await lonely.logged(/\n/)).toContain("The central system cannot be reached");
  });

  test("is closed with its central system, and the other way round", async () => {
    const first = await pair();
    first.far.close();
    expect(await first.point.closed).toMatchObject({ code: 1012 });
    const second = await pair();
    second.point.socket.terminate();
    await second.far.closed;
  });
});

describe("a call", () => {
  test("goes to the other side as it is, and so does its answer", async () => {
    const { point, far } = await pair();
    say(point, [2, "1", "BootNotification", BOOT]);
    expect(await far.hears()).toEqual([2, "1", "BootNotification", BOOT]);
    far.send([3, "1", BOOTED]);
    expect(await point.json()).toEqual([3, "1", BOOTED]);
    far.send([2, "1", "Reset", { type: "Soft" }]); // the ids of each side are its own
    expect(await point.json()).toEqual([2, "1", "Reset", { type: "Soft" }]);
    say(point, [4, "1", "NotSupported", "", {}]);
    expect(await far.hears()).toEqual([4, "1", "NotSupported", "", {}]);
    point.close();
  });

  test("that is not valid is answered by the proxy, and goes no further", async () => {
    const { point, far } = await pair();
    const wrong: readonly (readonly [unknown, string, string])[] = [
      [[2, "1", "Dance", {}], "1", "NotImplemented"],
      [[2, "1", "Reset", { type: "Soft" }], "1", "NotImplemented"], // the central system's to call
      [[2, "1", "constructor", {}], "1", "NotImplemented"],
      [[2, "1", "Heartbeat", { at: NOW }], "1", "FormationViolation"],
      [[2, "1", "BootNotification", { chargePointVendor: "Volt" }], "1", "FormationViolation"],
      [[2, "1", "Authorize", { idTag: "x".repeat(21) }], "1", "FormationViolation"],
      [[2, 1, "Heartbeat", {}], "-1", "FormationViolation"],
      [[5], "-1", "FormationViolation"],
      ["hello", "-1", "FormationViolation"],
    ];
    for (const [message, id, code] of wrong) {
      say(point, message);
      expect({ message, answer: await point.json() }).toEqual({
        message,
        answer: [4, id, code, expect.any(String), {}],
      });
    }
    point.send("{");
    expect(await point.json()).toEqual([4, "-1", "FormationViolation", expect.any(String), {}]);
    far.send([2, "7", "Reset", { type: "Gentle" }]);
    expect(await far.hears()).toEqual([4, "7", "FormationViolation", expect.stringContaining("type"), {}]);
    say(point, [2, "2", "Heartbeat", {}]);
    expect(await far.hears()).toEqual([2, "2", "Heartbeat", {}]); // none of them came before
    say(point, [2, "2", "Heartbeat", {}]);
    expect(await point.json()).toEqual([4, "2", "ProtocolError", expect.any(String), {}]);
    point.close();
  });

  test("with an answer that is not valid fails, and an answer to no call is dropped", async () => {
    const { point, far } = await pair();
    far.send([3, "9", {}]);
    say(point, [2, "1", "Heartbeat", {}]);
    await far.hears();
    far.send([3, "1", { currentTime: "now" }]);
    expect(await point.json()).toEqual([4, "1", "GenericError", expect.stringContaining("currentTime"), {}]);
    far.send([3, "1", { currentTime: NOW }]);
    say(point, [2, "2", "Heartbeat", {}]);
    await far.hears();
    far.send([3, "2", { currentTime: NOW }]);
    expect(await point.json()).toEqual([3, "2", { currentTime: NOW }]);
    point.close();
  });

  test("without an answer fails in time, and its answer is then too late", async () => {
    await using hasty = await serve({ CALL_TIMEOUT: "300" });
    const { point, far } = await pair(hasty);
    say(point, [2, "1", "Heartbeat", {}]);
    await far.hears();
    far.send([3, "1", { currentTime: NOW }]);
    expect(await point.json()).toEqual([3, "1", { currentTime: NOW }]);
    say(point, [2, "2", "Heartbeat", {}]);
    await far.hears();
    expect(await point.json()).toEqual([4, "2", "GenericError", "Heartbeat got no answer in time", {}]);
    far.send([3, "2", { currentTime: NOW }]);
    far.send([2, "5", "Reset", { type: "Hard" }]);
    expect(await point.json()).toEqual([2, "5", "Reset", { type: "Hard" }]); // and nothing before
    expect(await far.hears()).toEqual([4, "5", "GenericError", "Reset got no answer in time", {}]);
    point.close();
  });

  test("is forgotten when its side goes", async () => {
    await using hasty = await serve({ CALL_TIMEOUT: "300" });
    const gone = await pair(hasty);
    say(gone.point, [2, "1", "Heartbeat", {}]);
    await gone.far.hears();
    gone.point.socket.terminate();
    await gone.far.closed;
    const { point, far } = await pair(hasty);
    say(point, [2, "1", "Heartbeat", {}]);
    await far.hears();
    await point.json(); // the time of the other call is over, too
    point.close();
    await far.closed;
    expect(hasty.stderr()).toBe("");
  });
});
