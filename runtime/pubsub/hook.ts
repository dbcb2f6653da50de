// Lets the sockets' own methods reach other servers. `ws.publish` and `ws.subscribe` are Bun's own, and handlers get Bun's own
// sockets, so the methods are wrapped once per process, on their prototype.
import { contextOf, type Linked } from "../link.ts";

/** What the wrapped methods do besides. */
export interface Hook {
  /** A socket of ours has published. */
  readonly published: (topic: string, data: unknown, compress: boolean) => void;
  /** A socket of ours has subscribed to a topic. */
  readonly subscribed: (topic: string) => void;
}

/** Creates the function that wraps the methods of a socket's class at its first call. */
export function createHook({ published, subscribed }: Hook): (ws: object) => void {
  let hooked = false;

  return (ws) => {
    if (hooked) return;
    hooked = true;
    const prototype: unknown = Object.getPrototypeOf(ws);
    if (typeof prototype !== "object" || prototype === null) return;
    for (const name of ["publish", "publishText", "publishBinary"])
      wrap(prototype, name, (topic, data, compress) => published(topic, data, compress === true));
    wrap(prototype, "subscribe", subscribed);
  };
}

type After = (topic: string, data: unknown, compress: unknown) => void;

/** Calls `after` for sockets of ours alone, because other servers of the process have the same class. */
function wrap(prototype: object, name: string, after: After): void {
  const native: unknown = Reflect.get(prototype, name);
  if (typeof native !== "function") return;
  Reflect.set(prototype, name, function (this: Linked, ...args: unknown[]): unknown {
    const result: unknown = Reflect.apply(native, this, args);
    const [topic, data, compress] = args;
    if (typeof topic === "string" && contextOf(this) !== undefined) after(topic, data, compress);
    return result;
  });
}
