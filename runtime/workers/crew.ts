// Keeps the workers of a server running: starts them, starts again those that die, replaces them one by one, ends them.
import { log } from "../report.ts";

/** What the crew needs. */
export interface CrewPort {
  /** Starts a process as the worker with this number; `ended` is called with how it ended. */
  start(number: number, ended: (how: string) => void): { readonly pid: number; readonly kill: () => void };
  /** Orders a worker to close its sockets and end; one that is not connected yet does not hear it. */
  drain(pid: number, replaced: boolean): void;
  /** How many milliseconds a worker that replaces another may take until it listens. */
  readonly listensWithin: number;
  /** How many milliseconds a worker may take to end. */
  readonly endsWithin: number;
  /** The workers listen, all but those that died before they did. */
  started(): void;
  /** No worker is left that could be started again. */
  failed(): void;
}

/** The workers of one server. */
export interface Crew {
  /** A worker can take orders. */
  connected(pid: number): void;
  /** A worker listens. */
  ready(pid: number): void;
  /** Starts a new worker in each place, and ends the old one when the new one listens. */
  reload(): void;
  /** Ends all. Resolves when they have ended. */
  stop(): Promise<void>;
  kill(): void;
  /** How many workers listen, and how many died and were replaced. */
  counts(): { readonly listening: number; readonly restarts: number };
}

/** Milliseconds before a dead worker is started again; doubled each time, up to the longest. */
const SHORTEST_WAIT = 100;
const LONGEST_WAIT = 10_000;
/** Milliseconds to wait for the signal that has ended a worker at its start: a terminal sends it to the supervisor too. */
const NOTICE = 100;
/** A worker that has lived so many milliseconds is healthy: the next wait is short again. */
const HEALTHY_AFTER = 30_000;
/** How often a worker may die at its start before it is given up. */
const MOST_FAILURES = 5;

interface Member {
  readonly pid: number;
  readonly kill: () => void;
  readonly since: number;
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  /** Resolves with whether it came to listen. */
  readonly up: ReturnType<typeof Promise.withResolvers<boolean>>;
  listens: boolean;
  /** Gives the order to end, once it is to. */
  leave?: () => void;
}

/** Starts the first worker, and the others when it listens: a mistake that ends every worker is reported by one. */
export function createCrew(count: number, port: CrewPort): Crew {
  const members = new Set<Member>();
  // Who is in each place now; one that is leaving has none.
  const places = new Map<number, Member>();
  let restarts = 0;
  let stopping = false;
  let reloads = Promise.resolve();
  let queued = false;
  const firstUp = Promise.withResolvers<void>();

  function hire(number: number): Member {
    const ended = Promise.withResolvers<string>();
    const child = startOf(number, ended.resolve);
    const member: Member = {
      pid: child.pid,
      kill: child.kill,
      since: performance.now(),
      ended: ended.promise,
      up: Promise.withResolvers(),
      listens: false,
    };
    members.add(member);
    void member.ended.then(async () => {
      members.delete(member);
      member.listens = false;
      await Bun.sleep(NOTICE);
      member.up.resolve(false);
    });
    return member;
  }

  function find(pid: number): Member | undefined {
    return [...members].find((each) => each.pid === pid);
  }

  /** A process that cannot be started counts as one that has ended. */
  function startOf(number: number, ended: (how: string) => void): ReturnType<CrewPort["start"]> {
    try {
      return port.start(number, ended);
    } catch (error) {
      ended(error instanceof Error ? error.message : String(error));
      return { pid: 0, kill: () => undefined };
    }
  }

  /** Fills a place again whenever its worker dies, until it has died too often at its start. */
  async function keep(number: number): Promise<void> {
    if (!places.has(number)) places.set(number, hire(number));
    let wait = SHORTEST_WAIT;
    for (let failures = 0; ;) {
      const member = places.get(number);
      const how = await member?.ended;
      const listened = await member?.up.promise;
      if (stopping) return;
      if (member === undefined || places.get(number) !== member) continue; // another has replaced it
      failures = listened ? 0 : failures + 1;
      if (failures >= MOST_FAILURES) {
        places.delete(number);
        log("error", `worker ${number} ended ${failures} times before it listened (${how}); it is given up`);
        if (places.size === 0) port.failed();
        return;
      }
      if (performance.now() - member.since > HEALTHY_AFTER) wait = SHORTEST_WAIT;
      log("warning", `worker ${number} ended (${how}); it starts again in ${wait / 1000} s`);
      await Bun.sleep(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT);
      if (stopping || places.get(number) !== member) continue;
      restarts += 1;
      places.set(number, hire(number));
    }
  }

  async function start(): Promise<void> {
    void keep(1);
    await firstUp.promise;
    if (stopping) return;
    for (let number = 2; number <= count; number += 1) void keep(number);
    await Promise.all([...places.values()].map(({ up }) => up.promise));
    port.started();
  }

  async function replace(number: number): Promise<boolean> {
    const next = hire(number);
    const timer = setTimeout(() => next.kill(), port.listensWithin);
    const listens = await next.up.promise;
    clearTimeout(timer);
    if (!listens) {
      if (!stopping) log("error", `a new worker ${number} ended before it listened; the old workers go on`);
      return false;
    }
    // The old one may have died meanwhile, and have been started again.
    const old = places.get(number);
    places.set(number, next);
    if (old === undefined) void keep(number);
    else release(old, true);
    return true;
  }

  /** Lets a worker end. Whether it has clients is known to itself alone: that it listens may be on the way still. */
  function release(member: Member, replaced: boolean): void {
    member.leave = () => port.drain(member.pid, replaced);
    member.leave();
    const timer = setTimeout(() => member.kill(), port.endsWithin);
    void member.ended.then(() => clearTimeout(timer));
  }

  async function reload(): Promise<void> {
    for (let number = 1; number <= count; number += 1) if (stopping || !(await replace(number))) return;
    log("warning", "all workers are replaced");
  }

  void start();
  return {
    connected: (pid) => find(pid)?.leave?.(),
    ready(pid) {
      const member = find(pid);
      if (member === undefined) return;
      member.listens = true;
      member.up.resolve(true);
      firstUp.resolve();
    },
    reload() {
      if (queued) return;
      queued = true;
      reloads = reloads.then(() => {
        queued = false;
        return reload();
      });
    },
    async stop() {
      stopping = true;
      for (const member of members) release(member, false);
      await Promise.all([...members].map(({ ended }) => ended));
    },
    kill: () => members.forEach((member) => member.kill()),
    counts: () => ({ listening: [...members].filter(({ listens }) => listens).length, restarts }),
  };
}
