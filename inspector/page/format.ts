// Formats numbers, times and errors for the page.

const NUMBER = new Intl.NumberFormat("en");

/** `1,234`. */
export function formatCount(count: number): string {
  return NUMBER.format(count);
}

/** `1 message`, `1,234 messages`. */
export function formatPlural(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** `14:03:22`, in the time zone of the person. */
export function formatTime(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((each) => pad(each, 2)).join(":");
}

/** `14:03:22.125`. */
export function formatTimeExactly(at: number): string {
  return `${formatTime(at)}.${pad(new Date(at).getMilliseconds(), 3)}`;
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}
