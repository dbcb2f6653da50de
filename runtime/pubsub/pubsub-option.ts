// Declares the option `pubsub`: as bunbox.config.ts has it, and as the server gets it.

/** How servers reach each other through Redis or Valkey. */
export interface PubSubConfig {
  /** URL of the Redis. The variable `REDIS_URL` overrides it when the server starts; one of the two is needed. */
  readonly url?: string | undefined;
  /** What the names of all channels begin with. Default: `bunbox:` and the name in package.json. */
  readonly prefix?: string | undefined;
  /** Whether sockets stay open after messages may have been missed, or are closed with 1012. Default: `"keep"`. */
  readonly gap?: "keep" | "close" | undefined;
  /** How many bytes may wait for a slow Redis. Messages beyond that do not reach other servers. Default: 16 MiB. */
  readonly queue?: number | undefined;
}

/** The option with a value for everything. */
export interface PubSubSettings {
  /** `null` if only `REDIS_URL` has it. */
  readonly url: string | null;
  /** `null` until the name of the package is known. */
  readonly prefix: string | null;
  readonly gap: "keep" | "close";
  readonly queue: number;
  /** Whether a server without a URL must not start: `bunbox dev` and tests need no Redis. */
  readonly required: boolean;
}
