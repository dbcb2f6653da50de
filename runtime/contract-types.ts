// Declares the types that bunbox's type check compares a route with. User code does not need them.
import type { RESULT_KEYS } from "./facts.ts";
import type { SchemaOutput, StandardSchema } from "./schema.ts";
import type { AnyResponse, Bytes, GuardData, RouteParams, UpgradeData } from "./types.ts";

export type * from "./schema.ts";
export type * from "./types.ts";

/** `ws.data` of a route module: what its `upgrade` returns under `data`, or `undefined` if it has no `upgrade`. */
export type ModuleData<Module> = Module extends { upgrade: infer Handler } ? UpgradeData<Handler> : undefined;

/** What is known below a guard's module: what its `guard` gives, or what the outer guard gives if it does not export one. */
export type ModuleGuard<Module, Outer> = Module extends { guard: infer Handler }
  ? GuardData<Handler, Outer>
  : Outer;

/** `ws.data` of a route module with guards: what its `upgrade` returns under `data`, or what the guards give. */
export type GuardedData<Module, Guard> = Module extends { upgrade: infer Handler }
  ? GuardData<Handler, Guard>
  : Guard;

/** The message of a route module that may have a schema. A schema of type `any` says nothing of it. */
export type ModuleMessage<Module> = Module extends { incoming: infer Schema }
  ? 0 extends 1 & Schema
    ? Schema
    : SchemaOutput<Schema>
  : string | Bytes;

/** A schema whose version may be any number. The server looks at it when it starts. */
export interface UntypedSchema {
  readonly "~standard": Omit<StandardSchema["~standard"], "version"> & { readonly version: number };
}

/** The type of a function's parameter; `unknown`, which accepts anything, if it has no such parameter. */
export type HandlerParameter<Handler, Index extends number> = Handler extends (...args: infer Args) => unknown
  ? number extends Args["length"]
    ? Args[number]
    : `${Index}` extends keyof Args
      ? Args[Index]
      : unknown
  : unknown;

/** The default `Params` if a handler's context has them, and otherwise those of its route. */
export type Declared<Handler, Index extends number, Exact> =
  true extends DeclaresDefault<Handler, Index> ? RouteParams : Exact;

/** A handler may be one of several functions. */
type DeclaresDefault<Handler, Index extends number> = Handler extends unknown
  ? HandlerParameter<Handler, Index> extends { readonly params: infer Params }
    ? string extends keyof Params
      ? true
      : false
    : false
  : never;

/** What a function returns. */
export type HandlerResult<Handler> = Handler extends (...args: never[]) => infer Returned ? Returned : never;

/** What calling a handler does: calling a generator function does not run its body. */
export type Calling<Handler> = Handler extends (...args: never[]) => infer Returned
  ? 0 extends 1 & Returned
    ? "runs"
    : [Returned] extends [never]
      ? "runs"
      : [Returned] extends [Generator<unknown, unknown, never> | AsyncGenerator<unknown, unknown, never>]
        ? "generates"
        : "runs"
  : "runs";

/** The data of a guard that may be `null` or `undefined`; `never` if it may not, or if nobody can know. */
export type LackingData<Handler> = Handler extends (...args: never[]) => infer Returned
  ? LackingDataOf<Awaited<Returned>>
  : never;

/** A `data?` says itself that there may be none. */
type LackingDataOf<Returned> = 0 extends 1 & Returned
  ? never
  : Returned extends { readonly data: infer Data }
    ? MayLack<Data>
    : never;

/** Without `strictNullChecks`, every type includes both. A type that is nothing else is meant so. */
type MayLack<Data> = undefined extends 0
  ? never
  : unknown extends Data
    ? never
    : null extends Data
      ? LackingSome<Data>
      : undefined extends Data
        ? LackingSome<Data>
        : never;

type LackingSome<Data> = [Data] extends [null | undefined] ? never : Data;

/** The keys of what `upgrade` returns that the server does not know, and refuses; `never` if it knows them all. */
export type UnknownKeys<Handler> = Handler extends (...args: never[]) => infer Returned
  ? UnknownKeysOf<Awaited<Returned>>
  : never;

type UnknownKeysOf<Returned> = 0 extends 1 & Returned
  ? never
  : Returned extends AnyResponse
    ? never
    : Returned extends object
      ? string extends keyof Returned
        ? never
        : Exclude<keyof Returned, (typeof RESULT_KEYS)[number]>
      : never;
