// Tests the inspector of a real `bunbox dev`, as a person with a browser uses it.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { type RunningDev, startDev } from "../support/dev.ts";
import { createProject, type TestProject } from "../support/project.ts";

const ROOM = (suffix: string): string => `
  import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
  type Context = WebSocketContext<{ room: string }>;
  export function upgrade(req: Request) { return !req.url.includes("refuse"); }
  export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: Context) {
    if (message === "fail") throw new Error("on purpose");
    ctx.broadcast(typeof message === "string" ? ctx.params.room + ": " + message + ${JSON.stringify(suffix)} : message);
  }
`;
const FILE = "app/ws/rooms/[room]/route.ts";

const DESK = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  type Data = { name: string };
  export function upgrade(req: Request) {
    const name = req.headers.get("authorization");
    if (name === null) return Response.json({ error: "log in first" }, { status: 401 });
    return { data: { name }, protocol: "v1" };
  }
  export function onMessage(ws: ServerWebSocket<Data>, message: string | Buffer) {
    if (message === "bye") return ws.close(4000, "see you");
    ws.send(typeof message === "string" ? JSON.stringify({ name: ws.data.name, message }) : message);
    ws.send("a \\"plain\\" text");
  }
`;

let project: TestProject;
let dev: RunningDev;
let browser: Browser;

describe.skipIf(!HAS_CHROMIUM)(`the inspector in Chromium${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    project = await createProject({ [FILE]: ROOM(""), "app/ws/desk/route.ts": DESK });
    dev = startDev(project);
    await dev.said(/no type errors/);
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await dev[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test("shows a room's broadcast in two tabs, who is there, an error with its place, and a build's mistakes", async () => {
    const [one, two] = [await open(), await open()];
    const foreign: string[] = [];
    one.on("request", (request) => {
      if (!request.url().startsWith(dev.url())) foreign.push(request.url());
    });
    for (const page of [one, two]) await connect(page, "tea & cake");
    await one.getByLabel("URL").getByText("/ws/rooms/tea%20%26%20cake").waitFor();

    await send(one, "<img src=x onerror=alert(1)>");
    for (const page of [one, two])
      await page.getByRole("log").getByText("tea & cake: <img src=x onerror=alert(1)>").waitFor();
    await one.getByText("2 subscribers").waitFor();

    await send(one, "fail");
    await one.getByRole("tab", { name: /Errors/ }).click();
    await one.getByText("app/ws/rooms/[room]/route.ts:6:").first().waitFor();
    await one.getByText("on purpose").first().waitFor();

    // A new build closes both with 1012, and they come back to it.
    await project.write({ [FILE]: `${ROOM("!")}export const limit: number = "many";` });
    await one.getByRole("region", { name: "Build" }).getByText("TS2322").waitFor();
    await one.getByRole("log").getByText("1012").first().waitFor();
    await one
      .getByRole("status", { name: "Socket state" })
      .getByText(/Open since/)
      .waitFor();
    await send(one, "again");
    await one.getByRole("log").getByText("tea & cake: again!").waitFor();

    dev.mark();
    await project.write({ [FILE]: ROOM("!") });
    await dev.said(/no type errors/);
    await one.getByRole("region", { name: "Build" }).waitFor({ state: "hidden" });
    expect(foreign).toEqual([]);
  });

  test("says what a refused handshake, invalid JSON and a missing parameter are", async () => {
    const page = await open();
    await connect(page, "..");
    await page.getByText('A URL cannot have the segment ".."').waitFor();
    await page.getByLabel("Query string").fill("refuse=1");
    await connect(page, "x");
    await page
      .getByRole("status", { name: "Socket state" })
      .getByText(/refused/i)
      .waitFor();
    await page.getByLabel("Query string").fill("");
    await connect(page, "x");
    await page
      .getByRole("status", { name: "Socket state" })
      .getByText(/Open since/)
      .waitFor();
    await page.getByLabel("JSON").check();
    await page.getByRole("textbox", { name: "Message" }).fill('{ "a": }');
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page
      .getByRole("alert")
      .getByText(/not JSON/)
      .waitFor();
  });

  test("finds the line that answers 401, connects with a header, and copies both as tests that pass", async () => {
    const page = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const copied = async (): Promise<string> => String(await page.evaluate("navigator.clipboard.readText()"));
    await page.getByRole("option", { name: "/ws/desk" }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    const note = page.getByRole("status", { name: "Refusal" });
    await note.getByText('401 “{"error":"log in first"}”.').waitFor();
    await note.getByText("app/ws/desk/route.ts:6:").waitFor();
    await note.getByRole("button", { name: "Details" }).click();
    const list = page.getByRole("list", { name: "Refused handshakes" }).getByRole("listitem").first();
    await list.getByText("Body, headers and stack").click();
    await list.getByRole("button", { name: "Copy as test" }).click();
    await list.getByText("Copied").waitFor();
    const refusal = await copied();

    await page.getByText("Headers and cookies").click();
    await page.getByRole("textbox", { name: "Headers" }).fill("Authorization: ada");
    await page.getByLabel("Subprotocols").fill("v2, v1");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    const state = page.getByRole("status", { name: "Socket state" });
    await state.getByText(/Open since .* subprotocol v1/).waitFor();
    await send(page, "hi");
    await page.getByRole("log").getByText('{"name":"ada","message":"hi"}').waitFor();
    await page.getByRole("radio", { name: "File" }).check();
    const buffer = Buffer.from([0, 128, 255]);
    await page.getByLabel("File to send").setInputFiles({ name: "x.bin", mimeType: "", buffer });
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("log").getByText("00 80 ff").nth(1).waitFor();
    await page.getByRole("radio", { name: "Text" }).check();
    await send(page, "bye");
    await state.getByText(/with 4000/).waitFor();
    const bar = page.getByRole("region", { name: "Messages" });
    await bar.getByRole("button", { name: "Copy as test" }).click();
    await bar.getByText("Copied").waitFor();
    const session = await copied();

    await project.write({ "test/refusal.test.ts": refusal, "test/session.test.ts": session });
    const tests = Bun.spawn(["bun", "test"], { cwd: project.root, stdout: "pipe", stderr: "pipe" });
    const said = await new Response(tests.stderr).text();
    expect([said, await tests.exited]).toEqual([expect.stringContaining("2 pass"), 0]);
    expect(said).toContain("7 expect() calls");
    expect(session).toContain(
      'await app.connect("/ws/desk", { headers: { "Authorization": "ada" }, protocols: ["v2", "v1"] })',
    );
  });

  test("fits a phone", async () => {
    const page = await open({ width: 390, height: 844 });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBe(390);
  });
});

async function open(viewport = { width: 1280, height: 800 }): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.goto(`${dev.url()}/_bunbox`);
  await page.getByRole("option", { name: "/ws/rooms/[room]" }).waitFor();
  return page;
}

async function connect(page: Page, room: string): Promise<void> {
  await page.getByRole("option", { name: "/ws/rooms/[room]" }).click();
  await page.getByLabel("[room]", { exact: true }).fill(room);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

async function send(page: Page, message: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(message);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}
