// A run that has the same question as an earlier one, and finds everything as that one found it, has its answer.
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import path from "node:path";
import type { BuildResult, Project } from "../model.ts";
import { contentOf, type Evidence, gather, hashOf, holds } from "./evidence.ts";
import { listTree } from "./tree.ts";

/** What a run is remembered by. */
export interface Question {
  /** Flags, settings, and what TypeScript makes of the tsconfig: all that is no file. */
  readonly circumstances: unknown;
  /** Absolute paths of what a build writes; none where nothing is written. */
  readonly outputs: readonly string[];
}

/** What a run ends with, but for the time that it took. */
export type Answer = Omit<BuildResult, "durationMs">;

interface Remembered {
  readonly circumstances: string;
  readonly tree: string;
  readonly evidence: Evidence;
  readonly answer: Answer;
  readonly output: string;
}

/** The project's last run of one kind. */
export interface Memory {
  /** The answer of the earlier run, where nothing that it saw has changed. The question is `null` if nobody could tell. */
  recall(question: () => Promise<Question | null>): Promise<Answer | null>;
  /** Reads the project's files that the run has read, by their path relative to it, while there is time. */
  foresee(files: readonly string[]): void;
  /**
   * Remembers an answer without errors.
   *
   * @param files absolute paths of everything that was read
   */
  record(question: () => Promise<Question | null>, answer: Answer, files: ReadonlySet<string>): Promise<void>;
}

/** Whether a file of the cache folder is a memory. */
export function isMemory(name: string): boolean {
  return name === "last-build.json" || name === "last-check.json";
}

/**
 * Opens the memory at the beginning of a run, and looks at the project as it is now.
 *
 * @param name what distinguishes this kind of run from others, which keep memories of their own
 */
export function openMemory(project: Project, name: "build" | "check", outputs: readonly string[]): Memory {
  const since = Date.now();
  const file = path.join(project.cache, `last-${name}.json`);
  const tree = orNull(() => listTree(project, outputs));
  const names = tree === null ? "" : hashOf(tree.join("\n"));
  const hashes = new Map<string, string>();
  return {
    async recall(ask) {
      const known = tree === null ? null : read(file);
      if (known === null || known.tree !== names) return null;
      const question = await ask();
      if (question === null || known.circumstances !== keyOf(project, question.circumstances)) return null;
      if (known.output !== stateOf(question.outputs)) return null;
      return orNull(() => holds(project, known.evidence)) === true ? known.answer : null;
    },
    foresee(files) {
      for (const each of files) {
        if (/^\.\.\/|node_modules\//.test(each)) continue;
        hashes.set(each, contentOf(path.join(project.root, each)));
      }
    },
    async record(ask, answer, files) {
      const failed = answer.diagnostics.some(({ severity }) => severity === "error");
      const question = failed || tree === null ? null : await ask();
      const evidence =
        question === null || tree === null
          ? null
          : orNull(() => gather(project, files, { tree, since, hashes }));
      if (question === null || evidence === null) return;
      write(file, {
        circumstances: keyOf(project, question.circumstances),
        tree: names,
        evidence,
        answer,
        output: stateOf(question.outputs),
      });
    },
  };
}

/** What cannot be looked at, such as a folder without permission, cannot be remembered either. */
function orNull<T>(look: () => T | null): T | null {
  try {
    return look();
  } catch {
    return null; // whatever it is, the run that follows meets it, and says so if it matters
  }
}

/** bunbox itself is one of the circumstances: its version, and for those who work on it, when it was built. */
function keyOf({ runtime }: Project, circumstances: unknown): string {
  const manifest = readFileSync(path.join(runtime, "../../package.json"));
  const { ino, ctimeMs } = lstatSync(path.dirname(runtime));
  return hashOf(JSON.stringify([circumstances, hashOf(manifest), ino, ctimeMs]));
}

/** The outputs, as far as they are there, must still be what was written. */
function stateOf(outputs: readonly string[]): string {
  return outputs.map(contentOf).join(" ");
}

function read(file: string): Remembered | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null; // there is none, or it has been cut short: the run finds out for itself
  }
}

function write(file: string, remembered: Remembered): void {
  const temporary = `${file}.${randomUUID()}`;
  try {
    writeFileSync(temporary, JSON.stringify(remembered));
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true }); // a full disk: the next run finds out for itself
  }
}
