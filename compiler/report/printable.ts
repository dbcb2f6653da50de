// Makes text safe to print in a terminal.

/** Replaces control characters and line separators by dots, because file names and sources may hold any. */
export function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "·");
}
