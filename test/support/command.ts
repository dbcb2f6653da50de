// Runs `bunbox` again and again in one process of Node, for tests that do not depend on how its process starts and ends.
//
// Loading ts-morph and TypeScript takes ten times as long as describing the routes of a small project.
import type { CommandOrder, Ran } from "./command-process.ts";
import { openHelper } from "./helper-process.ts";

/** The environment in which a report has no colors and its usual format. */
export const PLAIN = { GITHUB_ACTIONS: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined };

/** Opens the command that a file has. Its process starts with the first order. */
export function openCommand(file: string): (order: CommandOrder) => Promise<Ran> {
  let started: ((order: CommandOrder) => Promise<Ran>) | undefined;
  return (order) => {
    // npm ends what it has started with it; the process of the tests does so here.
    started ??= openHelper("command-process.ts", {
      ...PLAIN,
      COMMAND: file,
      npm_lifecycle_event: undefined,
    });
    return started(order);
  };
}
