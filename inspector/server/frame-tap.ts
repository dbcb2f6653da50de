// Sees what the server sends. Bun has no callback for it, so the methods that send are wrapped on their prototypes, and
// not before a page watches.

/** Called after a message was sent. */
export interface SendListener {
  /** @param status what Bun's `send` returned */
  readonly sent: (ws: object, message: unknown, status: number) => void;
  /** @param publisher the server, or the socket that called `publish` */
  readonly published: (publisher: object, topic: string, message: unknown, status: number) => void;
}

const SENDING = ["send", "sendText", "sendBinary"];
const PUBLISHING = ["publish", "publishText", "publishBinary"];

/** @returns wraps the methods of an object's prototype, unless it has done so before */
export function createFrameTap({ sent, published }: SendListener): (target: object) => void {
  const wrapped = new Set<object>();
  return (target) => {
    const prototype: unknown = Object.getPrototypeOf(target);
    if (typeof prototype !== "object" || prototype === null || wrapped.has(prototype)) return;
    wrapped.add(prototype);
    for (const name of SENDING) wrap(prototype, name, (ws, [message], status) => sent(ws, message, status));
    for (const name of PUBLISHING) {
      wrap(prototype, name, (publisher, [topic, message], status) =>
        published(publisher, String(topic), message, status),
      );
    }
  };
}

/** Calls `after` once the method has returned. What the method throws is not changed. */
function wrap(
  prototype: object,
  name: string,
  after: (target: object, args: readonly unknown[], status: number) => void,
): void {
  const native: unknown = Reflect.get(prototype, name);
  if (typeof native !== "function") return;
  const method = function (this: object, ...args: unknown[]): unknown {
    const status: unknown = Reflect.apply(native, this, args);
    if (typeof status === "number") after(this, args, status);
    return status;
  };
  Object.defineProperty(method, "name", { value: name });
  Reflect.set(prototype, name, method);
}
