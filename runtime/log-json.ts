// Writes the log as JSON, one object per line. The entry imports this file only if the option `log` asks for it.
import { printWith, type ReportEvent, reportStray, shown } from "./report.ts";

/** The first lines of the output declare it, because `import.meta.main` is `false` in bundled modules. */
declare const bunboxIsMain: boolean;

printWith(({ level, event, message, frames, failure, thrown, address, route, status }) => {
  const line = {
    time: new Date().toISOString(),
    level,
    event,
    message,
    ...(failure && { route: failure.path, handler: failure.handler, place: failure.place }),
    ...(route && { route }),
    ...(status && { status }),
    ...(address && { address }),
    ...(thrown && { error: shown(thrown.text) }),
    ...(thrown && frames.length > 0 && { stack: frames.join("\n") }),
  };
  console.error(JSON.stringify(line));
});

// Until the server listens, an error outside of every handler ends the process, as it would without this file, which only writes
// it as JSON. A program that imports the output, or has listeners of its own, decides by itself.
if (bunboxIsMain) {
  endWith("uncaughtException", "uncaught error", "uncaught_error");
  endWith("unhandledRejection", "unhandled rejection", "unhandled_rejection");
}

function endWith(event: "uncaughtException" | "unhandledRejection", kind: string, name: ReportEvent): void {
  process.on(event, (thrown: unknown) => {
    if (process.listenerCount(event) > 1) return;
    reportStray(kind, thrown, name);
    process.exit(1);
  });
}
