// Says for the log what kind of value a function has returned.

const KEYED = "an object with the keys";

/** The kind of a value that was returned. The value itself may be a secret, so it is not logged. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? "an object without keys" : `${KEYED} ${keys.join(", ")}`;
}

/** The kind without the keys, which a client may have chosen. */
export function kindWithoutKeys(value: unknown): string {
  const kind = kindOf(value);
  return kind.startsWith(KEYED) ? KEYED : kind;
}
