// Tests the page of fixtures/apps/chat in a browser: two people talk, and one of them signs out everywhere.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import type { TestProject } from "../support/project.ts";
import { withoutInfo } from "../support/log.ts";
import { buildChatApp, type Chat, serveChat } from "./chat-app.ts";

let project: TestProject;
let chat: Chat;
let browser: Browser;

describe.skipIf(!HAS_CHROMIUM)(`the page of the chat${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    project = await buildChatApp();
    [chat, browser] = await Promise.all([serveChat(project, 2), launchChromium()]);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await chat.server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test("lets two people talk in a room and directly, and one of them sign out everywhere", async () => {
    const [ada, bob] = await Promise.all([open("ada"), open("bob")]);
    for (const page of [ada, bob]) await page.getByText("Here: ada, bob").waitFor();
    await bob.getByLabel("Message", { exact: true }).fill("Tea?");
    await ada.getByText("bob is typing").waitFor();
    await bob.getByRole("button", { name: "Send" }).click();
    for (const page of [ada, bob]) await page.getByText("bob: Tea?").waitFor();
    await ada.getByText("bob is typing").waitFor({ state: "hidden" });

    // A second device gets the history and direct messages.
    const phone = await open("ada");
    await phone.getByText("bob: Tea?").waitFor();
    for (const page of [ada, phone]) await page.getByText("ada, 2 devices").waitFor();
    await bob.getByLabel("To", { exact: true }).fill("ada");
    await bob.getByLabel("Letter").fill("<b>Psst</b>");
    await bob.getByRole("button", { name: "Deliver" }).click();
    for (const page of [ada, phone, bob]) await page.getByText("bob to ada: <b>Psst</b>").waitFor();

    await phone.getByRole("button", { name: "Sign out everywhere" }).click();
    for (const page of [ada, phone]) {
      await page.getByText("Signed out everywhere.").waitFor();
      await page.getByLabel("Your name").waitFor();
      expect(await page.getByText("bob: Tea?").isVisible()).toBe(false);
    }
    await bob.getByText("Here: bob").waitFor();
    await ada.reload();
    await ada.getByLabel("Your name").waitFor();
    await bob.getByLabel("Letter").fill("Still there?");
    await bob.getByRole("button", { name: "Deliver" }).click();
    await bob.getByText("ada is not online.").waitFor();
  });

  test("uploads a file, and reads older messages", async () => {
    const eve = await open("eve");
    const talk = await (await chat.signIn("eve")).connect("/ws/rooms/kitchen");
    const other = await (await chat.signIn("eve")).connect("/ws/rooms/kitchen");
    for (let number = 1; number <= 40; number += 1)
      for (const client of [talk, other]) client.send(JSON.stringify({ say: `Message ${number}` }));
    await eve.getByText("eve: Message 40").nth(1).waitFor();
    await eve.reload();
    await eve.getByText("eve: Message 40").nth(1).waitFor();
    expect(await eve.locator("#log p").count()).toBe(50);
    await eve.getByRole("button", { name: "Older messages" }).click();
    await eve.getByText("eve: Message 1", { exact: true }).nth(1).waitFor();

    const buffer = Buffer.alloc(100_000, 1);
    await eve.getByLabel("File").setInputFiles({ name: "a.bin", mimeType: "text/plain", buffer });
    await eve.locator("progress[value='1']").waitFor();
    expect(withoutInfo(chat.server.stderr())).toBe("");
  });
});

/** A device of somebody who has signed in. */
async function open(name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(chat.server.url);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page
    .getByText(`${name}, 1 device`)
    .or(page.getByText(`${name}, 2 devices`))
    .waitFor();
  return page;
}
