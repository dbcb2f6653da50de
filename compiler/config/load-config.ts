// The project in, its settings out; the mistakes in bunbox.config.ts still without their places.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import type { Project, Settings } from "../model.ts";
import type { Verdict } from "./evaluate.ts";
import { settingsOf } from "./settings.ts";
import type { OptionProblem } from "./validate.ts";

const NAMES = ["bunbox.config.ts", "bunbox.config.mts", "bunbox.config.js", "bunbox.config.mjs"];

/** How long a configuration may run, in milliseconds. */
const TIME_LIMIT = 10_000;

/** The project's configuration file, relative to it; `null` where it has none. */
export function findConfig({ root }: Project): string | null {
  return NAMES.find((name) => existsSync(path.join(root, name))) ?? null;
}

/** The settings, or why there are none. */
export type LoadedConfig =
  /** What is wrong has its default, so that the rest of the project can be judged all the same. */
  { readonly settings: Settings; readonly problems: readonly OptionProblem[] } | { readonly failure: string };

/** The settings of a project without a configuration. */
export function defaultSettings(): Settings {
  return settingsOf({});
}

/**
 * Runs the bundled configuration in a process of its own, and checks what it exports.
 *
 * @param module absolute path of the bundled configuration; removed afterwards
 */
export async function loadConfig({ root, runtime }: Project, module: string): Promise<LoadedConfig> {
  const verdictFile = `${module}.json`;
  try {
    const script = path.join(runtime, "../compiler/config/evaluate.js");
    const ending = await run(root, [script, module, verdictFile, String(process.pid)]);
    const verdict = await readVerdict(verdictFile);
    if (verdict === null) return { failure: ending };
    if (verdict.kind === "failed") return { failure: verdict.reason };
    const settings = settingsOf(verdict.config);
    const missing = missingFiles(root, settings);
    return {
      settings: missing.length > 0 ? { ...settings, fallback: null } : settings,
      problems: [...verdict.problems, ...missing],
    };
  } finally {
    await Promise.all([rm(module, { force: true }), rm(verdictFile, { force: true })]);
  }
}

function missingFiles(root: string, { fallback }: Settings): readonly OptionProblem[] {
  if (fallback === null || existsSync(path.join(root, fallback))) return [];
  return [
    { code: "BBX3002", path: ["fallback"], message: `\`fallback\` names ${fallback}, which does not exist` },
  ];
}

/** Resolves with why there may be no verdict. */
function run(root: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    // What it prints would spoil `--format json`; what it throws is in the verdict.
    const child = spawn(process.execPath, [...args], { cwd: root, stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), TIME_LIMIT);
    child.on("error", (error) => resolve(error.message));
    child.on("close", (exitCode, signal) => {
      clearTimeout(timer);
      // Node's exit code for a module whose `await` has nothing left to wait for.
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
    return null; // the child ended before it could write one
  }
}
