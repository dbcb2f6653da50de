// Prints the events of `bunbox dev` for a person: one line per event, and reports below their line.
import { REBUILT_CLOSE } from "../../runtime/facts.ts";
import { hasError } from "../compile-project.ts";
import type { DevEvent } from "../dev/event.ts";
import type { BuildResult } from "../model.ts";
import { painter } from "../report/paint.ts";
import { printable } from "../report/printable.ts";
import type { Terminal } from "./command.ts";

type Serving = Extract<DevEvent, { kind: "serving" }>;
type Checked = Extract<DevEvent, { kind: "checked" }>;

/**
 * Prints events as they come.
 *
 * @param format formats the report of a result
 */
export function createDevLog(
  { print, color }: Terminal,
  format: (result: BuildResult) => string,
): (event: DevEvent) => void {
  const paint = painter(color);
  // Whether the last check was clean. A second clean check in a row is not printed.
  let clean = false;
  // Whether the last build failed, or its server.
  let broken = false;
  let address = "";

  function line(text: string): void {
    print(`${paint.dim(new Date().toTimeString().slice(0, 8))} ${text}\n`);
  }

  function serving(event: Serving): void {
    const { first, url, routes, added, removed, taken, changed, durationMs, closed } = event;
    if (first) {
      const where = `${count(routes, "route")} at ${paint.bold(url)}`;
      line(`${cause(changed)}${paint.green("serving")} ${where} after ${durationMs} ms`);
      if (taken !== null)
        line(`port ${taken} is taken, so this is the next free one; set PORT to choose another`);
      line(`inspector at ${paint.bold(`${url}/_bunbox`)}`);
    } else {
      const sockets = closed === 0 ? "" : `; ${count(closed, "socket")} closed with ${REBUILT_CLOSE.code}`;
      const moved = url === address ? "" : ` at ${paint.bold(url)}`;
      line(`${cause(changed)}${paint.green("reloaded")}${moved} after ${durationMs} ms${sockets}`);
    }
    address = url;
    broken = false;
    for (const route of added) line(paint.green(`+ ${printable(route)}`));
    for (const route of removed) line(paint.red(`- ${printable(route)}`));
  }

  function checked({ result, served, types }: Checked): void {
    const failed = hasError(result.diagnostics);
    if (result.diagnostics.length > 0) print(`\n${format(result)}\n`);
    if (failed && served) line(paint.yellow("still serving, but `bunbox build` would fail"));
    else if (!failed && !clean && types) line(paint.green("no type errors"));
    clean = !failed;
  }

  return (event) => {
    switch (event.kind) {
      case "serving":
        return serving(event);
      case "checked":
        return checked(event);
      case "failed":
        clean = false;
        broken = true;
        return line(`${cause(event.changed)}${paint.red("build failed")}; ${rest(event.serving)}`);
      case "start-failed":
        clean = false;
        broken = true;
        return line(
          event.while === "listening"
            ? `${paint.red("the new server could not listen")}, see above; free the port or set PORT, then save a file; ${rest(event.serving)}`
            : `${paint.red(`the new server ended while it was ${event.while}`)}, see above; ${rest(event.serving)}`,
        );
      case "slow":
        return line(
          "the modules of the new build are still loading; check whether one of them waits for something",
        );
      case "ended":
        return line(`${paint.red("the server ended")} (${event.how}); the next change starts it again`);
      case "watch-limit":
        return line(`${paint.yellow("falling back to polling every second")}: ${event.reason}`);
      case "unchanged":
        if (broken) line(`${cause(event.changed)}${paint.green("the build works again")}; ${AS_BEFORE}`);
        broken = false;
        return undefined;
    }
  };
}

const AS_BEFORE = "the running server already has this code";

/** What is served now. */
function rest(serving: boolean): string {
  return serving ? "still serving the last good build" : "nothing is served until the next change";
}

/** Which files led to an event. */
function cause(changed: readonly string[]): string {
  const [first] = changed;
  if (first === undefined) return "";
  const more = changed.length === 1 ? "" : ` and ${changed.length - 1} more`;
  return `${printable(first)}${more} changed: `;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
