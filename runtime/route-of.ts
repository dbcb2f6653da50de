// Declares the types of the handlers of any route, and of one route, by its path and its module. Nothing here exists at run
// time.
import type { GuardedData, ModuleData, ModuleMessage } from "./contract-types.ts";
import type {
  Bytes,
  GuardData,
  OnClose,
  OnDrain,
  OnInvalid,
  OnMessage,
  OnOpen,
  ServerWebSocket,
  Upgrade,
  UpgradeContext,
  WebSocketContext,
} from "./types.ts";

/** The handlers by name, with the `Data` and `Params` that the build has checked. */
export interface Handlers {
  readonly upgrade?: Upgrade;
  readonly onOpen?: OnOpen;
  readonly onMessage?: OnMessage;
  readonly onInvalid?: OnInvalid;
  readonly onClose?: OnClose;
  readonly onDrain?: OnDrain;
}

/**
 * The types of a route, with its data, its parameters and its messages filled in. The build reports a path that is not
 * the route's own.
 *
 * @typeParam Path the route's path, as `bunbox routes` prints it: with the option `base`, without groups
 * @typeParam Module the route's own file, `typeof import("./route.ts")`: its `upgrade` gives the type of `ws.data`, and its
 * `incoming` that of a message
 * @typeParam Outgoing what the route sends: the type `Outgoing` that it exports. Its `ctx` takes any value without it.
 * @typeParam GuardModule `typeof import` of the innermost guard, the nearest `_guard.ts`: its `guard` gives the type of
 * `ctx.guard`, and that of `ws.data` where `upgrade` returns no data
 * @example
 * ```ts
 * // app/ws/polls/[poll]/route.ts
 * import type { RouteOf } from "@ademattos/bunbox";
 *
 * type Route = RouteOf<"/ws/polls/[poll]", typeof import("./route.ts")>;
 *
 * export const upgrade = ((req, ctx) => {
 *   return ctx.params.poll === "closed" ? false : { data: { voted: false } };
 * }) satisfies Route["Upgrade"];
 *
 * export const onMessage: Route["OnMessage"] = (ws, message, ctx) => {
 *   if (ws.data.voted) return ws.close(1008, "one vote each");
 *   ws.data.voted = true;
 *   ctx.broadcast(message);
 * };
 * ```
 */
// oxlint-disable-next-line typescript/no-explicit-any -- as in types.ts
export interface RouteOf<Path extends `/${string}`, Module, Outgoing = any, GuardModule = unknown> {
  /** Type of `upgrade`. Write `satisfies`, as an annotation would hide the type of the data. */
  Upgrade: (req: Request, ctx: UpgradeContext<PathParams<Path>, GivenBy<GuardModule>>) => ReturnType<Upgrade>;
  /** Type of `onOpen`. */
  OnOpen: OnOpen<DataOf<Module, GuardModule>, PathParams<Path>, Outgoing>;
  /** Type of `onMessage`. */
  OnMessage: OnMessage<DataOf<Module, GuardModule>, PathParams<Path>, MessageOf<Module>, Outgoing>;
  /** Type of `onInvalid`. */
  OnInvalid: OnInvalid<DataOf<Module, GuardModule>, PathParams<Path>, Outgoing>;
  /** Type of `onClose`. */
  OnClose: OnClose<DataOf<Module, GuardModule>, PathParams<Path>, Outgoing>;
  /** Type of `onDrain`. */
  OnDrain: OnDrain<DataOf<Module, GuardModule>, PathParams<Path>, Outgoing>;
  /** Type of `ws`. */
  Socket: ServerWebSocket<DataOf<Module, GuardModule>>;
  /** Type of the `message` of `onMessage`. */
  Message: MessageOf<Module>;
  /** Type of `ctx`, but for that of `upgrade`. */
  Context: WebSocketContext<PathParams<Path>, Outgoing>;
  /** Type of the `ctx` of `upgrade`. */
  UpgradeContext: UpgradeContext<PathParams<Path>, GivenBy<GuardModule>>;
}

// An interface resolves a member when it is used. So `onMessage` may have a type that depends on its module's `upgrade`.

/** What the innermost guard gives; `unknown` if no module is named. */
type GivenBy<GuardModule> = GuardModule extends { guard: infer Handler } ? GuardData<Handler> : unknown;

type DataOf<Module, GuardModule> = unknown extends GuardModule
  ? ModuleData<Module>
  : GuardedData<Module, GivenBy<GuardModule>>;

type MessageOf<Module> = Module extends { incoming: unknown } ? ModuleMessage<Module> : string | Bytes;

/** One property per parameter. Other segments are left out: their name is `never`. */
type PathParams<Path extends string> = {
  [Segment in Segments<Path> as ParamName<Segment>]: ParamValue<Segment>;
};

/** The segments of a path, as a union. */
export type Segments<Path extends string, Known = never> = Path extends `${infer Segment}/${infer Rest}`
  ? Segments<Rest, Known | Segment>
  : Known | Path;

/** The name of the parameter that a segment is; `never` if it is fixed text. */
export type ParamName<Segment> = Segment extends `[[...${infer Name}]]`
  ? Name
  : Segment extends `[[${infer Name}]]`
    ? Name
    : Segment extends `[...${infer Name}]`
      ? Name
      : Segment extends `[${infer Name}]`
        ? Name
        : never;

type ParamValue<Segment> = Segment extends `[...${string}` | `[[...${string}`
  ? string[]
  : Segment extends `[[${string}`
    ? string | undefined
    : string;
