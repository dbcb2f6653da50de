// Tests what the inspector's page shows of a server, in a real browser, against a server that the tests drive.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { routeInfo, startFeedServer } from "../support/feed-server.ts";
import { report, open, openConnected } from "../support/inspector.ts";

let browser: Browser;

describe.skipIf(!HAS_CHROMIUM)(`the inspector's page${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser.close());

  test("counts the reports that the person has not seen", async () => {
    await using opened = await open(browser);
    const { page, server } = opened;
    server.tell("report", report(1, "<b>broken</b>"));
    server.tell("report", report(2, "again"));
    await page.getByRole("button", { name: "2 new reports" }).click();
    const reports = page.getByRole("list", { name: "Errors and warnings" }).getByRole("listitem");
    expect(await reports.first().textContent()).toMatch(/onMessage.*\/ws\/chat/);
    expect(await reports.last().textContent()).toContain("app/ws/chat/route.ts:3:9");
    expect(await reports.last().textContent()).toContain("<b>broken</b>");
    await page.getByRole("button", { name: /new report/ }).waitFor({ state: "hidden" });
    await page.getByRole("tab", { name: /^Live/ }).click();
    server.tell("report", report(3, "third"));
    await page.getByRole("button", { name: "1 new report", exact: true }).waitFor();
    expect(await page.title()).toBe("(1) bunbox inspector");
  });

  test("lists the guards of a route, and finds the route by them", async () => {
    const guarded = { ...routeInfo("/ws/staff"), guards: ["app/ws/_guard.ts", "app/ws/staff/_guard.ts"] };
    await using opened = await open(browser, [routeInfo("/ws/chat"), guarded]);
    const { page, route } = opened;
    expect(await route("/ws/staff").innerText()).toContain(
      "after app/ws/_guard.ts\nafter app/ws/staff/_guard.ts\n",
    );
    expect(await route("/ws/chat").innerText()).not.toContain("after");
    expect(await route("/ws/staff").getAttribute("aria-description")).toContain("after app/ws/_guard.ts");
    await page.getByRole("searchbox", { name: "Filter routes" }).fill("staff/_guard");
    await route("/ws/chat").waitFor({ state: "hidden" });
    expect(await route("/ws/staff").count()).toBe(1);
  });

  test("says what became of the last change, and that bunbox dev is gone", async () => {
    const opened = await open(browser);
    const { page, server, trouble } = opened;
    const banner = page.getByRole("region", { name: "Build" });
    server.tell("build", { state: "building", report: "", at: 0 });
    await page.getByText("Building…").waitFor();
    server.tell("build", { state: "failed", report: "error[BBX1001]: <i>", at: 0 });
    await banner.getByText("this server is from an earlier build").waitFor();
    expect(await banner.getByLabel("Report of the build").textContent()).toBe("error[BBX1001]: <i>");
    server.tell("build", { state: "checking", report: "", at: 0 });
    await page.getByText("Checking types…").waitFor();
    expect(await banner.isVisible()).toBe(false);
    server.tell("build", { state: "wrong", report: "error TS2322", at: 0 });
    await banner.getByText("it has type errors").waitFor();
    server.tell("build", { state: "clean", report: "", at: 0 });
    await banner.waitFor({ state: "hidden" });
    await server[Symbol.asyncDispose]();
    await page.getByRole("heading", { name: "bunbox dev is not running" }).waitFor();
    await using again = await startFeedServer(server.port);
    again.tell("hello", { instance: "two", token: "of two", startedAt: 0, routes: [] });
    await page.getByText("This server has no routes.").waitFor();
    await page.getByRole("heading", { name: "bunbox dev is not running" }).waitFor({ state: "hidden" });
    await page.close();
    expect(trouble).toEqual([]);
  });

  test("shows who is live, by route and by topic", async () => {
    await using opened = await open(browser);
    const { page, server, route } = opened;
    const topics = ["<u>", "ws-chat"];
    const one = {
      id: 1,
      route: "/ws/chat",
      path: "/ws/chat",
      remoteAddress: "::1",
      openedAt: 0,
      received: 3,
      topics,
    };
    const counts = { "/ws/chat": 2 };
    server.tell("live", { connections: [one, { ...one, id: 2, topics: ["ws-chat"] }], counts });
    await route("/ws/chat").getByText("2 live").waitFor();
    const panel = page.getByRole("tabpanel", { name: /^Live/ });
    await panel.getByText("topics: <u>, ws-chat").waitFor();
    await panel.getByRole("listitem").filter({ hasText: "ws-chat2 subscribers" }).waitFor();
    server.tell("live", { connections: [{ ...one, received: 4 }], counts: { "/ws/chat": 1234 } });
    await panel.getByText("and 1,233 more").waitFor();
    await panel.getByText("4 messages received").waitFor();
    expect(await panel.getByText("#2").count()).toBe(0);
  });

  test("shows a hostile message as the text that it is", async () => {
    await using opened = await openConnected(browser);
    const { page, server, rows } = opened;
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    server.broadcast(hostile, JSON.stringify({ hostile }));
    await rows.filter({ hasText: "JSON" }).getByRole("button", { name: "Details" }).click();
    await rows.filter({ hasText: "text" }).getByRole("button", { name: "Details" }).click();
    expect(await rows.filter({ hasText: "text" }).getByLabel("Content").textContent()).toBe(hostile);
    expect(await page.locator("#log img, #log script").count()).toBe(0);
    expect(await page.title()).toBe("bunbox inspector");
  });

  test("can be used with only a keyboard", async () => {
    await using opened = await open(browser);
    const { page, rows, state, field } = opened;
    const { keyboard } = page;
    await page.getByRole("searchbox", { name: "Filter routes" }).focus();
    await keyboard.type("org");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    for (const text of ["acme", "a/b"]) {
      await keyboard.press("Tab");
      await keyboard.type(text);
    }
    await keyboard.press("Enter");
    await state(/on \/ws\/orgs\/acme\/a\/b/);
    await field("Message").focus();
    await keyboard.type("hello");
    await keyboard.press("Control+Enter");
    await rows.filter({ hasText: "received" }).waitFor();
    await page.getByRole("log").focus();
    await keyboard.press("Tab");
    await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    await rows.filter({ hasText: "sent" }).getByLabel("Content").waitFor();
    await field("Reason").focus();
    await keyboard.press("Enter");
    await state(/Closed at/);
    expect(await page.evaluate("document.activeElement.id")).toBe("connect");
  });

  test("keeps the last 5,000 of a burst, and what a person reads in its place", async () => {
    await using opened = await openConnected(browser);
    const { page, server, rows, press } = opened;
    server.broadcast(...Array.from({ length: 10_000 }, (_, index) => `message ${index}`));
    await rows.filter({ hasText: "message 9999" }).waitFor();
    await page.getByText("5,001 older entries were dropped").waitFor();
    expect(await rows.count()).toBe(300);
    await page.evaluate("document.getElementById('log').scrollTop = 0");
    await page.getByRole("button", { name: "Follow new messages" }).waitFor();
    await page.getByRole("button", { name: "Show 300 of 4,700 earlier messages" }).click();
    await rows.filter({ hasText: "message 9400" }).waitFor();
    await page.evaluate("document.getElementById('log').scrollTop = 0");
    server.broadcast("x".repeat(1_000_000));
    await press("1 new message below");
    const long = rows.filter({ hasText: "1,000,000 B" });
    await long.getByRole("button", { name: "Details" }).click();
    expect((await long.getByLabel("Content").textContent())?.length).toBe(20_000);
    await press("Show all 1,000,000 characters");
    expect((await long.getByLabel("Content").textContent())?.length).toBe(1_000_000);
  });

  test("waits for the new server if the old one closes its socket first", async () => {
    await using opened = await openConnected(browser);
    const { server, state } = opened;
    server.closeSockets(1012, "rebuilt");
    await state(/Reconnects when the new server is ready/);
    server.restart({ instance: "two", token: "of two", startedAt: 1, routes: [routeInfo("/ws/chat")] });
    await state(/^Open since/);
    expect(server.handshakes).toHaveLength(2);
  });

  test("fits a phone, also with 500 routes and long words", async () => {
    const long = `/ws/${"a".repeat(300)}/[${"p".repeat(60)}]`;
    await using opened = await open(
      browser,
      [...Array.from({ length: 499 }, (_, index) => routeInfo(`/ws/r${index}`)), routeInfo(long)],
      390,
    );
    const { page, server, route, field } = opened;
    await page.getByRole("searchbox", { name: "Filter routes" }).fill("ppp");
    await route(long).click();
    await field(`[${"p".repeat(60)}]`).fill("v".repeat(300));
    await page.keyboard.press("Enter");
    await page.getByText(/Open since/).waitFor();
    server.broadcast("m".repeat(2_000));
    server.tell("build", { state: "wrong", report: "e".repeat(500), at: 0 });
    server.tell("report", report(1, "r".repeat(500)));
    const live = {
      id: 1,
      route: long,
      path: long,
      remoteAddress: "::1",
      openedAt: 0,
      received: 0,
      topics: [long],
    };
    server.tell("live", { connections: [live], counts: { [long]: 1 } });
    await page.getByText("1 subscriber").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.getByRole("button", { name: "1 new report" }).click();
    await page.getByText("r".repeat(500)).waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });

  test("leads to the report of a failed build from anywhere on a phone", async () => {
    await using opened = await open(browser, [routeInfo("/ws/chat")], 390);
    const { page, server } = opened;
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    server.tell("build", { state: "failed", report: "error[BBX1001]", at: 0 });
    await page.getByRole("link", { name: "Build failed" }).click();
    const [header, banner] = [page.getByRole("banner"), page.getByRole("region", { name: "Build" })];
    const [top, shown] = [await header.boundingBox(), await banner.boundingBox()];
    expect(shown?.y).toBeGreaterThanOrEqual((top?.y ?? 0) + (top?.height ?? 0));
    expect(shown?.y).toBeLessThan(400);
    server.tell("build", { state: "clean", report: "", at: 0 });
    await page.getByText("Build is clean").waitFor();
    expect(await page.getByRole("link", { name: "Build" }).count()).toBe(0);
  });
});
