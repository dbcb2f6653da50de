// Checks the messages of routes that export a schema, before their `onMessage` gets them.
import { hasHandler, watch } from "./handlers.ts";
import { kindOf, log, reportFailure } from "./report.ts";
import type { RouteEntry } from "./route.ts";
import type { SchemaIssue } from "./schema.ts";
import type { Bytes, OnMessage, RouteParams, WebSocketContext } from "./types.ts";
import { createMessageCheck, isRefused, isSchema, type CheckResult } from "./message-check.ts";
import { WaitingMessages } from "./waiting-messages.ts";

type Socket = Bun.ServerWebSocket<unknown>;
type Message = string | Bytes;
type Checked = OnMessage<unknown, RouteParams, unknown>;

/** How often the messages of closed sockets are dropped, in milliseconds. */
const SWEEP_EVERY = 1000;

/**
 * Puts the check before the `onMessage` of each route that exports `incoming`. A value that is not a schema ends the process
 * if the output is run, and is an error for the program that imports it.
 */
export function checkIncoming(table: readonly RouteEntry[], main: boolean): readonly RouteEntry[] {
  const routes = table.filter((route) => Object.hasOwn(route, "incoming"));
  const faults = routes.flatMap(faultsOf);
  if (faults.length > 0 && !main) throw new Error(faults.join("\n"));
  for (const fault of faults) log("error", fault);
  if (faults.length > 0) process.exit(1);
  for (const route of routes) {
    // If it is not a function, that is reported as for any other handler.
    if (typeof route.onMessage !== "function") continue;
    Object.defineProperty(route, "onMessage", { value: checked(route, handlerOf(route)), enumerable: true });
  }
  return table;
}

function faultsOf({ file, incoming, maxPayloadLength: limit }: RouteEntry): readonly string[] {
  const faults: string[] = [];
  if (!isSchema(incoming)) {
    const remedy = "export a Standard Schema, of zod, valibot or arktype for example";
    faults.push(`${file} exports incoming, but it is ${kindOf(incoming)} when the server starts; ${remedy}`);
  }
  if (limit !== undefined && !(typeof limit === "number" && Number.isSafeInteger(limit) && limit > 0))
    faults.push(`${file} exports maxPayloadLength, but it is not a number of bytes when the server starts`);
  return faults;
}

/** Reads the route's own handler: at every call, if the module may assign to it. */
function handlerOf(route: RouteEntry): () => Checked {
  const own: PropertyDescriptor = Object.getOwnPropertyDescriptor(route, "onMessage") ?? {};
  return () => {
    const handler: unknown = own.get === undefined ? own.value : own.get.call(route);
    if (isFunction(handler)) return handler;
    throw new TypeError(`onMessage is ${kindOf(handler)} now; it must stay a function`);
  };
}

function isFunction(value: unknown): value is Checked {
  return typeof value === "function";
}

/** The `onMessage` that checks each message, and passes what the schema returns to the route's own. */
function checked(route: RouteEntry, handler: () => Checked): OnMessage {
  const check = createMessageCheck(route);
  // Sockets with a message whose check is pending: the messages after it wait, so that their order stays.
  const pending = new Map<Socket, WaitingMessages>();
  let sweeping: ReturnType<typeof setInterval> | undefined;

  /** Drops what waits for a socket that has closed: its check may never settle. */
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

  function obey(ws: Socket, result: CheckResult, message: Message, ctx: WebSocketContext): unknown {
    if (isRefused(result)) return refuse(ws, result.issues, message, ctx);
    if ("value" in result) return handler()(ws, result.value, ctx);
    if ("error" in result) return reportFailure(route, "incoming", result.error, ws);
    return "code" in result ? ws.close(result.code, result.reason) : undefined;
  }

  function refuse(
    ws: Socket,
    issues: readonly SchemaIssue[],
    message: Message,
    ctx: WebSocketContext,
  ): unknown {
    // Bun cuts the reason at 123 bytes, at a character's end (Bun 1.4).
    if (!hasHandler(route, "onInvalid")) return ws.close(1007, reasonOf(issues[0]));
    try {
      void watch(route.onInvalid?.(ws, { issues, message }, ctx), ws, route, "onInvalid");
    } catch (error) {
      reportFailure(route, "onInvalid", error, ws);
    }
    return undefined;
  }

  /** Obeys the results on a socket's messages in their order, until none is pending. */
  async function obeyInOrder(
    ws: Socket,
    first: Promise<CheckResult>,
    firstMessage: Message,
    ctx: WebSocketContext,
  ): Promise<void> {
    const waiting = hold(ws);
    let checking: CheckResult | Promise<CheckResult> = first;
    let message = firstMessage;
    for (;;) {
      const result: CheckResult = await checking;
      const current = message;
      // What waits when a socket closes is dropped.
      if (ws.readyState !== WebSocket.OPEN) break;
      ws.cork(() => {
        try {
          void watch(obey(ws, result, current, ctx), ws, route, "onMessage");
        } catch (error) {
          reportFailure(route, "onMessage", error, ws);
        }
      });
      const next = waiting.take();
      if (next === undefined) break;
      message = next;
      checking = check(next);
    }
    if (pending.get(ws) === waiting) release(ws);
  }

  return (ws, message, ctx) => {
    const waiting = pending.size === 0 ? undefined : pending.get(ws);
    if (waiting !== undefined) {
      if (!waiting.keep(message)) ws.close(1008, "Too many messages while earlier ones were checked");
      return undefined;
    }
    const result = check(message);
    if (!(result instanceof Promise)) return obey(ws, result, message, ctx);
    void obeyInOrder(ws, result, message, ctx);
    return undefined;
  };
}

/** The first issue in words. A path may hold the client's whole message beside each key (valibot). */
function reasonOf(issue: SchemaIssue | undefined): string {
  const keys = (issue?.path ?? []).map((part) => String(typeof part === "object" ? part.key : part));
  const message = issue?.message ?? "Invalid message";
  return keys.length === 0 ? message : `${keys.join(".")}: ${message}`;
}
