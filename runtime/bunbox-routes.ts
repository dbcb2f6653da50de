// Declares the routes of a project as types: paths, and what each route sends. Nothing here exists at run time.
import type { CheckedRoutes } from "./checked-routes.ts";
import type { JsonOf } from "./json-of.ts";
import type { ParamName, Segments } from "./route-of.ts";

/**
 * The routes that your editor knows, for `publishTo`. It is empty: any path is accepted, and any value. The client that the
 * option `client` writes has the routes, so a declaration file that you write once makes them known. `bunbox build` and
 * `bunbox check` know all routes without it.
 *
 * @example
 * ```ts
 * // app/routes.d.ts
 * import type { Routes } from "../web/ws.gen.ts";
 *
 * declare module "@ademattos/bunbox" {
 *   interface BunboxRoutes extends Routes {}
 * }
 * ```
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- user code adds to it, which only an interface allows
export interface BunboxRoutes {}

/** A build checks with its own list, because a file that a build writes may be old. */
type Known = keyof CheckedRoutes extends never ? BunboxRoutes : CheckedRoutes;

/** The path of a route: `/ws/rooms/[room]`. If no routes are known, it is any string. */
export type RoutePath = keyof Known extends never ? string : Extract<keyof Known, string>;

/**
 * The parameters of a path, as `publishTo` takes them: a string or a number for `[name]`, a list for `[...name]`. Those of
 * `[[name]]` and `[[...name]]` may be left out.
 */
export type RoutePathParams<Path extends string> = string extends Path
  ? Readonly<Record<string, Segment | readonly Segment[] | undefined>>
  : [ParamName<Segments<Path>>] extends [never]
    ? Readonly<Record<string, never>>
    : {
        readonly [Part in Segments<Path> as Required<Part>]: Part extends `[...${string}`
          ? readonly Segment[]
          : Segment;
      } & {
        readonly [Part in Segments<Path> as Optional<Part>]?: Part extends `[[...${string}`
          ? readonly Segment[] | undefined
          : Segment | undefined;
      };

type Segment = string | number;
type Required<Part> = Part extends `[[${string}` ? never : ParamName<Part>;
type Optional<Part> = Part extends `[[${string}` ? ParamName<Part> : never;

/** What can be sent to a route as JSON: the type `Outgoing` that it exports; of several routes, what each may send. */
export type MessageTo<Path> = (Path extends unknown ? (value: MessageOf<Path>) => void : never) extends (
  value: infer Message,
) => void
  ? Message
  : never;

type MessageOf<Path> = Path extends keyof Known
  ? Known[Path] extends { outgoing: infer Outgoing }
    ? JsonOf<Outgoing>
    : unknown
  : unknown;
