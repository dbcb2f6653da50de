// Tests what the inspector's page shows of sockets that are not its own and of refused handshakes, and what it remembers.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import type { FrameNotice, RefusedHandshake } from "../../inspector/server/feed.ts";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { routeInfo } from "../support/feed-server.ts";
import { open, openConnected } from "../support/inspector.ts";

const CONNECTION = { route: "/ws/chat", path: "/ws/chat", remoteAddress: "::1", openedAt: 0, received: 3 };
const LIVE = {
  connections: [7, 8].map((id) => ({ ...CONNECTION, id, topics: ["ws-chat"] })),
  counts: { "/ws/chat": 2 },
};

function frame(content: string, more: Partial<FrameNotice> = {}): FrameNotice {
  const size = content.length;
  return {
    at: 0,
    direction: "sent",
    socket: 7,
    published: null,
    outcome: "delivered",
    encoding: "text",
    content,
    whole: true,
    size,
    ...more,
  };
}

const REFUSAL: RefusedHandshake = {
  id: 1,
  at: Date.now() + 60_000,
  path: "/ws/refused",
  route: { path: "/ws/refused", file: "app/ws/refused/route.ts" },
  guard: null,
  remoteAddress: "::1",
  reason: "response",
  message: null,
  place: "app/lib/auth.ts:3:9",
  possible: [],
  frames: ["    at check (app/lib/auth.ts:3:9)"],
  status: 401,
  body: "<b>Who</b> are you?",
  requestHeaders: [
    ["cookie", "a=1"],
    ["sec-websocket-protocol", "v2, v1"],
  ],
  responseHeaders: [["www-authenticate", "Bearer"]],
};

let browser: Browser;

describe.skipIf(!HAS_CHROMIUM)(`the inspector's page${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser.close());

  test("watches a socket, shows its data, and closes it", async () => {
    await using opened = await open(browser);
    const { page, server, rows, press } = opened;
    server.tell("live", LIVE);
    await press("Watch #7");
    await server.commanded(1);
    expect(server.commands).toEqual([{ token: "of one", command: { kind: "watch", subject: 7 } }]);
    server.tell("data", { socket: 7, text: '{\n  name: "<i>"\n}' });
    await page.getByLabel("ws.data of #7").getByText('name: "<i>"').waitFor();
    server.tell("frames", { subject: 7, first: true, seen: 1, frames: [frame("before")] });
    const published = { topic: "other-topic", subscribers: 2 };
    const bytes = { encoding: "base64", content: "AQID", size: 9_000, whole: false } as const;
    const frames = [
      frame("hello", { direction: "received", published }),
      frame("", { ...bytes, outcome: "dropped" }),
    ];
    server.tell("frames", { subject: 7, first: false, seen: 40, frames });
    await rows.filter({ hasText: "other-topic hello" }).waitFor();
    await page.getByText("Showing 1 of 14 messages: 3 of 41.").waitFor();
    const cut = rows.filter({ hasText: "dropped 01 02 03" });
    await cut.getByRole("button", { name: "Details" }).click();
    await cut.getByText("The beginning of 9,000 bytes").waitFor();
    expect(await cut.getByRole("button", { name: "Send again" }).count()).toBe(0);

    const form = page.getByRole("form", { name: "Close #7" });
    await form.getByLabel("Code").fill("1005");
    await form.getByRole("button", { name: "Close" }).click();
    await form.locator("xpath=..").getByText("A server may close with 1000 to 1003").waitFor();
    await form.getByLabel("Code").fill("1008");
    await form.getByLabel("Reason").fill("enough");
    await form.getByRole("button", { name: "Close" }).click();
    await server.commanded(2);
    expect(server.commands[1]?.command).toEqual({ kind: "close", socket: 7, code: 1008, reason: "enough" });
    server.tell("closed", { ...CONNECTION, id: 7, closedAt: 0, code: 1008, reason: "enough" });
    await press("1 new message below");
    await rows.filter({ hasText: "#7 closed with 1008 (policy violation), reason “enough”." }).waitFor();
    await page.getByRole("list", { name: "Closed" }).getByText("1008 “enough”, policy violation").waitFor();

    // The page's own messages are still there.
    await page.getByRole("combobox", { name: "Messages of" }).selectOption("own");
    await page.getByText("No messages yet.").waitFor();
    await server.commanded(3);
    expect(server.commands[2]?.command).toEqual({ kind: "watch", subject: null });
  });

  test("watches all sockets, and goes on with the next server and after a reload", async () => {
    await using opened = await open(browser);
    const { page, server, rows, press } = opened;
    server.tell("live", LIVE);
    await press("Watch all");
    const published = { topic: "ws-chat", subscribers: 2 };
    const frames = [frame("one"), frame("two", { direction: "received", socket: null, published })];
    server.tell("frames", { subject: "all", first: true, seen: 2, frames });
    await rows.filter({ hasText: "#7 one" }).waitFor();
    await rows.filter({ hasText: "ws-chat ×2 two" }).waitFor();
    server.restart({ instance: "two", token: "of two", startedAt: 1, routes: [routeInfo("/ws/chat")] });
    await server.commanded(2);
    await page.reload();
    await server.commanded(3);
    const command = { kind: "watch", subject: "all" } as const;
    expect(server.commands.slice(1)).toEqual([
      { token: "of two", command },
      { token: "of two", command },
    ]);
  });

  test("says who refused a handshake and where, and copies it as a test", async () => {
    await using opened = await open(browser);
    const { page, server, route, press } = opened;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await route("/ws/refused").click();
    await press("Connect");
    server.tell("refusal", REFUSAL);
    const note = page.getByRole("status", { name: "Refusal" });
    await note
      .getByText("401 “<b>Who</b> are you?”. upgrade returned this Response. app/lib/auth.ts:3:9")
      .waitFor();
    await note.getByRole("button", { name: "Details" }).click();
    await page.getByRole("tab", { name: "Refused 1", selected: true }).waitFor();
    const item = page.getByRole("list", { name: "Refused handshakes" }).getByRole("listitem");
    await item.getByText("Body, headers and stack").click();
    await item.getByLabel("Response headers").getByText("www-authenticate: Bearer").waitFor();
    expect(await item.getByLabel("Body").textContent()).toBe("<b>Who</b> are you?");
    await item.getByRole("button", { name: "Copy as test" }).click();
    await item.getByText("Copied").waitFor();
    const copied: unknown = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).toContain(
      'app.connect("/ws/refused", { headers: { "cookie": "a=1" }, protocols: ["v2", "v1"] })',
    );
    expect(copied).toContain('expect(refused).toMatchObject({ status: 401, body: "<b>Who</b> are you?" });');
  });

  test("lists the places that may have refused", async () => {
    await using opened = await open(browser);
    const { page, server } = opened;
    const possible = ["app/lib/auth.ts:3:9", "app/ws/refused/route.ts:7:12"];
    const guard = "app/ws/_guard.ts";
    server.tell("refusal", { ...REFUSAL, reason: "upgrade", guard, status: 403, place: null, possible });
    await page.getByRole("tab", { name: "Refused 1" }).click();
    const item = page.getByRole("list", { name: "Refused handshakes" }).getByRole("listitem");
    await item.getByText("The guard in app/ws/_guard.ts returned false or a value").waitFor();
    await item.getByText("One of these places returned it:").waitFor();
    for (const place of possible) await item.getByRole("button", { name: `Copy ${place}` }).waitFor();
    expect(await item.locator(".place code").allTextContents()).toEqual(possible);
  });

  test("asks for a ticket for the headers, and says which line is not a header", async () => {
    await using opened = await open(browser);
    const { page, server, press, state } = opened;
    await page.getByText("Headers and cookies").click();
    const headers = page.getByRole("textbox", { name: "Headers" });
    await headers.fill("Authorization Bearer");
    await press("Connect");
    await page.getByText("“Authorization Bearer” is not a header.").waitFor();
    await headers.fill("Authorization: Bearer a:b\n\nCookie: a=1; b=2");
    await press("Connect");
    await state(/^Open since/);
    const fields = [
      ["Authorization", "Bearer a:b"],
      ["Cookie", "a=1; b=2"],
    ] as const;
    expect(server.commands).toEqual([{ token: "of one", command: { kind: "ticket", headers: fields } }]);
    expect(server.handshakes.map(({ target }) => target)).toEqual(["/ws/chat?_bunbox=the-ticket"]);
    // A page that is loaded again needs another ticket.
    await page.reload();
    await state(/^Open since/);
    expect(server.commands).toHaveLength(2);
    expect(await headers.inputValue()).toStartWith("Authorization: Bearer a:b");
  });

  test("remembers what a person has entered and chosen, and connects again", async () => {
    await using opened = await open(browser);
    const { page, server, route, field, press, state } = opened;
    await route("/ws/orgs/[org]/[...path]").click();
    await field("[org]").fill("acme");
    await field("[...path]").fill("a/b");
    await field("Query string").fill("x=1");
    await press("Connect");
    await state(/^Open since/);
    await page.getByRole("searchbox", { name: "Search messages" }).fill("needle");
    await page.getByRole("combobox", { name: "Direction" }).selectOption("received");
    await page.getByRole("radio", { name: "JSON" }).check();
    await field("Message").fill('{"half');
    await page.getByRole("checkbox", { name: "Reconnect after a rebuild" }).uncheck();
    await page.getByRole("tab", { name: "Errors" }).click();
    await page.reload();
    await state(/on \/ws\/orgs\/acme\/a\/b\?x=1/);
    expect(server.handshakes).toHaveLength(2);
    await page.getByRole("option", { name: "/ws/orgs/[org]/[...path]", selected: true }).waitFor();
    expect(await page.getByLabel("URL").textContent()).toEndWith("/ws/orgs/acme/a/b?x=1");
    expect(await page.getByRole("searchbox", { name: "Search messages" }).inputValue()).toBe("needle");
    expect(await page.getByRole("combobox", { name: "Direction" }).inputValue()).toBe("received");
    expect(await page.getByRole("radio", { name: "JSON" }).isChecked()).toBe(true);
    expect(await field("Message").inputValue()).toBe('{"half');
    expect(await page.getByRole("checkbox", { name: "Reconnect after a rebuild" }).isChecked()).toBe(false);
    await page.getByRole("tab", { name: "Errors", selected: true }).waitFor();
    // A socket that a person has closed stays closed.
    await press("Disconnect");
    await state(/^Closed at/);
    await page.reload();
    await state(/^Not connected/);
  });

  test("sends a message again", async () => {
    await using opened = await openConnected(browser);
    const { field, press, rows, server } = opened;
    await field("Message").fill("once more");
    await press("Send");
    await rows.filter({ hasText: "received" }).waitFor();
    await press("Send again");
    await rows.filter({ hasText: "received" }).nth(1).waitFor();
    expect(server.received).toEqual(["once more", "once more"]);
    await press("Disconnect");
    await opened.state(/^Closed at/);
    await rows.getByRole("button", { name: "Send again" }).first().click();
    await rows.getByText("Not open").waitFor();
  });
});
