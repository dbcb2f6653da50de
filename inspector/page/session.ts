// Remembers what the page's socket has sent and received since it was opened, so that it can be copied as a test.
import { plainOf, sizeOf, type FramePayload } from "./payload.ts";
import type { ConnectTarget, SocketState } from "./socket.ts";

/** One step of a session. */
export type Step =
  | { readonly kind: "sent" | "received"; readonly payload: FramePayload }
  /** The page closed the socket. */
  | { readonly kind: "left"; readonly code: number | undefined; readonly reason: string }
  /** The server closed it. */
  | { readonly kind: "closed"; readonly code: number; readonly reason: string };

/** A connection, and what happened on it. */
export interface RecordedSession {
  readonly target: ConnectTarget;
  readonly steps: readonly Step[];
  /** Whether there was more than is remembered. */
  readonly cut: boolean;
}

/** The session of the socket that was opened last. */
export interface SessionRecorder {
  /** Call it with every state of the socket. */
  follow(state: SocketState): void;
  add(step: Step): void;
  session(): RecordedSession | undefined;
}

/** How many steps are remembered, and how many bytes of messages. */
const [MOST_STEPS, MOST_BYTES] = [200, 256 * 1024];

export function createSession(): SessionRecorder {
  let target: ConnectTarget | undefined;
  let steps: Step[] = [];
  let bytes = 0;
  let cut = false;

  function add(step: Step): void {
    bytes += "payload" in step ? sizeOf(step.payload) : 0;
    cut ||= steps.length >= MOST_STEPS || bytes > MOST_BYTES;
    if (!cut) steps.push(step);
  }

  return {
    add,
    follow(state) {
      if (state.phase === "open") {
        ({ target } = state);
        [steps, bytes, cut] = [[], 0, false];
      }
      if (state.phase === "closing") add({ kind: "left", code: state.code, reason: state.reason });
      if (state.phase !== "closed" || !state.wasOpen || steps.at(-1)?.kind === "left") return;
      add({ kind: "closed", code: state.code, reason: state.reason });
    },
    session: () => (target === undefined ? undefined : { target, steps, cut }),
  };
}

/** The text of a payload as JSON that a test can compare; `undefined` if it is not an object or an array. */
export function jsonOf(payload: FramePayload): string | undefined {
  const text = typeof payload === "string" ? plainOf(payload) : "";
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    // In a literal, `__proto__` would set the prototype.
    return text.includes("__proto__") ? undefined : JSON.stringify(JSON.parse(text));
  } catch {
    return undefined; // it is not JSON
  }
}
