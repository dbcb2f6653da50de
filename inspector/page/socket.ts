// Connects one WebSocket at a time, and reports its messages and every change of its state.
import type { Field } from "../server/feed.ts";
import type { FramePayload } from "./payload.ts";

/** Where to connect. */
export interface ConnectTarget {
  /** The route's pattern. */
  readonly route: string;
  readonly url: string;
  readonly protocols: readonly string[];
  /** Headers that `bunbox dev` sets, because a browser cannot. */
  readonly headers: readonly Field[];
}

/** How a socket was closed. */
export interface Ended {
  readonly phase: "closed";
  readonly target: ConnectTarget;
  readonly at: number;
  readonly code: number;
  readonly reason: string;
  /** Whether it had been open; if not, the handshake failed. */
  readonly wasOpen: boolean;
}

export type SocketState =
  | { readonly phase: "idle" }
  | { readonly phase: "connecting"; readonly target: ConnectTarget }
  | {
      readonly phase: "open";
      readonly target: ConnectTarget;
      readonly since: number;
      readonly protocol: string;
    }
  | {
      readonly phase: "closing";
      readonly target: ConnectTarget;
      readonly code: number | undefined;
      readonly reason: string;
    }
  | Ended;

/** Called with every state and every message of the socket. */
export interface SocketListener {
  readonly state: (state: SocketState) => void;
  readonly received: (payload: FramePayload) => void;
}

/** The page's socket. */
export interface PageSocket {
  state(): SocketState;
  /**
   * Connects, and closes an open socket with 1000 first. Throws if the browser does not accept a subprotocol.
   *
   * @param ticket for the headers
   */
  connect(target: ConnectTarget, ticket?: string): void;
  disconnect(code: number | undefined, reason: string): void;
  /** Sends a message. Returns whether it was sent: the socket must be open. */
  send(payload: FramePayload): boolean;
}

export function createSocket(listener: SocketListener): PageSocket {
  let state: SocketState = { phase: "idle" };
  let current: WebSocket | undefined;

  function become(next: SocketState): void {
    state = next;
    listener.state(next);
  }

  function watch(socket: WebSocket, target: ConnectTarget): void {
    let wasOpen = false;
    // Events of a socket that another one has replaced are ignored.
    const hear = (act: () => void) => () => current === socket && act();
    socket.addEventListener(
      "open",
      hear(() => {
        wasOpen = true;
        become({ phase: "open", target, since: Date.now(), protocol: socket.protocol });
      }),
    );
    socket.addEventListener("message", ({ data }: MessageEvent<FramePayload>) => {
      if (current === socket) listener.received(data);
    });
    socket.addEventListener("close", ({ code, reason }) =>
      hear(() => {
        current = undefined;
        become({ phase: "closed", target, at: Date.now(), code, reason, wasOpen });
      })(),
    );
  }

  return {
    state: () => state,
    connect(target, ticket) {
      const socket = new WebSocket(withTicket(target.url, ticket), [...target.protocols]);
      socket.binaryType = "arraybuffer";
      const left = current;
      current = socket;
      if (left !== undefined && (state.phase === "open" || state.phase === "connecting")) {
        left.close(1000);
        const { target: from, phase } = state;
        become({
          phase: "closed",
          target: from,
          at: Date.now(),
          code: 1000,
          reason: "",
          wasOpen: phase === "open",
        });
      }
      watch(socket, target);
      become({ phase: "connecting", target });
    },
    disconnect(code, reason) {
      if (current === undefined || (state.phase !== "open" && state.phase !== "connecting")) return;
      const { phase, target } = state;
      const left = current;
      if (phase === "connecting") {
        // The browser reports 1006, as for a refusal, although this is not a refusal.
        current = undefined;
        left.close();
        return become({ phase: "idle" });
      }
      if (code === undefined) left.close();
      else left.close(code, reason);
      become({ phase: "closing", target, code, reason });
    },
    send(payload) {
      if (current === undefined || state.phase !== "open") return false;
      current.send(payload);
      return true;
    },
  };
}

/** The server removes the ticket before the route sees the URL. */
function withTicket(url: string, ticket: string | undefined): string {
  return ticket === undefined ? url : `${url}${url.includes("?") ? "&" : "?"}_bunbox=${ticket}`;
}
