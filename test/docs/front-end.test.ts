// Tests docs/front-end.md: its files are those of the template react, which Vite serves, and bundles for the server that bunbox builds.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { symlink } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { collect } from "../support/collect.ts";
import { codeBlocks } from "../support/markdown.ts";
import { REPOSITORY, type TestProject } from "../support/project.ts";
import type { RunningServer } from "../support/server.ts";
import { createFromTemplate } from "../support/template.ts";

const PAGE = await Bun.file(path.join(REPOSITORY, "docs/front-end.md")).text();
const PACKAGES = ["react", "react-dom", "scheduler", "vite"];
/** A plugin that only reloads faster. test/react.ts installs it. */
const PLUGIN = ['import react from "@vitejs/plugin-react";\n', "  plugins: [react()],\n"];

let project: TestProject;
let server: RunningServer;
let browser: Browser;

test("docs/front-end.md shows the files of the template react", async () => {
  const shown = codeBlocks(PAGE).filter(({ file }) => file !== undefined);
  expect(shown.map(({ file }) => file)).toEqual([
    "vite.config.ts",
    "web/tsconfig.json",
    "app/ws/rooms/[room]/messages.ts",
    "web/use-room.ts",
    "app/pages.ts",
  ]);
  for (const { file = "", text } of shown) {
    const written = await Bun.file(path.join(REPOSITORY, "fixtures/apps/react", file)).text();
    const [, ...code] = text.split("\n"); // after its name
    expect(code.join("\n")).toBe(written.replace(/^\/\/ .*\n/, ""));
  }
});

describe.skipIf(!HAS_CHROMIUM)(`a page that Vite has made${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    project = await createFromTemplate("react");
    for (const name of PACKAGES) {
      await symlink(
        path.join(REPOSITORY, "node_modules", name),
        path.join(project.root, "node_modules", name),
      );
    }
    const config = path.join(project.root, "vite.config.ts");
    let text = await Bun.file(config).text();
    for (const line of PLUGIN) text = text.replace(line, "");
    await Bun.write(config, text);
    await project.build();
    expect(await vite({}, "build").exited).toBe(0);
    [server, browser] = await Promise.all([project.serve(), launchChromium()]);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test("talks to the server that serves it, which serves nothing else", async () => {
    await talk(server.url);
    await project.write({ "secret.txt": "secret" });
    for (const wrong of [
      "/missing.js",
      "/..%2f..%2fsecret.txt",
      "/%2e%2e%2f%2e%2e%2fsecret.txt",
      "/..%2fweb",
    ])
      expect([wrong, (await server.fetch(wrong)).status]).toEqual([wrong, 404]);
  });

  test("talks to `bunbox dev` through Vite, while it is developed", async () => {
    const child = vite({ PORT: String(server.port) }, "--port", "0", "--host", "127.0.0.1");
    try {
      const output = collect(child.stdout);
      const [address = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(await output.matches(/127\.0\.0\.1:\d+/)) ?? [];
      await talk(address);
    } finally {
      child.kill();
      await child.exited;
    }
  });
});

async function talk(url: string): Promise<void> {
  const pages = await Promise.all([browser.newPage(), browser.newPage()]);
  const [ada, bob] = pages;
  for (const [page, name] of [
    [ada, "Ada"],
    [bob, "Bob"],
  ] as const) {
    await page.goto(url);
    await page.getByLabel("Your name").fill(name);
    await page.getByRole("button", { name: "Join" }).click();
  }
  await ada.getByText("2 are here.").waitFor();
  await bob.getByRole("textbox", { name: "Message" }).fill("Tea?");
  await bob.getByRole("button", { name: "Send" }).click();
  for (const page of pages) await page.getByText("Bob Tea?").waitFor();
  for (const page of pages) await page.close();
}

function vite(
  variables: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Bun.Subprocess<"ignore", "pipe", "inherit"> {
  const command = path.join(REPOSITORY, "node_modules/vite/bin/vite.js");
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...variables };
  return Bun.spawn(["node", command, ...args], { cwd: project.root, env, stdout: "pipe", stderr: "inherit" });
}
