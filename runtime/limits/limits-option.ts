// Declares the option `limits`: as bunbox.config.ts has it, and as the server gets it.

/** What one client may do. Each process counts its own clients. */
export interface LimitsConfig {
  /** How many sockets one address may have. An IPv6 address counts by its first 64 bits. Default: no limit. */
  readonly connectionsPerAddress?: number | undefined;
  /** How many messages a socket may send in a second. Default: no limit. */
  readonly messagesPerSecond?: number | undefined;
  /** How many seconds an asynchronous `upgrade` may take. Default: 30. */
  readonly upgradeTimeout?: number | undefined;
}

/** The option with a value for everything; `null` for no limit. */
export interface Limits {
  readonly connectionsPerAddress: number | null;
  readonly messagesPerSecond: number | null;
  readonly upgradeTimeout: number;
}
