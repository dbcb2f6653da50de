// Tests the overlay that a page of the user's own loads from `bunbox dev`, and that no build has it.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { change, ECHO, echo, type RunningDev, startDev } from "../support/dev.ts";
import { createProject, type TestProject } from "../support/project.ts";

const PAGES = "app/pages.ts";
/** @param title by which a test knows which build has served the page */
const pages = (title: string): string => `
  export default (req: Request) => {
    if (new URL(req.url).pathname !== "/") return new Response("not here", { status: 404 });
    const html = '<!doctype html><title>My page</title><script src="/_bunbox/overlay.js"></script><h1>${title}</h1>';
    const headers = { "Content-Type": "text/html", "Content-Security-Policy": "script-src 'self'; style-src 'self'" };
    return new Response(html, { headers });
  };
`;
const WRONG = "export function onMesage() {}";

let project: TestProject;
let dev: RunningDev;
let browser: Browser;
let page: Page;
let loads = 0;

describe.skipIf(!HAS_CHROMIUM)(`the overlay${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    project = await createProject({
      [ECHO]: echo("one"),
      [PAGES]: pages("one"),
      "bunbox.config.ts": `export default { fallback: ${JSON.stringify(PAGES)} };`,
    });
    dev = startDev(project, {}, ["--no-typecheck"]);
    await dev.said(/inspector at/);
    browser = await launchChromium();
    page = await browser.newPage();
    page.on("load", () => (loads += 1));
    await page.goto(dev.url());
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await dev[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test("shows a failed build over the page, and each further one, and reloads when it is good again", async () => {
    await change(project, dev, { [ECHO]: WRONG }, /build failed/);
    await shows("onMesage");
    expect(await overlay().getByRole("link", { name: "Inspector" }).getAttribute("href")).toBe(
      `${dev.url()}/_bunbox`,
    );
    // A phone has no room for the lines of a report.
    await page.setViewportSize({ width: 390, height: 800 });
    const text = "document.querySelector('bunbox-overlay').shadowRoot.querySelector('pre')";
    expect(await page.evaluate(`${text}.scrollWidth - ${text}.clientWidth`)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 720 });
    await change(project, dev, { [ECHO]: "export function onOpen( {}" }, /build failed/);
    await shows("onOpen(");
    await page.keyboard.press("Tab");
    await overlay().getByRole("button", { name: "Hide" }).click();
    await overlay().waitFor({ state: "detached" });
    await change(project, dev, { [ECHO]: WRONG }, /build failed/);
    await shows("onMesage");
    // It is also shown to a page that is opened now.
    await page.reload();
    await shows("onMesage");
    expect(loads).toBe(2);
    const loaded = page.waitForEvent("load");
    await project.write({ [ECHO]: echo("two") });
    await loaded;
    expect(await overlay().count()).toBe(0);
    expect(loads).toBe(3);
  });

  test("reloads if the sources are again those that are served", async () => {
    await change(project, dev, { [ECHO]: WRONG }, /build failed/);
    await shows("onMesage");
    const loaded = page.waitForEvent("load");
    await project.write({ [ECHO]: echo("two") });
    await loaded;
    expect(await overlay().count()).toBe(0);
  });

  test("reloads with each new build, and when bunbox dev has been started again", async () => {
    for (const title of ["three", "four"]) {
      await project.write({ [PAGES]: pages(title) });
      await page.getByRole("heading", { name: title }).waitFor();
    }
    const { port } = new URL(dev.url());
    await dev[Symbol.asyncDispose]();
    await project.write({ [PAGES]: pages("five") });
    dev = startDev(project, { PORT: port }, ["--no-typecheck"]);
    await dev.said(/inspector at/);
    await page.getByRole("heading", { name: "five" }).waitFor();
  });

  test("is in no build", async () => {
    await project.build();
    const built = await Bun.file(`${project.root}/dist/server.js`).text();
    expect(
      ["/_bunbox/builds", "/_bunbox/command", "inspector/"].filter((each) => built.includes(each)),
    ).toEqual([]);
    await using server = await project.serve();
    expect((await fetch(`${server.url}/_bunbox/overlay.js`)).status).toBe(404);
  });
});

function overlay(): ReturnType<Page["getByRole"]> {
  return page.getByRole("alert", { name: "bunbox: failed build" });
}

/** Waits until the report has a text. */
function shows(text: string): Promise<void> {
  return overlay().getByLabel("Report of the build").getByText(text).waitFor();
}
