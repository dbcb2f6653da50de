// Defines the events of `bunbox dev`. The command prints them.
import type { BuildResult } from "../model.ts";

/** One event. `changed` has the files that led to it, relative to the project; it is empty at the start. */
export type DevEvent =
  /** A build has errors; `checked` follows with them. `serving` is whether an earlier server still runs. */
  | { readonly kind: "failed"; readonly changed: readonly string[]; readonly serving: boolean }
  /** A new server has taken the port. */
  | {
      readonly kind: "serving";
      readonly changed: readonly string[];
      readonly url: string;
      readonly routes: number;
      /** The paths of the routes that the earlier server did not have, and of those that only it had. */
      readonly added: readonly string[];
      readonly removed: readonly string[];
      /** The port that it would have, if another process did not listen there. */
      readonly taken: number | null;
      /** Sockets of the earlier server, which were closed. */
      readonly closed: number;
      /** Milliseconds from the change to the open port. */
      readonly durationMs: number;
      readonly first: boolean;
    }
  /** A build is the same as the running one. */
  | { readonly kind: "unchanged"; readonly changed: readonly string[] }
  /** A build's modules did not load, or its port is taken. The process has printed the error. */
  | { readonly kind: "start-failed"; readonly while: "loading" | "listening"; readonly serving: boolean }
  /** A build's modules have not finished loading yet, and may never do so. */
  | { readonly kind: "slow" }
  /**
   * All errors and warnings of a build. `served` is whether it is served, which it is if only its types are wrong; `types`
   * is whether they were checked.
   */
  | {
      readonly kind: "checked";
      readonly result: BuildResult;
      readonly served: boolean;
      readonly types: boolean;
    }
  /** The server has ended by itself. */
  | { readonly kind: "ended"; readonly how: string }
  | { readonly kind: "watch-limit"; readonly reason: string };
