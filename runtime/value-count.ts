// Counts the values of parsed JSON.

/** Whether JSON holds more than so many values, those inside of others and itself included. */
export function hasMoreValues(json: unknown, most: number): boolean {
  const found: unknown[] = [json];
  for (const value of found) {
    if (typeof value !== "object" || value === null) continue;
    const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (found.length + inner.length > most) return true;
    found.push(...inner);
  }
  return false;
}
