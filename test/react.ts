// Makes a project from the packed package and the template react, as a newcomer does, with React and Vite from npm, and lets two
// people talk in a browser: with `npm run dev`, and with `npm start`. `.ci/run` runs it: `bun test/react.ts PACKAGE.tgz`.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { collect } from "./support/collect.ts";

const [archive = ""] = process.argv.slice(2);
const folder = await mkdtemp(path.join(tmpdir(), "bunbox-react-"));
const app = path.join(folder, "app");

async function run(cwd: string, ...command: readonly string[]): Promise<void> {
  console.log(`$ ${command.join(" ")}`);
  const child = Bun.spawn([...command], { cwd, stdout: "inherit", stderr: "inherit" });
  const code = await child.exited;
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}`);
}

/** Runs a script of the project until `use` is done with the address that it prints. */
async function serve(
  script: readonly string[],
  address: RegExp,
  use: (url: string) => Promise<void>,
): Promise<void> {
  console.log(`$ npm ${script.join(" ")}`);
  const port = Bun.serve({ port: 0, fetch: () => new Response() });
  const env = { ...process.env, PORT: String(port.port), FORCE_COLOR: "0", NO_COLOR: "1" };
  await port.stop(true);
  const child = Bun.spawn(["npm", ...script], {
    cwd: app,
    env,
    stdout: "pipe",
    stderr: "pipe",
    detached: true,
  });
  const output = collect(child.stdout, child.stderr);
  try {
    const ended = child.exited.then(() => "");
    const [url = ""] = /http:\/\/[\w.]+:\d+/.exec(await Promise.race([output.matches(address), ended])) ?? [];
    if (url === "") throw new Error(`npm ${script.join(" ")} printed no address:\n${output.text()}`);
    await use(url.replace("0.0.0.0", "127.0.0.1"));
  } finally {
    process.kill(-child.pid, "SIGINT"); // as Ctrl+C does
    await child.exited;
  }
}

async function join(browser: Browser, url: string, name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 }, colorScheme: "dark" });
  await page.goto(url);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join" }).click();
  return page;
}

async function talk(browser: Browser, url: string): Promise<void> {
  const ada = await join(browser, url, "Ada");
  const bob = await join(browser, url, "Bob");
  await ada.getByText("2 are here.").waitFor();
  await bob.getByRole("textbox", { name: "Message" }).fill("Tea?");
  await bob.getByRole("button", { name: "Send" }).click();
  for (const page of [ada, bob]) await page.getByText("Bob Tea?").waitFor();
  await bob.close();
  await ada.getByText("Only you are here.").waitFor();
  await ada.close();
}

try {
  const browser = await launchChromium();
  try {
    const init = ["bunbox", "init", "app", "--template", "react"];
    await run(
      folder,
      "npm",
      "exec",
      "--yes",
      "--prefer-offline",
      `--package=${path.resolve(archive)}`,
      "--",
      ...init,
    );
    await run(app, "npm", "install", "--silent", "--prefer-offline", "--no-audit", "--no-fund");
    await run(app, "npm", "run", "types");
    await serve(["run", "dev"], /Local: +http:\/\/localhost:\d+/, (url) => talk(browser, url));
    await serve(["start"], /Listening on .*/, (url) => talk(browser, url));
  } finally {
    await browser.close();
  }
  console.log("the template react works");
} finally {
  await rm(folder, { recursive: true, force: true });
}
