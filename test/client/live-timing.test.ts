// Tests in a browser whose clock stands still when `live` tries again, and what makes it try sooner or later.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { HAS_CHROMIUM, WHY_SKIPPED } from "../support/chromium.ts";
import { type LivePage, type LiveSetup, openLive, openLivePage } from "./live-page.ts";

async function count(at: LivePage): Promise<number> {
  return (await at.sockets()).length;
}

/** Waits until it is away again, and checks how long it stays so. */
async function expectDelay(at: LivePage, away: string, ms: number): Promise<void> {
  await at.until(away);
  const before = await count(at);
  await at.pass(ms - 1);
  expect(await count(at)).toBe(before);
  await at.pass(1);
  expect(await count(at)).toBe(before + 1);
}

describe.skipIf(!HAS_CHROMIUM)(`a live connection tries again, in Chromium${WHY_SKIPPED}`, () => {
  let live: LiveSetup;
  beforeAll(async () => {
    live = await openLive();
  }, 60_000);
  afterAll(() => live[Symbol.asyncDispose]());

  /** Opens a page whose clock stands still, and which always rolls this. */
  async function open(random: number): Promise<LivePage> {
    const at = await openLivePage(live.browser, live.server.port);
    await at.stopClock();
    await at.run(`Math.random = () => ${random}`);
    return at;
  }

  test("after a random part of a time that doubles up to 30 seconds", async () => {
    for (const random of [1, 0.5]) {
      await using at = await open(random);
      at.line.cut();
      await at.run(`start("/ws/silent", {})`);
      await at.pass(1);
      const delays = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
      for (const [index, delay] of delays.entries())
        await expectDelay(at, `away ${index + 1} 1006`, random * delay);
    }
  }, 30_000);

  test("soon, if the connection got a message or was open for 5 seconds", async () => {
    await using at = await open(1);
    await at.run(`globalThis.hello = {}, start("/ws/ends/[code]", { code: 1000 }, { query: () => hello })`);
    await at.pass(1);
    await expectDelay(at, "away 1 1000 why", 500); // 1000 is not the end
    await at.run("globalThis.hello = { say: 'it' }");
    await expectDelay(at, "away 2 1000 why", 1000);
    await expectDelay(at, "away 1 1000 why", 500);
    await using silent = await open(1);
    await silent.run(`start("/ws/silent", {})`);
    await silent.pass(1);
    for (const [up, tries] of [
      [4999, 1],
      [4999, 2],
      [5000, 1],
    ] as const) {
      await silent.until(tries === 1 && up === 5000 ? "open 2" : `open ${tries - 1}`);
      await silent.pass(up);
      silent.line.cut();
      await silent.until(`away ${tries} 1006`);
      silent.line.restore();
      await silent.pass(500 * tries);
    }
    await silent.until("open 1");
    await silent.pass(60_000);
    expect(await count(silent)).toBe(4); // nothing ends it by itself
  });

  test("later and later, if its own message was wrong", async () => {
    for (const code of [1007, 1009]) {
      await using at = await open(1);
      await at.run(`start("/ws/ends/[code]", { code: ${code} }, { query: () => ({ say: "hello" }) })`);
      await at.pass(1);
      for (const [index, delay] of [500, 1000, 2000].entries())
        await expectDelay(at, `away ${index + 1} ${code} why`, delay);
    }
  });

  test("never after 1008 and 4400 to 4499", async () => {
    await using at = await open(1);
    for (const code of [1008, 4400, 4499]) {
      await at.run(`start("/ws/ends/[code]", { code: ${code} })`);
      await at.pass(1);
      await at.until(`closed 1 ${code} why`);
    }
    for (const code of [4399, 4500]) {
      await at.run(`start("/ws/ends/[code]", { code: ${code} })`);
      await at.pass(1);
      await at.until(`away 1 ${code} why`);
    }
    await at.pass(500);
    expect((await at.sockets()).slice(5).toSorted()).toEqual(["/ws/ends/4399", "/ws/ends/4500"]);
  });

  test("when nobody has answered for 10 seconds, neither the server nor the query", async () => {
    await using at = await open(1);
    at.line.hold();
    await at.run(`globalThis.answer = {}, start("/ws/silent", {}, { query: () => answer })`);
    await at.pass(1);
    await at.until("connecting 0");
    await at.pass(9998);
    expect(await at.run("log.length")).toBe(1);
    await at.pass(1);
    await at.until("away 1 1006 timeout");
    await at.run("globalThis.answer = new Promise((resolve) => { globalThis.late = resolve; }), 0");
    await at.pass(500 + 10_000);
    await at.until("away 2 1006 timeout");
    await at.run("globalThis.answer = Promise.reject('signed out'), 0");
    await at.pass(1000);
    await at.until("away 3 1006 signed out");
    await at.run("late({}), Promise.resolve().then(() => Promise.resolve())");
    expect(await count(at)).toBe(1); // the answer to an older try changes nothing
    at.line.restore();
    await at.run("globalThis.answer = { token: 1 }");
    await at.pass(2000);
    await at.until("open 3");
    expect(await at.sockets()).toEqual(["/ws/silent", "/ws/silent?token=1"]);
  });

  test("at once, if the page is online, shown, or visible again", async () => {
    await using at = await open(1);
    at.line.cut();
    await at.run(`start("/ws/silent", {})`);
    await at.pass(1);
    for (const event of ["online", "pageshow", "visibilitychange"]) {
      await at.until("away 1 1006");
      await at.pass(500);
      await at.until("away 2 1006");
      const before = await count(at);
      if (event === "visibilitychange") {
        await at.run("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
        await at.run("document.dispatchEvent(new Event('visibilitychange'))");
        await at.pass(1);
        expect(await count(at)).toBe(before);
        await at.run("delete document.hidden");
      }
      const target = event === "visibilitychange" ? "document" : "window";
      await at.run(`${target}.dispatchEvent(new Event("${event}"))`);
      await at.pass(1);
      expect(await count(at)).toBe(before + 1);
    }
  });

  test("not at all, if it was closed, be it at once", async () => {
    await using at = await open(1);
    await at.run(`start("/ws/silent", {}).close()`);
    at.line.cut();
    await at.run(`globalThis.second = start("/ws/silent", {})`);
    await at.pass(1);
    await at.until("away 1 1006");
    await at.run("second.close(), dispatchEvent(new Event('online'))");
    await at.pass(60_000);
    expect(await count(at)).toBe(1);
  });

  test("however its listeners fail, and not if they close it", async () => {
    await using at = await open(1);
    const errors: string[] = [];
    at.page.on("pageerror", ({ message }) => errors.push(message));
    await at.run(`globalThis.third = start("/ws/ends/[code]", { code: 1000 }, {
      query: () => ({ say: "hello" }),
      message: () => { throw new Error("message"); },
      state: (state, { tries }) => { log.push(state); if (log.length === 6) third.close(); throw new Error(state); },
    })`);
    await at.pass(1);
    await at.until("away");
    await at.pass(500);
    expect(await at.until("away")).toEqual(["connecting", "open", "away", "connecting", "open", "away"]);
    await at.pass(60_000);
    expect(errors).toEqual([
      "connecting",
      "open",
      "message",
      "away",
      "connecting",
      "open",
      "message",
      "away",
    ]);
  });
});
