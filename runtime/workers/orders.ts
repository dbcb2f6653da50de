// Declares what a worker and its supervisor say to each other beside the messages.

/** From the supervisor to a worker. */
export type Order =
  /** How many workers are connected now, this one included. */
  | { readonly type: "workers"; readonly count: number }
  /** End: close the sockets and go. `replaced` if another worker listens on the port already. */
  | { readonly type: "drain"; readonly replaced: boolean }
  /** Report the metrics. */
  | { readonly type: "metrics" }
  /** The sum of all workers' metrics, which this worker has asked for. */
  | { readonly type: "sum"; readonly id: number; readonly text: string };

/** From a worker to its supervisor. */
export type Word =
  /** The first one on a connection. */
  | { readonly type: "hello"; readonly pid: number }
  /** The worker listens. */
  | { readonly type: "ready" }
  /** Its metrics. */
  | { readonly type: "metrics"; readonly text: string }
  /** A client has asked for the metrics. */
  | { readonly type: "sum"; readonly id: number };

/** The variables by which a supervisor starts a worker: the path of the hub's socket, and the worker's number from 1. */
export const HUB_VARIABLE = "BUNBOX_HUB";
export const WORKER_VARIABLE = "BUNBOX_WORKER";
