// Tests that the files of docs/getting-started.md are a project, and that each step does what the page says.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { startDev } from "../support/dev.ts";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";

const PAGE = await Bun.file(path.join(REPOSITORY, "docs/getting-started.md")).text();
const BLOCKS = codeBlocks(PAGE);
const ROUTE = "app/ws/rooms/[room]/route.ts";
const [first = "", guarded = ""] = BLOCKS.filter(({ file }) => file === ROUTE).map(({ text }) => text);
const COMMANDS = BLOCKS.filter(({ language }) => language === "sh").map(({ text }) => text);

let project: TestProject;

beforeAll(async () => {
  const named = BLOCKS.flatMap(({ file, text }) => (file === undefined ? [] : [[file, text] as const]));
  const html = BLOCKS.find(({ language }) => language === "html")?.text ?? "";
  project = await createProject({ ...Object.fromEntries(named), "app/page.html": html, [ROUTE]: first });
});

afterAll(() => project[Symbol.asyncDispose]());

describe("docs/getting-started.md", () => {
  test("has only blocks that are run", () => {
    expect(BLOCKS.map(({ language, file }) => file ?? language)).toEqual([
      "sh",
      "tsconfig.json",
      ROUTE,
      "html",
      "app/pages.ts",
      "bunbox.config.ts",
      "sh",
      ROUTE,
      "test/rooms.test.ts",
      "sh",
      "sh",
    ]);
  });

  test("installs what a project needs, and makes it one of ES modules", async () => {
    await using empty = await createProject({});
    const [make = "", init = "", set = "", install = ""] = COMMANDS[0]?.trim().split("\n") ?? [];
    const made = Bun.spawnSync(["sh", "-ec", [make, init, set].join("\n")], { cwd: empty.root });
    expect(made.exitCode).toBe(0);
    expect(await Bun.file(path.join(empty.root, "rooms/package.json")).json()).toMatchObject({
      type: "module",
    });
    // The registry is not asked here; these are the packages that the tests have installed.
    const packages = install.replace("npm install --save-dev ", "").split(" ");
    expect(packages).toEqual(["@ademattos/bunbox", "bun", "@types/bun", "typescript"]);
  });

  test("runs the commands that it shows", () => {
    expect(COMMANDS.slice(1)).toEqual([
      "npx bunbox dev\n",
      "npx bun test\n",
      "npx bunbox build\nnpx bun dist/server.js\n",
    ]);
  });

  test("has a first route that sends to everyone in the room", async () => {
    await using dev = startDev(project);
    await dev.said(/no type errors/);
    using one = await dev.connect("/ws/rooms/kitchen");
    using two = await dev.connect("/ws/rooms/kitchen");
    one.send("hello");
    for (const client of [one, two]) expect(await client.json()).toEqual({ room: "kitchen", text: "hello" });
    expect((await fetch(`${dev.url()}/_bunbox`)).status).toBe(200);
    expect((await fetch(`${dev.url()}/other`)).status).toBe(404);
  });

  test("has a test that passes with the second route, which lets in only people with a name", async () => {
    await project.write({ [ROUTE]: guarded });
    const child = Bun.spawn([process.execPath, "test"], {
      cwd: project.root,
      stdout: "pipe",
      stderr: "pipe",
    });
    const report = await new Response(child.stderr).text();
    expect([await child.exited, report]).toEqual([0, expect.stringContaining("1 pass")]);
  });

  test.skipIf(!HAS_CHROMIUM)(`shows a message in two tabs${WHY_SKIPPED}`, async () => {
    await project.write({ [ROUTE]: guarded });
    const report = await project.json(["build"]);
    expect([report.exitCode, report.diagnostics]).toEqual([0, []]);
    await using server = await project.serve();
    const browser = await launchChromium();
    try {
      const [ada, bob, stranger] = [
        await browser.newPage(),
        await browser.newPage(),
        await browser.newPage(),
      ];
      await stranger.goto(`${server.url}/`);
      await stranger.getByText("Not connected").waitFor();
      await ada.goto(`${server.url}/?name=Ada`);
      await bob.goto(`${server.url}/?name=Bob`);
      for (const page of [ada, bob]) await page.getByText("Connected", { exact: true }).waitFor();
      await ada.getByRole("textbox").fill("Tea?");
      await ada.getByRole("button", { name: "Send" }).click();
      for (const page of [ada, bob]) await page.getByText("Ada: Tea?").waitFor();
    } finally {
      await browser.close();
    }
  });
});
