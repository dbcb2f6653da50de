// Checks the messages of routes that export a schema, before their `onMessage` gets them.
import { endStart } from "./faults.ts";
import { hasHandler, watch } from "./handlers.ts";
import { kindOf } from "./kind-of.ts";
import { reportFailure } from "./report.ts";
import type { RouteEntry } from "./route.ts";
import type { SchemaIssue } from "./schema.ts";
import { inTurn, type OwnHandler, ownHandler } from "./in-turn.ts";
import type { Bytes, OnMessage, WebSocketContext } from "./types.ts";
import { createMessageCheck, isRefused, isSchema, type CheckResult } from "./message-check.ts";

type Socket = Bun.ServerWebSocket<unknown>;
type Message = string | Bytes;

/**
 * Puts the check before the `onMessage` of each route that exports `incoming`. A value that is not a schema ends the process
 * if the output is run, and is an error for the program that imports it.
 */
export function checkIncoming(table: readonly RouteEntry[], main: boolean): readonly RouteEntry[] {
  const routes = table.filter((route) => Object.hasOwn(route, "incoming"));
  const faults = routes.flatMap(faultsOf);
  endStart(faults, main);
  for (const route of routes) {
    // If it is not a function, that is reported as for any other handler.
    if (typeof route.onMessage !== "function") continue;
    Object.defineProperty(route, "onMessage", { value: checked(route, ownHandler(route)), enumerable: true });
  }
  return table;
}

function faultsOf(route: RouteEntry): readonly string[] {
  const { file, incoming, maxPayloadLength: limit } = route;
  const faults: string[] = [];
  if (!isSchema(incoming)) {
    const remedy = "export a Standard Schema, of zod, valibot or arktype for example";
    faults.push(`${file} exports incoming, but it is ${kindOf(incoming)} when the server starts; ${remedy}`);
  }
  const isLimit = typeof limit === "number" && Number.isSafeInteger(limit) && limit > 0;
  if (Object.hasOwn(route, "maxPayloadLength") && !isLimit)
    faults.push(`${file} exports maxPayloadLength, but it is not a number of bytes when the server starts`);
  return faults;
}

/** The `onMessage` that checks each message, and passes what the schema returns to the route's own. */
function checked(route: RouteEntry, handler: () => OwnHandler): OnMessage {
  const check = createMessageCheck(route);

  function refuse(
    ws: Socket,
    issues: readonly SchemaIssue[],
    message: Message,
    ctx: WebSocketContext,
  ): unknown {
    // Bun cuts the reason at 123 bytes, at a character's end (Bun 1.4).
    if (!hasHandler(route, "onInvalid")) return ws.close(1007, reasonOf(issues[0]));
    try {
      // With `ordered`, the next message waits for its promise.
      return watch(route.onInvalid?.(ws, { issues, message }, ctx), ws, route, "onInvalid");
    } catch (error) {
      return reportFailure(route, "onInvalid", error, ws);
    }
  }

  return inTurn<CheckResult>(route, {
    reason: "Too many messages while earlier ones were checked",
    begin: (_, message) => check(message),
    end(ws, result, message, ctx) {
      if (isRefused(result)) return refuse(ws, result.issues, message, ctx);
      if ("value" in result) return handler()(ws, result.value, ctx);
      if ("error" in result) return reportFailure(route, "incoming", result.error, ws);
      return "code" in result ? ws.close(result.code, result.reason) : undefined;
    },
  });
}

/** The first issue in words. A path may hold the client's whole message beside each key (valibot). */
function reasonOf(issue: SchemaIssue | undefined): string {
  const path: unknown = issue?.path;
  const keys = Array.isArray(path) ? path.flatMap(keyOf) : [];
  const message = issue?.message ?? "Invalid message";
  return keys.length === 0 ? message : `${keys.join(".")}: ${message}`;
}

/** A key as text. A library may put other things into a path than Standard Schema has. */
function keyOf(part: unknown): readonly string[] {
  const key = typeof part === "object" && part !== null && "key" in part ? part.key : part;
  return typeof key === "string" || typeof key === "number" || typeof key === "symbol" ? [String(key)] : [];
}
