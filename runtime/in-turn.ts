// Handles the messages of each socket one after the other, as long as an earlier one is pending.
import { watch } from "./handlers.ts";
import { kindOf } from "./kind-of.ts";
import { reportFailure } from "./report.ts";
import type { RouteEntry } from "./route.ts";
import type { Bytes, OnMessage, RouteParams, WebSocketContext } from "./types.ts";
import { WaitingMessages } from "./waiting-messages.ts";

type Socket = Bun.ServerWebSocket<unknown>;
type Message = string | Bytes;

/** How often the messages of closed sockets are dropped, in milliseconds. */
const SWEEP_EVERY = 1000;

/** What is done with a message, in two steps. */
export interface Turn<Result> {
  /** Never throws. The messages behind it wait while its promise is pending, which never rejects. */
  readonly begin: (ws: Socket, message: Message, ctx: WebSocketContext) => Result | Promise<Result>;
  /** Gets the result, unless the socket has closed. Nothing waits for a promise that it returns. */
  readonly end: (ws: Socket, result: Result, message: Message, ctx: WebSocketContext) => unknown;
  /** The reason of the close if too much is waiting. */
  readonly reason: string;
}

/** The `onMessage` that takes each message in its turn. Its promise resolves once the message has been handled. */
export function inTurn<Result>(route: RouteEntry, { begin, end, reason }: Turn<Result>): OnMessage {
  // Sockets with a message that is pending: the messages after it wait, so that their order stays.
  const pending = new Map<Socket, WaitingMessages>();
  let sweeping: ReturnType<typeof setInterval> | undefined;

  /** Drops what waits for a socket that has closed: its message may be pending forever. */
  function sweep(): void {
    for (const ws of pending.keys()) if (ws.readyState !== WebSocket.OPEN) release(ws);
  }

  function hold(ws: Socket): WaitingMessages {
    const waiting = new WaitingMessages();
    pending.set(ws, waiting);
    sweeping ??= setInterval(sweep, SWEEP_EVERY);
    sweeping.unref();
    return waiting;
  }

  function release(ws: Socket): void {
    pending.get(ws)?.clear();
    pending.delete(ws);
    if (pending.size > 0) return;
    clearInterval(sweeping);
    sweeping = undefined;
  }

  /** Takes the messages of a socket in their order, until none is pending. */
  async function takeTurns(
    ws: Socket,
    first: Promise<Result>,
    firstMessage: Message,
    ctx: WebSocketContext,
  ): Promise<unknown> {
    const waiting = hold(ws);
    let begun: Result | Promise<Result> = first;
    let message = firstMessage;
    let settled: Promise<unknown> | undefined;
    for (;;) {
      const result: Result = await begun;
      const current = message;
      // What waits when a socket closes is dropped.
      if (ws.readyState !== WebSocket.OPEN) break;
      ws.cork(() => {
        try {
          settled = watch(end(ws, result, current, ctx), ws, route, "onMessage");
        } catch (error) {
          reportFailure(route, "onMessage", error, ws);
        }
      });
      const next = ws.readyState === WebSocket.OPEN ? waiting.take() : undefined;
      if (next === undefined) break;
      message = next;
      begun = ws.cork(() => begin(ws, next, ctx));
    }
    if (pending.get(ws) === waiting) release(ws);
    return settled;
  }

  return (ws, message, ctx) => {
    const waiting = pending.size === 0 ? undefined : pending.get(ws);
    if (waiting !== undefined) {
      if (!waiting.keep(message)) ws.close(1008, reason);
      return undefined;
    }
    const begun = begin(ws, message, ctx);
    if (!(begun instanceof Promise)) return end(ws, begun, message, ctx);
    return takeTurns(ws, begun, message, ctx);
  };
}

/** A route's own handler, for what it gets in place of a message. */
export type OwnHandler = OnMessage<unknown, RouteParams, unknown>;

/** Reads the route's own `onMessage`: at every call, if the module may assign to it. */
export function ownHandler(route: RouteEntry): () => OwnHandler {
  const own: PropertyDescriptor = Object.getOwnPropertyDescriptor(route, "onMessage") ?? {};
  return () => {
    const handler: unknown = own.get === undefined ? own.value : own.get.call(route);
    if (isHandler(handler)) return handler;
    throw new TypeError(`onMessage is ${kindOf(handler)} now; it must stay a function`);
  };
}

function isHandler(value: unknown): value is OwnHandler {
  return typeof value === "function";
}
