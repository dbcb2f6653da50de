// Declares the schemas that a route may export as `incoming`: Standard Schema 1 (https://standardschema.dev).
import type { Bytes } from "./types.ts";

/**
 * A schema of zod, valibot, arktype or any other library that speaks Standard Schema.
 *
 * @typeParam Input what a client sends, parsed from JSON
 * @typeParam Output what `onMessage` gets
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What every such library has under this name. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema says of a value: what it has become, or what is wrong with it. */
export type SchemaResult<Output = unknown> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that is wrong with a message. */
export interface SchemaIssue {
  /** In the words of the library. */
  readonly message: string;
  /** The keys that lead to it, from the outside in. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What `onInvalid` gets of a message that does not fit. */
export interface Invalid {
  /** What is wrong with it; one issue if it is not JSON. */
  readonly issues: readonly SchemaIssue[];
  /** The message as it came. */
  readonly message: string | Bytes;
}

/**
 * What a schema returns, which is the `message` of `onMessage` in a route that exports it as `incoming`.
 *
 * @typeParam Schema `typeof incoming`
 */
export type SchemaOutput<Schema> = Schema extends {
  readonly "~standard": { readonly validate: (value: never) => infer Result };
}
  ? Extract<Awaited<Result>, { readonly value: unknown }> extends { readonly value: infer Output }
    ? Output
    : unknown
  : unknown;

/**
 * What a client sends to a route that exports this schema as `incoming`.
 *
 * @typeParam Schema `typeof incoming`
 */
export type SchemaInput<Schema> = Schema extends {
  readonly "~standard": { readonly types?: infer Types };
}
  ? NonNullable<Types> extends { readonly input: infer Input }
    ? Input
    : unknown
  : unknown;
