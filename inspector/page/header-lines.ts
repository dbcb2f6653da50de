// Reads headers as a person writes them: one per line, with a colon behind the name.
import type { Field } from "../server/feed.ts";

/** The headers, and what is wrong with the text. */
export interface HeaderLines {
  readonly headers: readonly Field[];
  readonly problem: string | undefined;
}

/** Reads `Authorization: Bearer abc`, one per line; empty lines are ignored. */
export function headersOf(text: string): HeaderLines {
  const headers: Field[] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "") continue;
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim();
    if (colon < 1 || /\s/.test(name))
      return { headers: [], problem: `“${line}” is not a header. Write a line as “Name: value”.` };
    headers.push([name, line.slice(colon + 1).trim()]);
  }
  return { headers, problem: undefined };
}
