// Loads a project's settings from its configuration. Mistakes in it do not have their places yet.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Project, Settings } from "../model.ts";
import { readManifest } from "../packages.ts";
import type { Verdict } from "./evaluate.ts";
import { settingsOf } from "./settings.ts";
import type { OptionProblem } from "./validate.ts";

/** The names that the configuration may have; the first that exists is read. */
export const CONFIG_NAMES: readonly string[] = [
  "bunbox.config.ts",
  "bunbox.config.mts",
  "bunbox.config.js",
  "bunbox.config.mjs",
];

/** How long a configuration may run, in milliseconds. */
const TIME_LIMIT = 10_000;

/** The project's configuration file, relative to the project; `null` if it does not have one. */
export function findConfig({ root }: Project): string | null {
  return CONFIG_NAMES.find((name) => existsSync(path.join(root, name))) ?? null;
}

/** The settings of a project without a configuration. */
export function defaultSettings(): Settings {
  return settingsOf({});
}

/** The valid options, and the problems of the others. */
export type Evaluated = Extract<Verdict, { kind: "config" }>;

/**
 * Runs the bundled configuration in its own process, and checks its default export.
 *
 * @param text the bundled configuration
 * @returns the options, or why there are none
 */
export async function evaluateConfig(project: Project, text: string): Promise<Evaluated | string> {
  const module = path.join(project.cache, `config-${project.run}-${randomUUID()}.mjs`);
  const verdictFile = `${module}.json`;
  try {
    await writeFile(module, text);
    const script = path.join(project.runtime, "../compiler/config/evaluate.js");
    const ending = await run(project.root, [script, module, verdictFile, String(process.pid)]);
    const verdict = await readVerdict(verdictFile);
    if (verdict === null) return ending;
    return verdict.kind === "failed" ? verdict.reason : verdict;
  } finally {
    await Promise.all([rm(module, { force: true }), rm(verdictFile, { force: true })]);
  }
}

/** The settings of a configuration. A wrong option gets its default, so that the rest of the project can still be checked. */
export function settle(
  { root }: Project,
  { config, problems }: Evaluated,
): { readonly settings: Settings; readonly problems: readonly OptionProblem[] } {
  const settings = withPrefix(root, settingsOf(config));
  const missing = missingFiles(root, settings);
  return {
    settings: missing.length > 0 ? { ...settings, fallback: null } : settings,
    problems: [...problems, ...missing, ...sharedSockets(settings), ...unknownClients(settings)],
  };
}

function sharedSockets({ workers, server }: Settings): readonly OptionProblem[] {
  if (workers === null || server.unix === null) return [];
  const message = "`workers` cannot share a Unix socket: remove `unix`, or remove `workers`";
  return [{ code: "BBX3002", path: ["workers"], message }];
}

/** A peer on a Unix socket has no address: what its clients have, only the proxy knows. */
function unknownClients({ limits, trustedProxies, server }: Settings): readonly OptionProblem[] {
  if (server.unix === null || !limits?.connectionsPerAddress) return [];
  if (trustedProxies.some(({ first }) => first.join() === "0,0,0,0,0,0,0,1")) return [];
  const message =
    '`limits.connectionsPerAddress` needs addresses, which a Unix socket does not have: add "loopback" to `trustedProxies`';
  return [{ code: "BBX3002", path: ["limits", "connectionsPerAddress"], message }];
}

/** Servers of one project share a prefix, and those of two do not. */
function withPrefix(root: string, settings: Settings): Settings {
  const { pubsub } = settings;
  if (pubsub === null || pubsub.prefix !== null) return settings;
  return { ...settings, pubsub: { ...pubsub, prefix: `bunbox:${projectName(root)}` } };
}

/** The name in package.json. A project without one shares its channels with all others that have none. */
function projectName(root: string): string {
  const { name }: { readonly name?: unknown } = readManifest(root);
  return typeof name === "string" && name !== "" ? name : "app";
}

function missingFiles(root: string, { fallback }: Settings): readonly OptionProblem[] {
  if (fallback === null || existsSync(path.join(root, fallback))) return [];
  const message = `\`fallback\` names ${fallback}, which does not exist`;
  const meant = ["ts", "tsx", "js", "mjs"]
    .map((ending) => `${fallback}.${ending}`)
    .find((file) => existsSync(path.join(root, file)));
  const hint =
    meant === undefined
      ? "Create it, or correct the path, which is relative to the project."
      : `Write \`fallback: ${JSON.stringify(meant)}\`.`;
  return [{ code: "BBX3002", path: ["fallback"], message, hint }];
}

/** Runs the child. Resolves with the reason to report if it has not written a result. */
function run(root: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    // Its output would corrupt `--format json`; its errors are in the result.
    const child = spawn(process.execPath, [...args], { cwd: root, stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), TIME_LIMIT);
    child.on("error", (error) => resolve(error.message));
    child.on("close", (exitCode, signal) => {
      clearTimeout(timer);
      // Node's exit code for a module whose top-level `await` never settles.
      if (exitCode === 13) resolve("its `await` never settles");
      resolve(
        signal === null ? "it ended the process" : `it did not end within ${TIME_LIMIT / 1000} seconds`,
      );
    });
  });
}

async function readVerdict(file: string): Promise<Verdict | null> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null; // The child ended before it could write a result.
  }
}
