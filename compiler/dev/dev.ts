// A project in, a server that is always that of its last good build out: builds, replaces, checks types beside.
import path from "node:path";
import { hasError } from "../assemble.ts";
import { writeClient } from "../bundle/write.ts";
import type { BuildNotice } from "../../runtime/dev/feed.ts";
import type { BuildResult, Diagnostic, Project } from "../model.ts";
import { relativeTo } from "../project.ts";
import { compileRunnable, type Runnable } from "../runnable.ts";
import { type Check, startCheck } from "./check-process.ts";
import type { DevEvent } from "./event.ts";
import { createStage } from "./stage.ts";
import { watchProject } from "./watch.ts";

/** How to develop a project. */
export interface DevOptions {
  /** Bun's executable. */
  readonly bun: string;
  /** Absolute path of the inspector's page. */
  readonly page: string;
  readonly typecheck: boolean;
  readonly tell: (event: DevEvent) => void;
  /** A result as the terminal shows it, without colour: for the inspector. */
  readonly format: (result: BuildResult) => string;
}

/** A running `bunbox dev`. */
export interface Dev {
  /** Ends the server as a shutdown does, and everything else with it. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
}

/** How long nothing must change before it is built, in milliseconds: an editor writes a file in several steps. */
const QUIET = 10;

const SOURCE = /\.[cm]?[jt]sx?$/;
const MANIFEST = /^(?:tsconfig|jsconfig|package).*\.json$/;

/** Builds, serves, and goes on until it is stopped. */
export function startDev(project: Project, options: DevOptions): Dev {
  const { tell, format } = options;
  const stage = createStage(project, options);
  const changed = new Set<string>();
  let changedAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let stopped = false;
  let last: Runnable | null = null;
  let check: Check | null = null;

  const watch = watchProject(project.root, {
    onHint(file, folder) {
      if (!isRelevant(file, folder)) return;
      if (changed.size === 0) changedAt = performance.now();
      changed.add(relativeTo(project, file));
      // The environment is read when a server starts.
      if (isEnvironment(path.basename(file))) stage.forget();
      stage.interrupt();
      clearTimeout(timer);
      timer = setTimeout(() => void work(), QUIET);
    },
    onLimit: (reason) => tell({ kind: "watch-limit", reason }),
  });

  /** Whether a change can matter; after a failure, what was missing may be of any kind. */
  function isRelevant(file: string, folder: boolean): boolean {
    if (last === null || last.code === null) return true;
    if (writtenBy(project, last).includes(file)) return false;
    const name = path.basename(file);
    return folder || last.files.has(file) || SOURCE.test(name) || MANIFEST.test(name) || isEnvironment(name);
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    const batch = [...changed].toSorted();
    changed.clear();
    await turn(batch);
    busy = false;
    // What has changed meanwhile has waited long enough.
    if (changed.size > 0 && !stopped) void work();
  }

  async function turn(batch: readonly string[]): Promise<void> {
    const began = changedAt;
    await check?.stop();
    notice("building", "");
    const built = await compileRunnable(project, { typecheck: false, development: true });
    if (stopped) return;
    last = built;
    // A file can be gone between two looks at it: what is changing still is not judged.
    if (built.code === null && changed.size > 0) return;
    watch.include(new Set([...built.files].map((file) => path.dirname(file)).filter(isOwn)));
    const unwritten = await writeClient(project, built.client);
    if (built.code === null) {
      tell({ kind: "failed", changed: batch, serving: stage.isServing() });
      notice("failed", format(resultOf(built, since(began))));
    } else if (!(await stage.replace({ ...built, code: built.code }, batch, () => since(began)))) {
      return;
    }
    if (!stopped) void judge(built, resultOf(built, since(began)), unwritten);
  }

  /** Tells what is wrong, once: the check finds what the build has found, and more, but writes nothing. */
  async function judge(built: Runnable, found: BuildResult, unwritten: readonly Diagnostic[]): Promise<void> {
    const served = built.code !== null;
    if (served) notice("checking", "");
    check = options.typecheck ? startCheck(project) : null;
    const checked = check === null ? found : await check.result;
    if (checked === null || stopped) return;
    const told = served || hasError(checked.diagnostics) ? checked : found;
    const result = { ...told, diagnostics: [...told.diagnostics, ...unwritten] };
    tell({ kind: "checked", result, served, types: check !== null });
    const state = !served ? "failed" : hasError(result.diagnostics) ? "wrong" : "clean";
    notice(state, result.diagnostics.length === 0 ? "" : format(result));
  }

  function notice(state: BuildNotice["state"], report: string): void {
    stage.notice({ state, report, at: Date.now() });
  }

  void work();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      watch[Symbol.dispose]();
      await Promise.all([check?.stop(), stage.close()]);
    },
    kill() {
      stage.kill();
      void check?.stop();
    },
  };
}

/** What a build of the project writes, which is no change of it. */
function writtenBy({ root }: Project, { settings }: Runnable): readonly string[] {
  if (settings === null) return [];
  const { outfile, client } = settings;
  return [outfile, ...(client === null ? [] : [client])].map((file) => path.resolve(root, file));
}

function since(began: number): number {
  return Math.round(performance.now() - began);
}

function resultOf({ routes, diagnostics }: Runnable, durationMs: number): BuildResult {
  return { routes, diagnostics, output: null, durationMs };
}

function isEnvironment(name: string): boolean {
  return name.startsWith(".env");
}

/** A package changes when it is installed, and then its lock file does too. */
function isOwn(folder: string): boolean {
  return !folder.includes(`${path.sep}node_modules${path.sep}`);
}
