// Tests the page of fixtures/apps/guide, which `npm start` serves, in a browser.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { copyFixture, type TestProject } from "../support/project.ts";
import type { RunningServer } from "../support/server.ts";

let project: TestProject;
let server: RunningServer;
let browser: Browser;
let page: Page;

describe.skipIf(!HAS_CHROMIUM)(`the page of the example app${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    project = await copyFixture("apps/guide");
    await project.build();
    [server, browser] = await Promise.all([project.serve(), launchChromium()]);
    page = await browser.newPage({ colorScheme: "dark", viewport: { width: 390, height: 800 } });
    await page.goto(server.url);
  });

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test("says what to do while nothing has happened", async () => {
    const hint = "getComputedStyle(document.querySelector('#log'), '::before').content";
    expect(await page.evaluate(hint)).toContain("Nothing has happened yet");
  });

  test("lists every route, and connects to it", async () => {
    const { routes } = await project.json(["check"]);
    const listed = await page.locator("#routes button").allTextContents();
    expect(listed.toSorted()).toEqual(routes.map((route) => route.path).toSorted());
    await page.getByRole("button", { name: "/ws/account" }).click();
    await page.getByText("got Hello Ada").waitFor();
  });

  test("sends what was written before the socket was open", async () => {
    await page.getByLabel("Path").fill("/ws/rooms/kitchen");
    await page.evaluate(
      'for (const form of ["#connect", "#send"]) document.querySelector(form).requestSubmit()',
    );
    await page.getByText(/got .*Hello!/).waitFor();
  });

  test.each([
    ["/ws/account?token=eve", "refused 403"],
    ["/ws/audit", "refused 401 Staff only"],
    ["/ws/nowhere", "refused 404"],
  ])("says why %s was refused", async (where, why) => {
    await page.getByLabel("Path").fill(where);
    await page.getByRole("button", { name: "Connect" }).click();
    await page.getByText(why).waitFor();
  });

  test("is dark if the system is, and fits a phone", async () => {
    const looks: unknown = await page.evaluate(`({
      scheme: getComputedStyle(document.documentElement).colorScheme,
      overflow: document.documentElement.scrollWidth - innerWidth,
    })`);
    expect(looks).toEqual({ scheme: "light dark", overflow: 0 });
  });
});
