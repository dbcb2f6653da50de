// Limits the log to one line per minute per kind of event, so that clients cannot fill it.

/** How long a line stands for its kind, in milliseconds. */
const PERIOD = 60_000;

const kinds = new Map<string, { readonly at: number; more: number }>();

/**
 * The end of a line about this kind; `null` if the last line is too recent.
 *
 * @param kind has nothing that a client chooses, because kinds are kept
 */
export function endingFor(kind: string): string | null {
  const now = performance.now();
  const last = kinds.get(kind);
  if (last !== undefined && now - last.at < PERIOD) {
    last.more += 1;
    return null;
  }
  kinds.set(kind, { at: now, more: 0 });
  return last === undefined || last.more === 0 ? "" : `, after ${last.more} more since the last such line`;
}
