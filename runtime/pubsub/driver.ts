// Declares the seam between the runtime and what carries its messages to other servers.
/** Carries published messages to the other servers of a project. Redis is one. */
export interface Driver {
  /**
   * Makes this server hear what others publish to a topic.
   *
   * @returns a promise to await before a client hears that it is on the topic; `undefined` if there is nothing to wait for
   */
  readonly join: (topic: string) => Promise<void> | undefined;
  /** Sends a message to the subscribers of all other servers, at most once. */
  send(topic: string, data: string | Uint8Array, compress: boolean): void;
  /** Asks the other servers how many sockets they have on a topic. A server that does not answer in time counts as 0. */
  ask(topic: string): Promise<number>;
  /** Resolves once everything that was sent has left this process; then nothing is carried any more. */
  close(): Promise<void>;
  /** Its counters. */
  readonly counts: Readonly<DriverCounts>;
}

/** What a driver counts for `/healthz` and `/metrics`. */
export interface DriverCounts {
  /** Whether messages are carried now. */
  up: boolean;
  /** Messages sent to the other servers. */
  published: number;
  /** Messages of other servers that were delivered here. */
  received: number;
  /** Messages that were not sent, because the connection was down. */
  lostDown: number;
  /** Messages that were not sent, because too much was waiting. */
  lostFull: number;
  /** Messages that no server of this project has sent. */
  ignored: number;
  /** How often the connection was made again. */
  reconnects: number;
  /** Topics that this server hears. */
  topics: number;
}

/** What a driver needs of its server. */
export interface Local {
  /** Sends to every socket of this server that is subscribed to `topic`. */
  deliver(topic: string, data: string | Uint8Array, compress: boolean): void;
  /** How many sockets of this server are subscribed to `topic`. */
  count(topic: string): number;
  /** Messages of other servers may have been missed. */
  missed(): void;
}

/** Starts with nothing counted. */
export function noCounts(): DriverCounts {
  return {
    up: false,
    published: 0,
    received: 0,
    lostDown: 0,
    lostFull: 0,
    ignored: 0,
    reconnects: 0,
    topics: 0,
  };
}

/** Carries nothing: a process that has no others. */
export const NO_DRIVER: Driver = {
  counts: noCounts(),
  join: () => undefined,
  send: () => undefined,
  ask: () => Promise.resolve(0),
  close: () => Promise.resolve(),
};
