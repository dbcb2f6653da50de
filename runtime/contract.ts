// What bunbox's type check measures a route against. Types only; user code has no need of them.
import type { UpgradeData } from "./types.ts";

export type {
  Awaitable,
  Bytes,
  OnClose,
  OnDrain,
  OnMessage,
  OnOpen,
  ServerWebSocket,
  Upgrade,
  UpgradeContext,
  UpgradeResult,
  WebSocketContext,
} from "./types.ts";

/** `ws.data` of a route module: what its `upgrade` returns under `data`, `undefined` where it has none. */
export type ModuleData<Module> = Module extends { upgrade: infer Handler } ? UpgradeData<Handler> : undefined;

/** The option `fallback`. */
export type FallbackHandler = (
  req: Request,
  server: Bun.Server<unknown>,
) => Response | undefined | Promise<Response | undefined>;

/** The type of a function's parameter; `unknown`, which takes anything, where it has none there. */
export type Parameter<Handler, Index extends number> = Handler extends (...args: infer Args) => unknown
  ? number extends Args["length"]
    ? Args[number]
    : `${Index}` extends keyof Args
      ? Args[Index]
      : unknown
  : unknown;

/** What a function returns. */
export type Result<Handler> = Handler extends (...args: never[]) => infer Returned ? Returned : never;

/** What calling a handler does: a generator's call runs nothing of its body. */
export type Calling<Handler> = Handler extends (...args: never[]) => infer Returned
  ? 0 extends 1 & Returned
    ? "runs"
    : [Returned] extends [never]
      ? "runs"
      : [Returned] extends [Generator<unknown, unknown, never> | AsyncGenerator<unknown, unknown, never>]
        ? "generates"
        : "runs"
  : "runs";

/** The keys of what `upgrade` returns that the server does not know, and refuses; `never` where there are none. */
export type UnknownKeys<Handler> = Handler extends (...args: never[]) => infer Returned
  ? UnknownKeysOf<Awaited<Returned>>
  : never;

type UnknownKeysOf<Returned> = 0 extends 1 & Returned
  ? never
  : Returned extends Response
    ? never
    : Returned extends object
      ? string extends keyof Returned
        ? never
        : Exclude<keyof Returned, "data" | "headers" | "protocol">
      : never;
