// Recognizes what is seen for the first time, up to a limit, so that clients cannot fill the log.

/** How many different texts are remembered; no further one counts as new. */
const MOST = 100;

/** Starts with nothing seen. */
export function createFirsts(): (text: string) => boolean {
  const seen = new Set<string>();
  return (text) => {
    if (seen.has(text) || seen.size >= MOST) return false;
    seen.add(text);
    return true;
  };
}
