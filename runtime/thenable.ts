// Finds out whether to wait for a handler's result: a promise, or another value that `await` would wait for.

/** Whether `await` would wait for this value. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
