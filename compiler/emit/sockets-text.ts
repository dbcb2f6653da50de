// Writes the part of the entry that gives user code the sockets of a topic, if it asks for them.
import type { ServerPlan } from "../model.ts";

/** Lines of the entry, and how the app goes through them. */
export interface SocketsText {
  readonly imports: readonly string[];
  readonly app: (text: string) => string;
}

/** If the routes use neither, no line is added and the app stays as it is. */
export function emitSockets({ uses }: ServerPlan): SocketsText {
  if (uses.has("close-all"))
    return {
      imports: ['import { claimCloseAll } from "bunbox:close-all";'],
      app: (text) => `claimCloseAll(${text})`,
    };
  if (!uses.has("sockets")) return { imports: [], app: (text) => text };
  return {
    imports: ['import { claimSockets } from "bunbox:sockets";'],
    app: (text) => `claimSockets(${text})`,
  };
}
