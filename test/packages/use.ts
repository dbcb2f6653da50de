// Defines how a package is tried.

/** One package, and the code of a route that uses it. */
export interface Use {
  readonly name: string;
  /** Statements before the handler: imports. */
  readonly before: string;
  /** What the route answers. It needs no server but itself, and is the same in every run. */
  readonly answer: string;
}

/** Nothing listens on this port, so a driver fails as soon as it connects. */
export const CLOSED = 1;

/** Makes an entry. */
export const use = (name: string, before: string, answer: string): Use => ({ name, before, answer });
