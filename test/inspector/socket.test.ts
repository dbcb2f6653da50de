// Tests the socket of the inspector's page in a real browser, against a server that the tests drive.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { routeInfo } from "../support/feed-server.ts";
import { report, open, openConnected } from "../support/inspector.ts";

let browser: Browser;

describe.skipIf(!HAS_CHROMIUM)(`the inspector's socket${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser.close());

  test("asks for the parameters of a route, and encodes each segment", async () => {
    await using opened = await open(browser);
    const { page, route, field, press, state, server } = opened;
    await route("/ws/orgs/[org]/[...path]").click();
    await field("[org]").fill("a/b ü?");
    await field("[...path]").fill("x y/%2e");
    await field("Query string").fill("?name=Ada&tag=#1");
    await field("Subprotocols").fill(" chat.v2, chat.v1 ");
    const target = "/ws/orgs/a%2Fb%20%C3%BC%3F/x%20y/%252e?name=Ada&tag=%231";
    expect(await page.getByLabel("URL").textContent()).toBe(`ws://127.0.0.1:${server.port}${target}`);
    await press("Connect");
    await state(/subprotocol chat\.v2/);
    expect(server.handshakes).toEqual([{ target, protocols: "chat.v2, chat.v1" }]);
  });

  test("says in place which parameter cannot be, and does not connect", async () => {
    await using opened = await open(browser);
    const { page, route, field, press, server } = opened;
    await route("/ws/orgs/[org]/[...path]").click();
    await press("Connect");
    await page.getByText("org needs a value.").waitFor();
    await page.getByText("path needs at least one segment.").waitFor();
    await field("[org]").fill("..");
    await page.getByText('A URL cannot have the segment ".."').waitFor();
    await field("[org]").fill("acme");
    await field("[...path]").fill("a//b");
    await page.getByText("A segment between slashes is empty").waitFor();
    await press("Connect");
    await field("[...path]").fill("a/b");
    await field("Subprotocols").fill("not a token");
    await press("Connect");
    await page.getByText("The subprotocol 'not a token' is invalid").waitFor();
    expect(server.handshakes).toEqual([]);
    await route("/ws/docs/[[...path]]").click();
    expect(await page.getByLabel("URL").textContent()).toEndWith("/ws/docs/a/b");
    await field("[[...path]]").fill("");
    expect(await page.getByLabel("URL").textContent()).toEndWith("/ws/docs");
  });

  test("copies a message whole, with and without the clipboard's permission", async () => {
    await using opened = await openConnected(browser);
    const { page, field, press, rows } = opened;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const text = `first line\nsecond line, ${"long ".repeat(200)}`;
    await field("Message").fill(text);
    await press("Send");
    const copy = rows.filter({ hasText: "received" }).getByRole("button", { name: "Copy", exact: true });
    await copy.click();
    await rows.getByText("Copied").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(text);
    // The page's other way to copy, which is the only one at another address than this machine's.
    await page.evaluate("navigator.clipboard.writeText('something else')");
    await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('no permission'))");
    await copy.click();
    await rows.getByText("Copied").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(text);
  });

  test("sends text, JSON and a file, and shows what comes back", async () => {
    await using opened = await openConnected(browser);
    const { page, field, press, rows, server } = opened;
    await field("Message").fill("grüße");
    await press("Send");
    await rows.filter({ hasText: "received" }).filter({ hasText: "7 B" }).waitFor();
    await page.getByRole("radio", { name: "JSON" }).check();
    await field("Message").fill('{"id": 12345678901234567890,}');
    await press("Send");
    await page.getByRole("alert").filter({ hasText: "This is not JSON" }).waitFor();
    await field("Message").fill('{"id": 12345678901234567890}');
    await page.keyboard.press("Control+Enter");
    const answer = rows.filter({ hasText: "received" }).filter({ hasText: "JSON" });
    await answer.getByRole("button", { name: "Details" }).click();
    expect(await answer.getByLabel("Content").textContent()).toStartWith('{\n  "id": ');
    await page.getByRole("radio", { name: "File" }).check();
    const bytes = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 256));
    await page.getByLabel("File to send").setInputFiles({ name: "x.bin", mimeType: "", buffer: bytes });
    await press("Send");
    const binary = rows.filter({ hasText: "received" }).filter({ hasText: "binary" });
    await binary.getByRole("button", { name: "Details" }).click();
    expect(await binary.getByLabel("Content").textContent()).toContain("00000040  40 41 42 43");
    const [download] = await Promise.all([page.waitForEvent("download"), binary.getByText("Save").click()]);
    expect(Buffer.from(await Bun.file(await download.path()).bytes())).toEqual(bytes);
    expect(server.received).toEqual(["grüße", '{"id": 12345678901234567890}', bytes]);
  });

  test("recalls what was sent, searches, and clears", async () => {
    await using opened = await openConnected(browser);
    const { page, field, rows, press } = opened;
    for (const text of ["first", "second (2)"]) {
      await field("Message").fill(text);
      await page.keyboard.press("Control+Enter");
    }
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await field("Message").inputValue()).toBe("first");
    await page.keyboard.press("ArrowDown");
    expect(await field("Message").inputValue()).toBe("second (2)");
    await page.getByText("5 entries", { exact: true }).waitFor();
    await page.getByRole("searchbox", { name: "Search messages" }).fill("SECOND (");
    await page.getByText("2 of 5 entries").waitFor();
    await page.getByRole("combobox", { name: "Direction" }).selectOption("received");
    await page.getByText("1 of 5 entries").waitFor();
    expect(await rows.allTextContents()).toEqual([expect.stringMatching(/received.*second \(2\)/)]);
    await press("Clear");
    await page.getByText("No messages yet.").waitFor();
  });

  test("closes with a code and a reason, and says what the server's code means", async () => {
    await using opened = await openConnected(browser);
    const { page, field, press, state, server } = opened;
    await field("Code").fill("1001");
    await press("Disconnect");
    await page.getByText("A page may close with 1000, or with 3000 to 4999.").waitFor();
    await field("Code").fill("4001");
    await field("Reason").fill("done here");
    await press("Disconnect");
    await state(/Closed at .* with 4001 \(a code of the application\), reason “done here”/);
    expect(await page.getByRole("button", { name: "Send", exact: true }).isDisabled()).toBe(true);
    await press("Connect");
    await state(/^Open since/);
    server.closeSockets(1008, "not you");
    await state(/with 1008 \(policy violation\), reason “not you”/);
  });

  test("says that a handshake was refused", async () => {
    await using opened = await open(browser);
    await opened.route("/ws/refused").click();
    await opened.press("Connect");
    await opened.state(/^Refused at .* did not accept the handshake/);
  });

  test("connects again after a rebuild, with the new server's routes and what was logged before", async () => {
    await using opened = await openConnected(browser);
    const { page, server, rows, route, state } = opened;
    server.tell("report", report(1, "the old one"));
    await page.getByRole("tab", { name: "Errors 1" }).click();
    server.restart({
      instance: "two",
      token: "of two",
      startedAt: 1,
      routes: [routeInfo("/ws/chat"), routeInfo("/ws/new")],
    });
    await route("/ws/new").waitFor();
    await page.getByText("from an earlier build").waitFor();
    server.tell("report", report(1, "the new one"));
    await page.getByRole("tab", { name: "Errors 2" }).waitFor();
    expect(
      await page
        .getByRole("list", { name: "Errors and warnings" })
        .getByRole("listitem")
        .first()
        .textContent(),
    ).not.toContain("earlier");
    server.closeSockets(1012, "rebuilt");
    await rows.filter({ hasText: "1012" }).waitFor();
    await rows.filter({ hasText: "Opened" }).nth(1).waitFor();
    await state(/^Open since/);
    await page.getByRole("checkbox", { name: "Reconnect after a rebuild" }).uncheck();
    server.restart({ instance: "three", token: "of three", startedAt: 2, routes: [routeInfo("/ws/last")] });
    await route("/ws/last").waitFor();
    server.closeSockets(1012, "rebuilt");
    await state(/with 1012 \(service restart/);
    expect(server.handshakes).toHaveLength(2);
  });
});
