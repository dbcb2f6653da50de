// A route in, the messages that were last sent to it out, for as long as the browser's tab is there.

/** How many are remembered a route. */
const MOST = 20;

/** A message that is longer than this would fill the storage. */
const LONGEST = 100_000;

/** The messages sent to a route, newest first. */
export function sentTo(route: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(route)) ?? "[]");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  } catch {
    return memory.get(route) ?? []; // a page may be kept from storing anything
  }
}

/** Remembers a message, once. */
export function rememberSent(route: string, text: string): void {
  if (text === "" || text.length > LONGEST) return;
  const messages = [text, ...sentTo(route).filter((each) => each !== text)].slice(0, MOST);
  try {
    sessionStorage.setItem(keyOf(route), JSON.stringify(messages));
  } catch {
    memory.set(route, messages); // it is full, or not allowed
  }
}

const memory = new Map<string, readonly string[]>();

function keyOf(route: string): string {
  return `bunbox sent ${route}`;
}
