// Makes a project as `bunbox init --template` does, with bunbox installed as npm would install it.
import { mkdtemp, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { TEMPLATES } from "../../compiler/init.ts";
import { installBunbox, openProject, REPOSITORY, runBunbox, type TestProject } from "./project.ts";

export type TemplateName = keyof typeof TEMPLATES;

/** Makes a project in a folder of its own. */
export async function createFromTemplate(template: TemplateName): Promise<TestProject> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  const { exitCode, stderr } = await runBunbox(root, ["init", ".", "--template", template]);
  if (exitCode !== 0) throw new Error(stderr);
  await installDependencies(root);
  return openProject(root);
}

/** Links bunbox and the other packages that a template's server needs. */
export async function installDependencies(root: string): Promise<void> {
  await installBunbox(root);
  await symlink(path.join(REPOSITORY, "node_modules/zod"), path.join(root, "node_modules/zod"));
}

/** Builds the chat, and its page as `npm run build` does. */
export async function buildChat(project: TestProject): Promise<void> {
  await project.build();
  const [entry, outdir] = [path.join(project.root, "web/page.ts"), path.join(project.root, "dist")];
  await Bun.build({ entrypoints: [entry], outdir, minify: true });
}

/** Opens the chat in a browser session of its own, and signs in. */
export async function signIn(
  browser: Browser,
  url: string,
  name: string,
  options?: BrowserContextOptions,
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(url);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  return page;
}
