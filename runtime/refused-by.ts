// Remembers which refusals guards have made: for the metrics, and for the inspector, as a response does not show its origin.

/** The origin of a refusal. */
export interface RefusingGuard {
  /** Relative to the project. */
  readonly file: string;
  /** Whether the guard itself has made the response. */
  readonly isOwn: boolean;
}

export const refusedBy = new WeakMap<Response, RefusingGuard>();
