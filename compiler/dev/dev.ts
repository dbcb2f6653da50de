// Keeps the server of the last good build running: builds on every change, replaces the server, checks types beside it.
import { statSync } from "node:fs";
import path from "node:path";
import { diskFull } from "../cache-folder.ts";
import { hasError } from "../compile-project.ts";
import { report } from "../rules/rule.ts";
import { unreadableRoute } from "../rules/routes/unreadable-route.ts";
import { writeClient } from "../graph/write.ts";
import type { BuildNotice } from "../../inspector/server/feed.ts";
import type { BuildResult, Diagnostic, Project } from "../model.ts";
import { relativeTo } from "../place.ts";
import { compileRunnable, type Runnable } from "../runnable.ts";
import { type CheckProcess, startCheck } from "./check-process.ts";
import type { DevEvent } from "./event.ts";
import { mergeReads, type Reads, readsOf } from "./reads.ts";
import {
  digestOf,
  hasChangedSince,
  isEnvironment,
  isLacked,
  isRelevant,
  isUnresolved,
  type LastBuild,
} from "./relevance.ts";
import { createSupervisor } from "./supervisor.ts";
import { type Hint, watchProject } from "./watch.ts";

/** Options of `startDev`. */
export interface DevOptions {
  /** Bun's executable. */
  readonly bun: string;
  /** Absolute path of the inspector's page. */
  readonly page: string;
  readonly typecheck: boolean;
  readonly onEvent: (event: DevEvent) => void;
  /** Formats a result as the terminal shows it, without color, for the inspector. */
  readonly format: (result: BuildResult) => string;
}

/** A running `bunbox dev`. */
export interface Dev {
  /** Shuts the server down, and ends everything else. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
}

/** How long to wait for further changes before a build, in milliseconds: an editor writes a file in several steps. */
const DEBOUNCE = 10;

/** Builds and serves until it is stopped. */
export function startDev(project: Project, options: DevOptions): Dev {
  const { onEvent, format } = options;
  const supervisor = createSupervisor(project, options);
  const changed = new Map<string, Hint["change"]>();
  const digests = new Map<string, string | null>();
  let changedAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let stopped = false;
  let check: CheckProcess | null = null;
  // The files that the last build depends on.
  let built: ReadonlySet<string> = new Set();
  let typed: readonly string[] = [];
  let absent: readonly string[] = [];
  // What the last build, or its check, has found.
  let latestDiagnostics: readonly Diagnostic[] = [];
  let latest: Reads | null = null;
  let last: LastBuild | null = null;
  // Whether a file had really changed for the last build.
  let hadNews = true;
  let checking = false;
  // When the last build began, in milliseconds since 1970.
  let readSince = Date.now();
  // Changes of files that the last build did not depend on. The running one, or its check, may have read them before.
  const early = new Map<string, Hint>();

  const watch = watchProject(project.root, {
    onHint(hint) {
      if (last === null || isRelevant(project, hint, last)) take(hint);
      else if (busy || checking) early.set(hint.file, hint);
    },
    onLimit: (reason) => onEvent({ kind: "watch-limit", reason }),
  });

  /** Builds again for a change. */
  function take(hint: Hint): void {
    if (changed.size === 0) changedAt = performance.now();
    changed.set(hint.file, hint.change);
    if (isEnvironment(path.basename(hint.file))) supervisor.markStale();
    // A save without a difference may not lead to another build.
    if (isNews(hint, digestOf(hint.file))) supervisor.interrupt();
    clearTimeout(timer);
    timer = setTimeout(() => void runBuilds(), DEBOUNCE);
  }

  /** Stores what the last build depends on, watches it, and takes the changes that came in since it was read. */
  function remember(failure: LastBuild["failure"], outputs: ReadonlySet<string>): void {
    const fresh = readsOf(project, [...built, ...typed], watch.links(), {
      absent,
      isMissing: (name) => isUnresolved(name, latestDiagnostics),
    });
    const reads = latest === null ? fresh : mergeReads(latest, fresh);
    latest = fresh;
    last = { reads, outputs, failure };
    const added = watch.include(reads.folders);
    for (const hint of early.values()) if (isRelevant(project, hint, last)) take(hint);
    for (const file of reads.files)
      if (added.has(path.dirname(file)) && hasChangedSince(file, readSince))
        take({ file, change: "changed", folder: false });
    for (const file of added)
      if (isLacked(file, reads) && hasChangedSince(file, readSince))
        take({ file, change: "added", folder: true });
  }

  async function runBuilds(): Promise<void> {
    if (busy) return;
    busy = true;
    const batch = [...changed];
    changed.clear();
    const found = batch.map(([file, change]) => ({ file, change, digest: digestOf(file) }));
    const news = found.length === 0 || found.some((each) => isNews(each, each.digest));
    for (const { file, digest } of found) digests.set(file, digest);
    // A configuration or a module may write a source whenever it runs; one more build reads the changes in between.
    if (news || hadNews) {
      hadNews = news;
      await rebuildSafely(batch.map(([file]) => relativeTo(project, file)).toSorted());
    }
    busy = false;
    // Build now for the changes that came in during this build.
    if (changed.size > 0 && !stopped) void runBuilds();
  }

  /** Whether a file differs from what it was at its last change. */
  function isNews({ file, change }: Pick<Hint, "file" | "change">, digest: string | null): boolean {
    return change !== "changed" || digest === null || digests.get(file) !== digest;
  }

  /**
   * Reports a file that vanishes in the middle of a build, and a disk that is full. The change that brings the file back, or
   * the next one, starts another build.
   */
  async function rebuildSafely(batch: readonly string[]): Promise<void> {
    try {
      await rebuild(batch);
    } catch (error) {
      const cause = goneFile(error) ?? diskFull(error);
      if (cause === null) throw error;
      supervisor.markStale();
      onEvent({ kind: "failed", changed: batch, serving: supervisor.isServing() });
      const result = { routes: [], diagnostics: [cause], output: null, durationMs: since(changedAt) };
      onEvent({ kind: "checked", result, served: false, types: false });
    }
  }

  async function rebuild(batch: readonly string[]): Promise<void> {
    const began = changedAt;
    await check?.stop();
    early.clear();
    readSince = Date.now();
    notice("building", "");
    // While a package manager installs, bunbox itself may be gone: this throws then, instead of an error per file of it.
    statSync(project.runtime);
    const next = await compileRunnable(project, { typecheck: false, runner: "dev" });
    if (stopped) return;
    // A failed build may not have read everything, so the earlier files are kept.
    built = next.code === null ? new Set([...built, ...next.files]) : next.files;
    absent = next.absent;
    latestDiagnostics = next.diagnostics;
    remember(
      next.code === null ? next.diagnostics : null,
      outputsOf(project, next) ?? last?.outputs ?? new Set(),
    );
    // A file may be gone for a moment, so do not report errors while there are further changes.
    if (next.code === null && changed.size > 0 && hadNews) return;
    const unwritten = await writeClient(project, next.client);
    if (next.code === null) {
      onEvent({ kind: "failed", changed: batch, serving: supervisor.isServing() });
      notice("failed", format(resultOf(next, since(began))));
    } else {
      const served = await supervisor.replace({ ...next, code: next.code }, batch, () => since(began));
      // Whatever has interrupted it leads to another build.
      if (served === null) hadNews = true;
      if (served !== true) return;
    }
    if (!stopped) void checkAndReport(next, resultOf(next, since(began)), unwritten);
  }

  /** Reports each mistake once: the check finds all that the build found, and more, but writes nothing. */
  async function checkAndReport(
    next: Runnable,
    found: BuildResult,
    unwritten: readonly Diagnostic[],
  ): Promise<void> {
    const served = next.code !== null;
    if (served) notice("checking", "");
    check = options.typecheck ? startCheck(project) : null;
    checking = check !== null;
    const answer = check === null ? "failed" : await check.result;
    checking = false;
    if (answer === "stopped" || stopped) return;
    // Without a check, there is still what the build itself has found.
    const checked = answer === "failed" ? { result: found, files: [] } : answer;
    typed = checked.files;
    latestDiagnostics = checked.result.diagnostics;
    if (last !== null) remember(last.failure, last.outputs);
    const findings = served || hasError(checked.result.diagnostics) ? checked.result : found;
    const result = { ...findings, diagnostics: [...findings.diagnostics, ...unwritten] };
    onEvent({ kind: "checked", result, served, types: answer !== "failed" });
    const state = !served ? "failed" : hasError(result.diagnostics) ? "wrong" : "clean";
    notice(state, result.diagnostics.length === 0 ? "" : format(result));
  }

  function notice(state: BuildNotice["state"], text: string): void {
    supervisor.notice({ state, report: text, at: Date.now() });
  }

  void runBuilds();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      watch[Symbol.dispose]();
      await Promise.all([check?.stop(), supervisor.close()]);
    },
    kill() {
      supervisor.kill();
      void check?.stop();
    },
  };
}

/** The outputs of a build, which are not changes of the project; `null` if they are not known. */
function outputsOf({ root }: Project, { settings }: Runnable): ReadonlySet<string> | null {
  if (settings === null) return null;
  const { outfile, client } = settings;
  const files = [outfile, `${outfile}.map`, ...(client === null ? [] : [client])];
  return new Set(files.map((file) => path.resolve(root, file)));
}

/** The diagnostic for a file or folder that vanished while it was used; `null` for any other error. */
function goneFile(error: unknown): Diagnostic | null {
  if (!(error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")))
    return null;
  const hint = "The next change builds again.";
  return report(unreadableRoute, null, "A file vanished while it was read", { reason: error.message, hint });
}

function since(began: number): number {
  return Math.round(performance.now() - began);
}

function resultOf({ routes, diagnostics }: Runnable, durationMs: number): BuildResult {
  return { routes, diagnostics, output: null, durationMs };
}
