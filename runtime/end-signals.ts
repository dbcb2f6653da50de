// Hears the signals that end a server, and knows a second one from the first.

/**
 * How long further signals count as the first one, in milliseconds. `bun run start` passes on a signal that a terminal or systemd
 * has sent to the whole group, so that the server gets it twice (Bun 1.4). It sets this variable, as npm does.
 */
const SAME_SIGNAL = process.env["npm_lifecycle_event"] === undefined ? 0 : 500;

/**
 * Waits for SIGTERM and SIGINT.
 *
 * @param first is called once
 * @param again is called at each later signal, with the exit code that a shell gives: 128 + the signal's number
 */
export function onEndSignals(first: () => void, again: (exitCode: number) => void): void {
  let began: number | undefined;
  const hear = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (began === undefined) first();
    else if (now - began >= SAME_SIGNAL) again(signal === "SIGINT" ? 130 : 143);
    began ??= now;
  };
  process.on("SIGTERM", hear);
  process.on("SIGINT", hear);
}
