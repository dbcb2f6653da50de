// Writes the log as JSON, one object per line. The entry imports this file only if the option `log` asks for it.
import { printWith, shown } from "./report.ts";

printWith(({ level, event, message, frames, failure, thrown, address }) => {
  const line = {
    time: new Date().toISOString(),
    level,
    event,
    message,
    ...(failure && { route: failure.path, handler: failure.handler, place: failure.place }),
    ...(address && { address }),
    ...(thrown && { error: shown(thrown.text), stack: frames.join("\n") }),
  };
  console.error(JSON.stringify(line));
});
