// The settings that the build writes into the server; every one has a value.

/** bunbox.config.ts with its defaults filled in, as far as the server needs it. */
export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  readonly unix: string | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly origins: readonly string[];
  readonly health: string | false;
  /** Largest number of open sockets; `null` for no limit. */
  readonly maxConnections: number | null;
  /** Seconds. */
  readonly shutdownTimeout: number;
  readonly metrics: boolean;
  /** Passed on to Bun.serve as they are. */
  readonly websocket: Pick<
    Bun.WebSocketHandler<unknown>,
    | "perMessageDeflate"
    | "maxPayloadLength"
    | "backpressureLimit"
    | "idleTimeout"
    | "sendPings"
    | "closeOnBackpressureLimit"
    | "publishToSelf"
  >;
}
