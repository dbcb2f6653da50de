// Tests the page of the project that `bunbox init` makes, in a browser: what two people and one who may not enter see.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import type { TestProject } from "../support/project.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { buildChat, createFromTemplate, signIn } from "../support/template.ts";

let project: TestProject;
let server: RunningServer;
let browser: Browser;

describe.skipIf(!HAS_CHROMIUM)(`the page of a new project${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    project = await createFromTemplate("chat");
    await buildChat(project);
    [server, browser] = await Promise.all([project.serve(), launchChromium()]);
  });

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test("lets two people talk, and echoes", async () => {
    const kitchen = `${server.url}/?room=kitchen`;
    const ada = await signIn(browser, kitchen, "Ada");
    const bob = await signIn(browser, kitchen, "Bob");
    for (const page of [ada, bob]) await page.getByText("2 are here.").waitFor();
    await bob.getByLabel("Message", { exact: true }).fill("Tea?");
    await bob.getByRole("button", { name: "Send" }).click();
    for (const page of [ada, bob]) await page.getByText("Bob Tea?").waitFor();
    await ada.getByRole("button", { name: "Echo" }).click();
    await ada.getByText("Answer: Hello").waitFor();
    await bob.context().close();
    await ada.getByText("Only you are here.").waitFor();
  });

  test("keeps what is sent while there is no connection, and sends it later", async () => {
    const other = await startServer(path.join(project.root, "dist/server.js"), project.root);
    const ada = await signIn(browser, `${other.url}/?room=attic`, "Ada");
    await ada.getByText("Only you are here.").waitFor();
    await other[Symbol.asyncDispose]();
    await ada.getByText("Trying again.").waitFor();
    await ada.getByLabel("Message", { exact: true }).fill("Hello?");
    await ada.getByRole("button", { name: "Send" }).click();
    await ada.getByText("1 message waits to be sent.").waitFor();
    await using back = await startServer(path.join(project.root, "dist/server.js"), project.root, {
      PORT: String(other.port),
    });
    await ada.getByText("Ada Hello?").waitFor();
    expect(back.port).toBe(other.port);
    await ada.context().close();
  });

  test("says why it may not enter", async () => {
    const ada = await signIn(browser, `${server.url}/?room=cellar`, "Ada");
    await ada.getByText("Only you are here.").waitFor();
    // Signed out elsewhere: the handshake is refused, which only its URL over HTTP says.
    await ada.route("**/session", (route) => route.fulfill({ json: { name: "Ada" } }));
    await ada.context().clearCookies();
    await ada.reload();
    await ada.getByText("The server refused the connection: 401, Sign in first.").waitFor();
    await ada.context().close();
  });

  test("lists the routes of the project", async () => {
    const { routes } = await project.json(["check"]);
    const page = await browser.newPage();
    await page.goto(server.url);
    const listed = await page.locator("dt").allTextContents();
    expect(listed.toSorted()).toEqual(routes.map((route) => route.path));
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("fits a phone, and is %s if the system is", async (colorScheme) => {
    const ada = await signIn(browser, `${server.url}/?room=hall`, "Ada Byron", {
      viewport: { width: 390, height: 800 },
      colorScheme,
    });
    await ada.getByText("Only you are here.").waitFor();
    const looks: unknown = await ada.evaluate(`(() => {
      const heading = document.querySelector("h1");
      return {
        overflow: document.documentElement.scrollWidth - innerWidth,
        lines: Math.round(heading.clientHeight / Number.parseFloat(getComputedStyle(heading).lineHeight)),
        background: getComputedStyle(document.body).backgroundColor,
      };
    })()`);
    const background = colorScheme === "dark" ? "rgb(20, 23, 28)" : "rgb(243, 244, 247)";
    expect(looks).toEqual({ overflow: 0, lines: 1, background });
    await ada.context().close();
  });

  test("says what is missing if its script has not been built", async () => {
    await rm(path.join(project.root, "dist/page.js"));
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.getByText("The script of this page is missing.").waitFor();
    await page.context().close();
  });
});
