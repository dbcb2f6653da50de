// What `bunbox dev` and the server that it has started say to each other, over the channel between their processes.
import type { Farewell } from "../../runtime/shutdown.ts";
import type { BuildNotice } from "./feed.ts";

/** What the server is told. */
export type Order =
  /** Listen on `HOST` and `PORT` of its environment; `page` is the absolute path of the inspector's page. */
  | { readonly kind: "listen"; readonly page: string }
  /** Give the port to the next build's server, and keep the sockets. */
  | { readonly kind: "leave" }
  /** Close the sockets, wait for what is under way, and end. */
  | { readonly kind: "end"; readonly farewell: Farewell }
  /** Tell the inspector. */
  | { readonly kind: "notice"; readonly notice: BuildNotice };

/** What the server says. */
export type Word =
  /** Its modules have run, and none has thrown. */
  | { readonly kind: "loaded" }
  | { readonly kind: "listening"; readonly url: string; readonly port: number }
  | { readonly kind: "left" }
  /** How many sockets it is about to close. */
  | { readonly kind: "ending"; readonly sockets: number };
