// Lets the sockets' own methods reach other servers. `ws.publish` and `ws.subscribe` are Bun's own, and handlers get Bun's own
// sockets, so the methods are wrapped once per process.
import { contextOf, type Linked } from "../link.ts";
import { createWrapper, PUBLISHING } from "../wrap-methods.ts";

/** What the wrapped methods do besides. */
export interface Hook {
  /** A socket of ours has published. */
  readonly published: (topic: string, data: unknown, compress: boolean) => void;
  /** A socket of ours has subscribed to a topic. */
  readonly subscribed: (topic: string) => void;
}

/** Creates the function that wraps the methods of a socket's class at its first call. */
export function createHook({ published, subscribed }: Hook): (ws: object) => void {
  return createWrapper<Linked>([...PUBLISHING, "subscribe"], (name, run) => (ws, args) => {
    const result = run(ws, args);
    const [topic, data, compress] = args;
    // Other servers of the process have sockets of the same class.
    if (typeof topic !== "string" || contextOf(ws) === undefined) return result;
    if (name === "subscribe") subscribed(topic);
    else published(topic, data, compress === true);
    return result;
  });
}
