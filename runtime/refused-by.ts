// Remembers which refusals guards have made: for log, metrics and inspector, as a response does not show its origin.

/** The origin of a refusal. */
export interface RefusingGuard {
  /** Relative to the project. */
  readonly file: string;
  /** The path of the route that was asked for. */
  readonly route: string;
  /** Whether the guard itself has made the response. */
  readonly isOwn: boolean;
}

export const refusedBy = new WeakMap<Response, RefusingGuard>();
