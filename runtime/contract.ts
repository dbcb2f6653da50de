// What bunbox's type check measures a route against. Types only; user code has no need of them.
import type { UpgradeData } from "./types.ts";

export type {
  Awaitable,
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
