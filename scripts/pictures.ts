// Makes the pictures of the documentation: a diagnostic as a terminal shows it, and in Chromium the inspector and the chat of
// a new project.
// `npm run pictures` runs it. The pictures show the README's own route and mistake.
import path from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "../test/support/chromium.ts";
import { startDev } from "../test/support/dev.ts";
import { codeBlocks } from "../test/support/markdown.ts";
import { createProject, REPOSITORY } from "../test/support/project.ts";
import { buildChat, createFromTemplate, signIn } from "../test/support/template.ts";
import { drawTerminal } from "./terminal.ts";

const FOLDER = path.join(REPOSITORY, "docs/pictures");
const ROUTE = "app/ws/rooms/[room]/route.ts";

const README = await Bun.file(path.join(REPOSITORY, "README.md")).text();
const route = codeBlocks(README).find(({ file }) => file === ROUTE)?.text ?? "";

/** The README's mistake, as the command prints it in color. */
export async function paintMistake(): Promise<string> {
  await using project = await createProject({
    [ROUTE]: route.replace("message: string | Buffer", "message: string"),
  });
  const { stdout } = await project.bunbox(["build"], { env: { FORCE_COLOR: "1" } });
  // The duration differs from run to run.
  return drawTerminal(stdout.replace(/ in \d+ ms/, ""));
}

async function takeInspector(): Promise<void> {
  await using project = await createProject({
    [ROUTE]: route.replace(
      "  ctx.broadcastJSON",
      '  if (message === "lights out") throw new Error("no such lamp");\n  ctx.broadcastJSON',
    ),
    "app/ws/chat/route.ts": "export function onMessage() {}\n",
    "app/ws/files/[...path]/route.ts": "export function onMessage() {}\n",
  });
  const browser = await launchChromium();
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      // Another server, or the second picture would show the error of the first one too.
      await using dev = startDev(project);
      await dev.said(/no type errors/);
      const page = await browser.newPage({ viewport: { width: 1440, height: 720 }, colorScheme });
      using bob = await dev.connect("/ws/rooms/kitchen?name=bob");
      await visit(page, dev.url());
      for (const line of ["hello", "is the kettle on?"]) bob.send(line);
      await page.getByRole("log").getByText("is the kettle on?").waitFor();
      await page.getByRole("textbox", { name: "Message" }).fill("lights out");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByRole("tab", { name: /Errors.*1/ }).waitFor();
      await page.getByRole("textbox", { name: "Message" }).fill("it is");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByRole("log").getByText('"it is"').waitFor();
      await page.screenshot({ path: path.join(FOLDER, `inspector-${colorScheme}.png`) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

/** Opens the inspector, and connects as Ada. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/_bunbox`);
  await page.getByRole("option", { name: "/ws/rooms/[room]" }).click();
  await page.getByLabel("[room]", { exact: true }).fill("kitchen");
  await page.getByLabel("Query string").fill("name=ada");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByText("2 subscribers").waitFor();
}

/** Ada and Bob in the chat that `bunbox init` makes: as Ada sees it, wide and narrow, light and dark. */
async function takeChat(): Promise<void> {
  await using project = await createFromTemplate("chat");
  await buildChat(project);
  await using server = await project.serve();
  const browser = await launchChromium();
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [width, height] of [
        [1280, 920],
        [390, 1050],
      ] as const) {
        const kitchen = `${server.url}/?room=kitchen`;
        const ada = await signIn(browser, kitchen, "Ada", { viewport: { width, height }, colorScheme });
        await ada.getByText("Only you are here.").waitFor();
        const bob = await signIn(browser, kitchen, "Bob");
        await ada.getByText("2 are here.").waitFor();
        for (const [page, text] of [
          [bob, "Is the kettle on?"],
          [ada, "It is. Two minutes."],
          [bob, "Then let me bring the cake."],
        ] as const) {
          await page.getByLabel("Message", { exact: true }).fill(text);
          await page.getByRole("button", { name: "Send" }).click();
          await ada.getByRole("log").getByText(text).waitFor();
        }
        await ada.getByRole("button", { name: "Echo" }).click();
        await ada.getByText("Answer: Hello").waitFor();
        await ada.screenshot({ path: path.join(FOLDER, `chat-${width}-${colorScheme}.png`) });
        for (const page of [ada, bob]) await page.context().close();
      }
    }
  } finally {
    await browser.close();
  }
}

if (import.meta.main) {
  await Bun.write(path.join(FOLDER, "mistake.svg"), await paintMistake());
  await takeInspector();
  await takeChat();
}
