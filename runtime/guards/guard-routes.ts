// Runs the guards of a route's folders before its `upgrade`. The entry imports this file only if the project has guards.
import type { App } from "../app.ts";
import type { HandlerName } from "../facts.ts";
import { stateOf } from "../handlers.ts";
import { endStart } from "../faults.ts";
import { refuse } from "../refuse.ts";
import { kindOf } from "../kind-of.ts";
import type { RouteEntry } from "../route.ts";
import { isThenable } from "../thenable.ts";
import type { Upgrade } from "../types.ts";
import { wrappedRow } from "../wrapped-upgrade.ts";
import { GuardAnswers, GuardedContext } from "./guard-answers.ts";

/** A guard of the generated list: a value, or a getter if the module may assign to it. */
export interface GuardEntry {
  readonly file: string;
  readonly guard: unknown;
}

/** The guards of one route, the outermost first, and the handlers that the route itself exports. */
export interface Guarded {
  readonly guards: readonly GuardEntry[];
  readonly handlers: readonly HandlerName[];
}

/**
 * Puts the guards before the `upgrade` of each route that has some. A guard that is not a function ends the process if the
 * output is run, and is an error for the program that imports it.
 *
 * @param guarded by the path of the route
 * @param seconds how long a handshake may take; after that, no further guard runs
 */
export function guardRoutes(
  table: readonly RouteEntry[],
  guarded: ReadonlyMap<string, Guarded>,
  main: boolean,
  seconds = Infinity,
): readonly RouteEntry[] {
  const all = new Set([...guarded.values()].flatMap(({ guards }) => guards));
  const faults = [...all].flatMap(faultOf);
  endStart(faults, main);
  const known = new Set(table.map(({ path }) => path));
  for (const path of guarded.keys())
    if (!known.has(path)) throw new Error(`${path} has guards, but is not a route`);
  return table.map((row) => {
    const own = guarded.get(row.path);
    if (own === undefined) return row;
    return wrappedRow(
      row,
      (upgrade) => guardedUpgrade(row, own.guards, upgrade, seconds * 1000),
      () => true,
    );
  });
}

/** The app whose routes are as the build lists them: with their guards, and without an `upgrade` that only runs these. */
export function namingGuards(app: App, guarded: ReadonlyMap<string, Guarded>): App {
  return {
    ...app,
    routes: app.routes.map((route) => {
      const own = guarded.get(route.path);
      if (own === undefined) return route;
      return { ...route, handlers: own.handlers, guards: own.guards.map(({ file }) => file) };
    }),
  };
}

function faultOf(entry: GuardEntry): readonly string[] {
  const state = stateOf(entry, "guard");
  if (state === "a function") return [];
  return [`${entry.file} exports guard, but it ${state} when the server starts; export a function`];
}

/** The `upgrade` that runs the guards first. What it returns is what `upgrade` returns, or a refusal. */
function guardedUpgrade(
  row: RouteEntry,
  guards: readonly GuardEntry[],
  upgrade: Upgrade,
  limit: number,
): Upgrade {
  return (req, ctx) => step(0, new GuardAnswers(row, req, ctx));

  /** Runs the guard of this index and those after it, and then `upgrade`. A step that is synchronous costs no promise. */
  function step(index: number, answers: GuardAnswers): ReturnType<Upgrade> {
    const entry = guards[index];
    if (entry === undefined) {
      const result = upgrade(answers.req, new GuardedContext(answers.ctx, answers.data));
      return isThenable(result)
        ? Promise.resolve(result).then((value) => answers.complete(value))
        : answers.complete(result);
    }
    const refusal = run(entry, answers);
    if (refusal instanceof Promise) return refusal.then((known) => known ?? later(index + 1, answers));
    return refusal ?? step(index + 1, answers);
  }

  /** Goes on after a guard that has taken time: not for a client that has left, and not if the time is over. */
  function later(index: number, answers: GuardAnswers): ReturnType<Upgrade> {
    if (answers.req.signal.aborted) return refuse(400, "gone");
    // `limitUpgrades` answers, or has answered.
    if (performance.now() - answers.began >= limit) return new Promise(() => undefined);
    return step(index, answers);
  }
}

/** Runs one guard. Returns its refusal, or `undefined` if it accepts. */
function run(entry: GuardEntry, answers: GuardAnswers): Response | undefined | Promise<Response | undefined> {
  try {
    const handler = entry.guard;
    if (typeof handler !== "function")
      throw new TypeError(`guard is ${kindOf(handler)} now; it must stay a function`);
    const result: unknown = handler(answers.req, new GuardedContext(answers.ctx, answers.data));
    if (!isThenable(result)) return answers.take(entry, result);
    return Promise.resolve(result).then(
      (value) => answers.take(entry, value),
      (error: unknown) => answers.fail(entry, error),
    );
  } catch (error) {
    return answers.fail(entry, error);
  }
}
