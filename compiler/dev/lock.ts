// Lets only one `bunbox dev` serve a project: each writes a file into the cache folder, and reads those of the others.
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { livingProcess, prepareCache, startOf } from "../cache-folder.ts";
import { isRecord } from "../config/kinds.ts";
import type { Project } from "../model.ts";

/** The right to serve a project. */
export interface Lock {
  /** Writes down the address of the server, for those who come later. */
  readonly serves: (url: string) => void;
  readonly release: () => void;
}

/** The `bunbox dev` that serves the project already. */
export interface Holder {
  readonly pid: number;
  /** `null` before it serves. */
  readonly url: string | null;
}

/** What a file says of the process that its name has. */
interface Note {
  /** When the process began: another one may have its id by now. */
  readonly started: string;
  /** Whether it may serve the project; before, it only asks. */
  readonly held: boolean;
  readonly url: string | null;
}

/** The time between two looks at others that only ask yet, in milliseconds. */
const INTERVAL = 20;

/**
 * Takes the lock of a project, or says who has it. A process takes it only if, after it has written its own file, there is no
 * other process with one; so of two that start at once, at most one does. If both only ask, the one with the lower id waits.
 * The file of a killed process counts no more.
 */
export async function lockProject(project: Project): Promise<Lock | Holder> {
  const file = path.join(project.cache, `dev-${project.run}-${randomUUID()}.json`);
  const started = startOf(process.pid);
  const release = (): void => rmSync(file, { force: true });

  // The folder may be deleted at any time, or the disk be full: then the build reports it.
  function write(note: Omit<Note, "started">): boolean {
    try {
      writeFileSync(file, JSON.stringify({ started, ...note }));
      return true;
    } catch {
      return false;
    }
  }

  const lock: Lock = { release, serves: (url) => void write({ held: true, url }) };
  if ((await prepareCache(project)) !== null || !write({ held: false, url: null })) return lock;
  for (;;) {
    const others = othersOf(project, path.basename(file));
    const first = others.find(({ held }) => held) ?? others.find(({ pid }) => pid < process.pid);
    if (first !== undefined) {
      release();
      return { pid: first.pid, url: first.url };
    }
    if (others.length === 0) break;
    await setTimeout(INTERVAL);
  }
  write({ held: true, url: null });
  return lock;
}

/** The other processes with a file in the cache folder that still run. */
function othersOf({ cache }: Project, own: string): readonly (Holder & Pick<Note, "held">)[] {
  return readdirSync(cache).flatMap((name) => {
    const pid = name.startsWith("dev-") && name !== own ? livingProcess(name) : null;
    if (pid === null) return [];
    const note = noteIn(path.join(cache, name));
    return note !== null && note.started !== startOf(pid)
      ? []
      : [{ pid, held: note?.held ?? false, url: note?.url ?? null }];
  });
}

/** What a file says; `null` if it is gone, or not written yet. */
function noteIn(file: string): Note | null {
  try {
    const note: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!isRecord(note)) return null;
    const { started, held, url } = note;
    return {
      started: String(started),
      held: held === true,
      url: typeof url === "string" ? url : null,
    };
  } catch {
    return null;
  }
}
