// Tests what docs/clients.md shows of `live` in a browser: the page, the React hook, the refusal, and the sizes.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build, type BuildOptions, type OutputFile } from "esbuild";
import type { Browser } from "playwright-core";
import { COMPILER_OPTIONS } from "../client/uses.ts";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import type { RunningServer } from "../support/server.ts";

const PAGE = await Bun.file(path.join(REPOSITORY, "docs/clients.md")).text();
const PACKAGES = ["react", "react-dom", "partysocket", "reconnecting-websocket"];

/** What the page's code does beside what is shown: it counts the sockets, and has a component that uses the hook. */
const FILES = {
  "web/count.ts": `
    globalThis.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        document.body.dataset["sockets"] = String(Number(document.body.dataset["sockets"] ?? 0) + 1);
      }
    };
  `,
  "web/room.ts": `
    import { useLive } from "./use-live.ts";
    export function useRoom(room: string) {
      return useLive("/ws/rooms/[room]", { room }, (message) => {
        if ("said" in message) document.title = message.said + " in " + room;
      });
    }
  `,
  "web/react.jsx": `
    import "./count.ts";
    import { createElement, StrictMode, useState } from "react";
    import { createRoot } from "react-dom/client";
    import { useRoom } from "./room.ts";
    function Room() {
      const [room, setRoom] = useState("kitchen");
      const { state, send } = useRoom(room);
      return createElement("p", null,
        createElement("b", null, state),
        createElement("button", { id: "say", onClick: () => send({ say: "hello" }) }, "say"),
        createElement("button", { id: "move", onClick: () => setRoom("hall") }, "move"));
    }
    createRoot(document.getElementById("root")).render(createElement(StrictMode, null, createElement(Room)));
  `,
  "web/account.js": `
    import "./count.ts";
    import { live } from "./ws.gen.ts";
    const open = (token) => live("/ws/account", {}, {
      query: () => ({ token }),
      message: (text) => { document.title = text; },
      state: (state, { code, reason }) => { if (state === "closed") document.title = code + " " + reason; },
    });
    Object.assign(globalThis, { open });
  `,
  "web/start-kitchen.js": 'import "./count.ts";\nimport "./kitchen.ts";\n',
  "app/pages.ts": `
    export default async (req: Request) => {
      const { pathname } = new URL(req.url);
      if (pathname === "/token") return new Response("secret");
      if (pathname.endsWith(".js"))
        return new Response(await Bun.file("web/out" + pathname).text(), { headers: { "Content-Type": "text/javascript" } });
      const page = "<!doctype html><title>waiting</title><body><div id=root></div><script type=module src=" + pathname + ".js></script>";
      return new Response(page, { headers: { "Content-Type": "text/html" } });
    };
  `,
};

async function bundle(options: BuildOptions): Promise<readonly OutputFile[]> {
  const { outputFiles = [] } = await build({ bundle: true, format: "esm", write: false, ...options });
  return outputFiles;
}

describe("docs/clients.md", () => {
  let project: TestProject;

  beforeAll(async () => {
    const blocks = codeBlocks(PAGE).map(({ file = "", text }) => [file, text] as const);
    project = await createProject({ ...Object.fromEntries(blocks), ...FILES });
    const modules = path.join(project.root, "node_modules");
    for (const name of PACKAGES)
      await symlink(path.join(REPOSITORY, "node_modules", name), path.join(modules, name));
    const config = 'export default { client: "web/ws.gen.ts", fallback: "app/pages.ts" };';
    await project.write({ "bunbox.config.ts": config });
    await project.build();
  }, 60_000);

  afterAll(() => project[Symbol.asyncDispose]());

  test("shows code that a page's TypeScript takes", async () => {
    const options = { ...COMPILER_OPTIONS, module: "preserve" };
    await project.write({ "web/tsconfig.json": JSON.stringify({ compilerOptions: options }) });
    const tsc = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");
    const child = Bun.spawn(["node", tsc, "-p", "web"], { cwd: project.root, stdout: "pipe" });
    expect(await new Response(child.stdout).text()).toBe("");
  });

  test("has the sizes of the module and of the packages", async () => {
    const folder = path.join(project.root, "web");
    const size = async (contents: string): Promise<string> => {
      const [output] = await bundle({ stdin: { contents, resolveDir: folder }, minify: true });
      return `${(gzipSync(output?.text ?? "").length / 1000).toFixed(1)} kB`;
    };
    const all = 'export { default } from "partysocket"; export * from "partysocket"';
    expect(PAGE).toContain(
      `| Size | ${await size('export { live } from "./ws.gen.ts"')}` +
        ` (\`connect\` ${await size('export { connect } from "./ws.gen.ts"')},` +
        ` both ${await size('export { connect, live } from "./ws.gen.ts"')})` +
        ` | ${await size(all)} (its \`/ws\` ${await size('export { default } from "partysocket/ws"')})` +
        ` | ${await size('export { default } from "reconnecting-websocket"')} |`,
    );
    for (const name of ["partysocket", "reconnecting-websocket"]) {
      const { version } = await Bun.file(path.join(REPOSITORY, `node_modules/${name}/package.json`)).json();
      expect(PAGE).toContain(`| [${name}](https://www.npmjs.com/package/${name}) ${version} |`);
    }
  });

  describe.skipIf(!HAS_CHROMIUM)(`in Chromium${WHY_SKIPPED}`, () => {
    let server: RunningServer;
    let browser: Browser;

    beforeAll(async () => {
      const output = await bundle({
        entryPoints: ["web/react.jsx", "web/account.js", "web/start-kitchen.js"],
        absWorkingDir: project.root,
        outdir: "web/out",
        define: { "process.env.NODE_ENV": '"development"' },
      });
      for (const file of output) await Bun.write(file.path, file.text);
      server = await project.serve();
      browser = await launchChromium();
    }, 60_000);

    afterAll(async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
    });

    test("the hook opens one socket per room, though StrictMode mounts it twice", async () => {
      const page = await browser.newPage();
      await page.goto(`${server.url}/react`);
      await page.locator("b", { hasText: "open" }).waitFor();
      await page.click("#say");
      await page.waitForFunction("document.title === 'hello in kitchen'");
      expect(await page.evaluate("document.body.dataset.sockets")).toBe("1");
      await page.click("#move");
      await page.click("#say"); // it is sent or waits, whichever room it is for
      await page.waitForFunction("document.title === 'hello in hall'");
      expect(await page.evaluate("document.body.dataset.sockets")).toBe("2");
      await page.close();
    });

    test("the page sends what waited, and shows its state", async () => {
      const page = await browser.newPage();
      await page.goto(`${server.url}/start-kitchen`);
      await page.waitForFunction("document.title === 'hello' && document.body.className === 'open'");
      await page.close();
    });

    test("the route refuses a token with 4401", async () => {
      const page = await browser.newPage();
      await page.goto(`${server.url}/account`);
      await page.waitForFunction("globalThis.open !== undefined && open('secret') !== undefined");
      await page.waitForFunction("document.title === 'hello ada'");
      await page.evaluate("open('guess')");
      await page.waitForFunction("document.title === '4401 sign in again'");
      await page.close();
    });
  });
});
