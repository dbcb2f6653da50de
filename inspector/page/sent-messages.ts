// Remembers the messages that were last sent to each route, until the browser's tab is closed.

/** How many messages are remembered per route. */
const MOST = 20;

/** Longer messages are not remembered, because they would fill the storage. */
const LONGEST = 100_000;

/** The messages sent to a route, newest first. */
export function sentTo(route: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(route)) ?? "[]");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  } catch {
    return memory.get(route) ?? []; // the browser may forbid storage
  }
}

/** Remembers a message, once. */
export function rememberSent(route: string, text: string): void {
  if (text === "" || text.length > LONGEST) return;
  const messages = [text, ...sentTo(route).filter((each) => each !== text)].slice(0, MOST);
  try {
    sessionStorage.setItem(keyOf(route), JSON.stringify(messages));
  } catch {
    memory.set(route, messages); // the storage is full, or not allowed
  }
}

const memory = new Map<string, readonly string[]>();

function keyOf(route: string): string {
  return `bunbox sent ${route}`;
}
