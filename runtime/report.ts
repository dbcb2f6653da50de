// Writes the log: one line per event on stderr, followed by the stack if there is one.

// The path of the runtime in the bundle. Its frames do not help, so they are left out.
const OWN_FRAMES = "@ademattos/bunbox/dist/runtime/";

/** Where a failure happened: the path and the file of the route. */
export interface FailureSite {
  readonly path: string;
  readonly file: string;
}

/** What an event is, for those who filter the log. */
export type ReportEvent =
  | "handler_failed"
  | "origin_refused"
  | "forwarded_refused"
  | "address_refused"
  | "message_limit"
  | "upgrade_timeout"
  | "upgrade_refused"
  | "full"
  | "uncaught_error"
  | "unhandled_rejection"
  | "log";

/** One event of the log. */
export interface Report {
  readonly level: "error" | "warning";
  readonly event: ReportEvent;
  readonly message: string;
  /** The lines of the stack. */
  readonly frames: readonly string[];
  /** Where a handler failed: `path` is the route's pattern or the fallback's file; `place` is in the user's file. */
  readonly failure?: { readonly path: string; readonly handler: string; readonly place: string };
  /** What was thrown, and how the message describes it. */
  readonly thrown?: { readonly value: unknown; readonly text: string };
  /** The client's IP address, if a client is concerned. */
  readonly address?: string | undefined;
  /** The route's pattern, if a route is concerned and no handler has failed. */
  readonly route?: string;
  /** The status with which a client was refused. */
  readonly status?: number;
}

/** A line of the log: an event, or an information that is not reported. */
export interface LoggedLine extends Omit<Report, "level"> {
  readonly level: Report["level"] | "info";
}

type Details = Partial<Pick<Report, "event" | "address" | "route" | "status">>;

/** How long a line may be: the message of an error may hold text that a client sent. */
const LONGEST = 10_000;

const observers: ((report: Report) => void)[] = [];

let print = ({ level, message, frames }: LoggedLine): void =>
  console.error([`bunbox ${level}: ${message}`, ...frames].join("\n"));

/** Writes events in another way than as text. */
export function printWith(own: (line: LoggedLine) => void): void {
  print = own;
}

/** Calls the metrics, or the inspector, with every event of the log. */
export function observeReports(observe: (report: Report) => void): void {
  observers.push(observe);
}

/**
 * Writes `bunbox error: …` or `bunbox warning: …` as one line.
 *
 * @param ending the end of the line; with `null`, only the observers get the event
 */
export function log(
  level: "error" | "warning",
  message: string,
  details: Details = {},
  ending: string | null = "",
): void {
  write({ level, event: "log", message, frames: [], ...details }, ending);
}

/** Writes `bunbox info: …`: what the user's own code has decided, so no observer gets it. */
export function inform(message: string, details: Details): void {
  print({ level: "info", event: "log", message: shown(message), frames: [], ...details });
}

function write(report: Report, ending: string | null = ""): void {
  const written = { ...report, message: shown(report.message) };
  if (ending !== null) print({ ...written, message: written.message + ending });
  for (const observe of observers) observe(written);
}

/** One line of bounded length. */
export function shown(text: string): string {
  return oneLine(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** Logs an error that no observer gets. */
export function printFailure(kind: string, thrown: unknown): void {
  const { message, frames, sure } = describe(thrown);
  print({ level: "error", event: "log", message: shown(`${kind}: ${message}`), frames: sure ? frames : [] });
}

/**
 * Reports an error that a handler threw or rejected with: its message, the place in the route's file, and the stack.
 * The stack is printed as text, because `console.error(error)` adds an excerpt of the source (Bun 1.4).
 */
export function reportFailure(
  { path, file }: FailureSite,
  handler: string,
  value: unknown,
  client?: { readonly remoteAddress: string },
): void {
  const { message: text, frames, sure } = describe(value);
  const isOwn = (frame: string): boolean => frame.includes(`/${file}:`);
  // A message that was changed after the stack was written may have added lines that look like frames. They come before
  // the real frames, and the last real frame in the file is the handler.
  const first = sure ? frames.findIndex(isOwn) : frames.findLastIndex(isOwn);
  const [place = ""] = /:\d+:\d+(?=\)?$)/.exec(frames[first] ?? "") ?? [];
  const where = file + place;
  write({
    level: "error",
    event: "handler_failed",
    message: `${handler} of ${path} failed at ${where}: ${text}`,
    frames: sure ? frames : first < 0 ? [] : frames.slice(first),
    // A client chooses the path of a fallback's request: as a label it would fill the metrics.
    failure: { path: handler === "fallback" ? file : path, handler, place: where },
    thrown: { value, text },
    address: client?.remoteAddress,
  });
}

/** Reports an error outside of every handler: in a timer, or in a promise that no code awaited. */
export function reportStray(kind: string, value: unknown, event: ReportEvent = "log"): void {
  const { message: text, frames, sure } = describe(value);
  write({
    level: "error",
    event,
    message: `${kind}: ${text}`,
    frames: sure ? frames : [],
    thrown: { value, text },
  });
}

// `at name (file:1:2)`, `at file:1:2`, `at name (native)`.
const FRAME = /^\s+at .*(?::\d+:\d+\)?|\(native\))$/;

interface Description {
  readonly message: string;
  readonly frames: readonly string[];
  /** Whether none of the frames can be part of the message. */
  readonly sure: boolean;
}

/** Describes what was thrown, which can be anything, even an object whose getters throw. */
function describe(thrown: unknown): Description {
  let message = "a value that cannot be shown";
  let frames: readonly string[] = [];
  let sure = true;
  try {
    if (thrown instanceof Error) {
      const text = String(thrown.stack);
      // The stack begins with the message, which may have lines that look like frames.
      const header = titleOf(thrown);
      sure = text.startsWith(header);
      const lines = (sure ? text.slice(header.length) : text).split("\n");
      message = withCauses(thrown, MOST_CAUSES);
      frames = lines.filter((line) => FRAME.test(line) && !line.includes(OWN_FRAMES)).map(oneLine);
    } else message = typeof thrown === "string" ? thrown : Bun.inspect(thrown);
  } catch {
    sure = true;
  }
  return { message, frames, sure };
}

function titleOf({ name, message }: Error): string {
  return `${name}: ${message}`;
}

/** How many causes of causes are shown. */
const MOST_CAUSES = 5;

/** The error, its causes, and the errors of an AggregateError, on one line. */
function withCauses(error: Error, depth: number): string {
  if (depth === 0) return "…";
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...(error.cause === undefined ? [] : [error.cause]), ...inner]
    .slice(0, MOST_CAUSES)
    .map((cause) => (cause instanceof Error ? withCauses(cause, depth - 1) : Bun.inspect(cause)))
    .reduce((text, cause) => `${text} (because of ${cause})`, titleOf(error));
}

/** Keeps an event on one line and in one direction of writing, whatever text a client or an error has put into it. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_C}\u2028\u2029]+/gu, (run) =>
    /[\r\n\u0085\u2028\u2029]/.test(run) ? " | " : " ",
  );
}
