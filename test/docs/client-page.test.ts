// Tests the page that docs/clients.md shows: bundled for a browser, it receives the messages of its room.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { build } from "esbuild";
import { COMPILER_OPTIONS } from "../client/uses.ts";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY } from "../support/project.ts";

describe.skipIf(!HAS_CHROMIUM)(`docs/clients.md, in Chromium${WHY_SKIPPED}`, () => {
  test("the page that it shows receives the messages of the room", async () => {
    const [first = ""] = (await Bun.file(path.join(REPOSITORY, "docs/clients.md")).text()).split("\n## ");
    const blocks = codeBlocks(first);
    expect(blocks.map(({ file }) => file)).toEqual([
      "bunbox.config.ts",
      "app/ws/rooms/[room]/messages.ts",
      "app/ws/rooms/[room]/route.ts",
      "web/page.ts",
    ]);
    await using shown = await createProject({
      ...Object.fromEntries(blocks.map(({ file = "", text }) => [file, text])),
      "app/pages.ts": `
        const page = "<!doctype html><title>waiting</title><script type=module src=/page.js></script>";
        export default async (req: Request) => new URL(req.url).pathname === "/page.js"
          ? new Response(await Bun.file("web/page.js").text(), { headers: { "Content-Type": "text/javascript" } })
          : new Response(page, { headers: { "Content-Type": "text/html" } });
      `,
    });
    const config = (blocks[0]?.text ?? "").replace("{ client", '{ fallback: "app/pages.ts", client');
    await shown.write({ "bunbox.config.ts": config });
    await shown.build();
    // The page's own TypeScript meets nothing of the server, whose globals and settings are others.
    await shown.write({ "web/tsconfig.json": JSON.stringify({ compilerOptions: COMPILER_OPTIONS }) });
    const tsc = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");
    const child = Bun.spawn(["node", tsc, "-p", "web", "--listFiles"], { cwd: shown.root, stdout: "pipe" });
    const read = (await new Response(child.stdout).text()).trim().split("\n");
    expect(
      read.filter((line) => !/\/lib\.[\w.]+\.d\.ts$/.test(line)).map((line) => path.basename(line)),
    ).toEqual(["messages.ts", "ws.gen.ts", "page.ts"]);
    const bundled = await build({
      entryPoints: [path.join(shown.root, "web/page.ts")],
      outfile: path.join(shown.root, "web/page.js"),
      bundle: true,
      format: "esm",
      metafile: true,
    });
    // Nothing of the server is in the page.
    expect(
      Object.keys(bundled.metafile.inputs)
        .map((file) => path.basename(file))
        .toSorted(),
    ).toEqual(["page.ts", "ws.gen.ts"]);
    await using server = await shown.serve();
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      await page.waitForFunction("document.title === 'hello'");
    } finally {
      await browser.close();
    }
  });
});
