// What happens under `bunbox dev`, as data; the command prints it.
import type { BuildResult } from "../model.ts";

/** One event; `changed` are the files that led to it, relative to the project, none at the start. */
export type DevEvent =
  /** A build has errors; `checked` follows with them. `serving` is whether an earlier server goes on. */
  | { readonly kind: "failed"; readonly changed: readonly string[]; readonly serving: boolean }
  /** A new server has taken the port. */
  | {
      readonly kind: "serving";
      readonly changed: readonly string[];
      readonly url: string;
      readonly routes: number;
      /** Sockets of the earlier server, which were closed. */
      readonly closed: number;
      /** Milliseconds from the change to the open port. */
      readonly durationMs: number;
      readonly first: boolean;
    }
  /** A build is no other than the running one. */
  | { readonly kind: "unchanged"; readonly changed: readonly string[] }
  /** A build's modules did not load, or its port is taken; what the process has said of it stands above. */
  | { readonly kind: "start-failed"; readonly while: "loading" | "listening"; readonly serving: boolean }
  /** A build's modules have not finished loading, and nobody knows whether they will. */
  | { readonly kind: "slow" }
  /**
   * All that is wrong with a build. `served` is whether it is still served, as only its types can be wrong; `types`
   * that they were checked.
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
