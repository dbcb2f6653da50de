// Describes the state of the socket: one sentence for the line beside it, and one for the log.
import { meaningOf } from "./close-codes.ts";
import { formatTime } from "./format.ts";
import type { Ended, SocketState } from "./socket.ts";

/** The text of the line beside the socket. */
export function describeState(state: SocketState): string {
  switch (state.phase) {
    case "idle":
      return "Not connected.";
    case "connecting":
      return `Connecting to ${state.target.url}`;
    case "open":
      return `Open since ${formatTime(state.since)} on ${pathOf(state.target.url)}, ${agreed(state.protocol)}`;
    case "closing":
      return "Closing: waiting for the server's close frame.";
    case "closed":
      return describeEnd(state);
  }
}

/** The text of the log; `undefined` for a state that is not logged. */
export function describeEvent(state: SocketState): string | undefined {
  if (state.phase === "open") return `Opened ${pathOf(state.target.url)}, ${agreed(state.protocol)}`;
  if (state.phase === "closed") return describeEnd(state);
  return undefined;
}

function describeEnd({ at, code, reason, wasOpen }: Ended): string {
  const when = formatTime(at);
  if (!wasOpen && code === 1006) {
    return `Refused at ${when}, before it was open (1006): the server did not accept the handshake, or does not answer.`;
  }
  const said = reason === "" ? "" : `, reason “${reason}”`;
  return `Closed at ${when} with ${code} (${meaningOf(code)})${said}.`;
}

function agreed(protocol: string): string {
  return protocol === "" ? "no subprotocol" : `subprotocol ${protocol}`;
}

/** Path and query: the form shows the whole URL. */
function pathOf(url: string): string {
  return url.replace(/^wss?:\/\/[^/]*/, "");
}
