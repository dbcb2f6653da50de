// Sees what the server sends. Bun has no callback for it, so the methods that send are wrapped, and not before a page watches.
import { createWrapper, PUBLISHING } from "../../runtime/wrap-methods.ts";

/** Called after a message was sent. */
export interface SendListener {
  /** @param status what Bun's `send` returned */
  readonly sent: (ws: object, message: unknown, status: number) => void;
  /** @param publisher the server, or the socket that called `publish` */
  readonly published: (publisher: object, topic: string, message: unknown, status: number) => void;
}

const SENDING = ["send", "sendText", "sendBinary"];

/** @returns wraps the methods of an object's prototype, unless it has done so before */
export function createFrameTap({ sent, published }: SendListener): (target: object) => void {
  return createWrapper([...SENDING, ...PUBLISHING], (name, run) => (target, args) => {
    const status = run(target, args);
    if (typeof status !== "number") return status;
    if (SENDING.includes(name)) sent(target, args[0], status);
    else published(target, String(args[0]), args[1], status);
    return status;
  });
}
