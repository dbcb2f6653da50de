// Declares the messages between the processes of `bunbox dev` and of the server that it has started.
import type { CloseFrame } from "../../runtime/shutdown.ts";
import type { BuildNotice, PossibleRefusal } from "./feed.ts";

/** What the inspector shows beside the server itself. */
export interface Inspected {
  /** Absolute path of its page. */
  readonly page: string;
  /** Per file of a route or guard: where it can refuse without a `Response`. */
  readonly refusals: Readonly<Record<string, readonly PossibleRefusal[]>>;
}

/** What `bunbox dev` sends. */
export type ServerCommand =
  /** Listen on `HOST` and `PORT` of its environment. */
  | { readonly kind: "listen"; readonly inspected: Inspected }
  /** Stop listening, so that the next build's server can, and keep the sockets. */
  | { readonly kind: "leave" }
  /** Close the sockets, wait for handlers and responses, and end. */
  | { readonly kind: "end"; readonly closeFrame: CloseFrame }
  /** Pass this on to the inspector. */
  | { readonly kind: "notice"; readonly notice: BuildNotice };

/** What the server sends. */
export type ServerEvent =
  /** Its modules have run, and none has thrown. */
  | { readonly kind: "loaded" }
  | { readonly kind: "listening"; readonly url: string; readonly port: number }
  | { readonly kind: "left" }
  /** How many sockets it is about to close. */
  | { readonly kind: "ending"; readonly sockets: number };
