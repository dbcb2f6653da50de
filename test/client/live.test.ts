// Tests in a browser that `live` comes back: after a restart, after a network that was gone, and not after a refusal.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { HAS_CHROMIUM, WHY_SKIPPED } from "../support/chromium.ts";
import { refusal } from "../support/proxy.ts";
import type { RunningServer } from "../support/server.ts";
import { type LiveSetup, openLive, openLivePage } from "./live-page.ts";

/** The numbers that a server got, in their order, once it has got the last. */
async function numbers(server: RunningServer, last: number): Promise<readonly number[]> {
  const printed = await server.printed(new RegExp(`^got ${last}$`, "m"));
  return [...printed.matchAll(/^got (\d+)$/gm)].map((match) => Number(match[1]));
}

function from(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

describe.skipIf(!HAS_CHROMIUM)(`a live connection, in Chromium${WHY_SKIPPED}`, () => {
  let live: LiveSetup;
  beforeAll(async () => {
    live = await openLive();
  }, 60_000);
  afterAll(() => live[Symbol.asyncDispose]());

  test("comes back to a server that restarts, with what waited in order", async () => {
    await using first = await live.project.serve();
    await using at = await openLivePage(live.browser, first.port);
    await at.run(`let n = 0; globalThis.room = start("/ws/rooms/[room]", { room: "a/b" }, { query: async () => ({ n: ++n }) });
      for (let i = 0; i < 5; i++) room.send(i)`);
    expect(await at.until('message {"got":4}')).toEqual([
      "connecting 0",
      "open 0",
      'message {"hello":"a/b"}',
      ...from(0, 4).map((n) => `message {"got":${n}}`),
    ]);
    first.signal("SIGTERM");
    await first.exited;
    await at.page.waitForFunction("log.some((line) => line.startsWith('away '))");
    await at.run("log.length = 0; for (let i = 5; i < 10; i++) if (!room.send(i)) throw new Error('full')");
    await using second = await live.project.serve();
    at.line.restore(second.port);
    await at.until('message {"got":9}');
    expect([await numbers(first, 4), await numbers(second, 9)]).toEqual([from(0, 4), from(5, 9)]);
    // The query was made anew for each of the tries.
    const sockets = await at.sockets();
    expect(sockets.length).toBeGreaterThan(1);
    expect(sockets).toEqual(from(1, sockets.length).map((n) => `/ws/rooms/a%2Fb?n=${n}`));
  });

  test("sends nothing twice while a server is killed, and loses only what the dead socket had", async () => {
    await using first = await live.project.serve();
    await using at = await openLivePage(live.browser, first.port);
    await at.run(`globalThis.n = 0; globalThis.room = start("/ws/rooms/[room]", { room: 1 }, { queue: 100_000 });
      globalThis.handed = new Map();
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (data) { handed.set(data, (handed.get(data) ?? 0) + 1); send.call(this, data); };
      globalThis.timer = setInterval(() => { for (let i = 0; i < 10; i++) room.send(n++); }, 1)`);
    await first.printed(/^got 500$/m);
    first.signal("SIGKILL");
    await first.exited;
    await using second = await live.project.serve();
    at.line.restore(second.port);
    await second.printed(/^got \d+$/m);
    const last = await at.run("clearInterval(timer); room.send(-1); n - 1");
    const after = await numbers(second, -1);
    const got = [...(await numbers(first, 500)), ...after];
    expect(got).toEqual(got.toSorted((a, b) => a - b));
    expect(new Set(got).size).toBe(got.length);
    expect(after).toEqual(from(after[0] ?? 0, Number(last)));
    expect(await at.run("[...handed.values()].every((times) => times === 1)")).toBe(true);
  });

  test("comes back to a network that was gone; too many messages are refused, and none is dropped", async () => {
    await using at = await openLivePage(live.browser, live.server.port);
    await at.run(`globalThis.room = start("/ws/rooms/[room]", { room: 2 }, { queue: 3 })`);
    await at.until('message {"hello":"2"}');
    at.line.cut();
    await at.page.waitForFunction("log.includes('away 2 1006')");
    expect(await at.run("[11, 12, 13, 14].map((n) => room.send(n))")).toEqual([true, true, true, false]);
    at.line.restore();
    await at.until('message {"got":13}');
    expect(await at.run("room.send(15)")).toBe(true);
    await at.until('message {"got":15}');
    const got = await numbers(live.server, 15);
    expect(got.filter((n) => n > 10 && n < 20)).toEqual([11, 12, 13, 15]);
  });

  test("gives a socket up at once when the machine goes offline, and returns when it is online", async () => {
    await using at = await openLivePage(live.browser, live.server.port);
    await at.run(`globalThis.room = start("/ws/rooms/[room]", { room: 3 })`);
    await at.until('message {"hello":"3"}');
    at.line.hold(); // nobody closes the connection
    await at.context.setOffline(true);
    await at.page.waitForFunction("log.includes('away 1 1006 offline')");
    expect(await at.run("[21, 22].map((n) => room.send(n))")).toEqual([true, true]);
    at.line.restore();
    await at.context.setOffline(false);
    await at.until('message {"got":22}');
    const got = await numbers(live.server, 22);
    expect(got.filter((n) => n > 20 && n < 30)).toEqual([21, 22]);
  });

  test("stays closed after a refusal", async () => {
    await using at = await openLivePage(live.browser, live.server.port);
    await at.stopClock();
    await at.run(
      `globalThis.room = start("/ws/rooms/[room]", { room: 4 }, { query: () => ({ token: "expired" }) })`,
    );
    await at.pass(1);
    expect(await at.until("closed 1 4401 sign in again")).toEqual([
      "connecting 0",
      "open 0",
      "closed 1 4401 sign in again",
    ]);
    expect(await at.run("room.send(1)")).toBe(false);
    await at.run("dispatchEvent(new Event('online'))");
    await at.pass(600_000);
    expect(await at.sockets()).toHaveLength(1);
  });

  test("gives values, and takes text, bytes and values", async () => {
    await using at = await openLivePage(live.browser, live.server.port);
    await at.run(`globalThis.kinds = start("/ws/kinds", {});
      const bytes = new Uint8Array([7, 8]);
      for (const each of ["text", bytes.subarray(1), bytes.buffer, { a: 1 }, null]) kinds.send(each);
      bytes.fill(0)`);
    expect(await at.until('message "text null"')).toEqual([
      "connecting 0",
      "open 0",
      'message {"a":[1]}',
      'message "plain"',
      'message ""',
      'message "quoted"',
      "bytes 1,2",
      'message "text text"',
      'message "bytes 8"',
      'message "bytes 7,8"',
      'message "text {\\"a\\":1}"',
      'message "text null"',
    ]);
    expect(await at.run("kinds.send(new Uint8Array([9])), kinds.send([1])")).toBe(true);
    await at.until('message "text [1]"');
  });

  test("keeps only the bytes of a view while it waits", async () => {
    await using at = await openLivePage(live.browser, live.server.port);
    await at.run(`globalThis.kept = [];
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (data) { kept.push(data.buffer.byteLength); send.call(this, data); };
      const large = new Uint8Array(100_000).fill(7);
      globalThis.kinds = start("/ws/kinds", {});
      kinds.send(large.subarray(1, 3));
      kinds.send(new DataView(large.buffer, 5, 1));
      large.fill(0)`);
    const log = await at.until('message "bytes 7"');
    expect(log).toContain('message "bytes 7,7"');
    expect(await at.run("kept")).toEqual([2, 1]);
  });

  test("throws for what has no JSON, and sends what came before and after it", async () => {
    await using at = await openLivePage(live.browser, live.server.port);
    const all = `[1, undefined, 2, () => 3, Symbol("4"), { toJSON() {} }, 5].map((each) => {
      try { return kinds.send(each); } catch (error) { return String(error); }
    })`;
    const expected = [
      true,
      "TypeError: undefined has no JSON",
      true,
      "TypeError: function has no JSON",
      "TypeError: symbol has no JSON",
      "TypeError: object has no JSON",
      true,
    ];
    expect(await at.run(`globalThis.kinds = start("/ws/kinds", {}); ${all}`)).toEqual(expected);
    await at.until('message "text 5"');
    expect(await at.run(`log.length = 0; ${all}`)).toEqual(expected);
    expect(await at.until('message "text 5"')).toEqual([1, 2, 5].map((each) => `message "text ${each}"`));
  });

  test("calls nothing after it was closed", async () => {
    await using at = await openLivePage(live.browser, live.server.port);
    await at.run(`globalThis.room = start("/ws/rooms/[room]", { room: 5 })`);
    await at.until('message {"hello":"5"}');
    await at.run("log.length = 0; room.send(31); room.close(4000, 'done')");
    await live.server.printed(/^got 31$/m);
    expect(await at.run("room.send(32)")).toBe(false);
    await at.run("globalThis.other = start('/ws/rooms/[room]', { room: 6 })");
    expect(await at.until('message {"hello":"6"}')).toEqual([
      "connecting 0",
      "open 0",
      'message {"hello":"6"}',
    ]);
    expect(await refusal(at.run("other.close(1001)"))).toContain("InvalidAccessError");
    expect(await at.run("other.send(33)")).toBe(true); // it is not closed
    await at.until('message {"got":33}');
    await at.run("log.length = 0; dispatchEvent(new Event('offline')); other.close()");
    await live.server.printed(/^left 6$/m); // the socket that was given up is closed
    expect(await at.run("log")).toEqual([]);
  });
});
