// What the server says of itself: one line an event on stderr, then the stack where there is one.

// How the bundle names the runtime: its frames below the user's say nothing.
const OWN_FRAMES = "@ademattos/bunbox/dist/runtime/";

/** Where a failure happened: the route and the function, as the user knows them. */
export interface FailureSite {
  readonly path: string;
  readonly file: string;
}

let observer: ((path: string, handler: string) => void) | undefined;

/** Has every failure of a handler told to the metrics. */
export function observeFailures(observe: (path: string, handler: string) => void): void {
  observer = observe;
}

/** Writes `bunbox error: …` or `bunbox warning: …` as one line. */
export function log(level: "error" | "warning", message: string): void {
  console.error(`bunbox ${level}: ${oneLine(message)}`);
}

/**
 * Reports what a handler threw or rejected with: its message, the place in the route's file, and the stack. The
 * stack is printed as text, because `console.error(error)` adds an excerpt of the source (Bun 1.4).
 */
export function reportFailure(site: FailureSite, handler: string, thrown: unknown): void {
  observer?.(site.path, handler);
  const { message, frames } = describe(thrown);
  const own = frames.find((frame) => frame.includes(`/${site.file}:`));
  const place = own === undefined ? undefined : /:(\d+:\d+)\)?$/.exec(own)?.[1];
  const where = place === undefined ? site.file : `${site.file}:${place}`;
  log("error", `${handler} of ${site.path} failed at ${where}: ${message}`);
  if (frames.length > 0) console.error(frames.join("\n"));
}

/** Reports an error that no handler was running for: a timer, a promise that nobody awaited. */
export function reportStray(kind: string, thrown: unknown): void {
  const { message, frames } = describe(thrown);
  log("error", `${kind}: ${message}`);
  if (frames.length > 0) console.error(frames.join("\n"));
}

/** What kind of value was returned; the value itself may be a secret, and is not for the log. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? "an object of another kind" : `an object with the keys ${keys.join(", ")}`;
}

/** Anything can be thrown, also an object whose getters throw. */
function describe(thrown: unknown): { message: string; frames: string[] } {
  try {
    if (thrown instanceof Error) {
      const message = `${thrown.name}: ${thrown.message}`;
      const text = typeof thrown.stack === "string" ? thrown.stack : "";
      // The message comes first in the stack, and may hold lines that look like frames.
      const stack = text.startsWith(message) ? text.slice(message.length) : text;
      const frames = stack.split("\n").filter((line) => /^\s+at /.test(line) && !line.includes(OWN_FRAMES));
      return { message, frames: frames.map(oneLine) };
    }
    return { message: typeof thrown === "string" ? thrown : Bun.inspect(thrown), frames: [] };
  } catch {
    return { message: "a value that cannot be shown", frames: [] };
  }
}

/** Keeps an event on one line, whatever a client or an error has put into it. */
function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, (run) =>
    /[\r\n\u0085\u2028\u2029]/.test(run) ? " | " : " ",
  );
}
