// BBX5004: a route does not accept all messages that it accepted.
import type { Rule } from "../rule.ts";

export const incomingNarrowed = {
  code: "BBX5004",
  severity: "error",
  name: "incoming-narrowed",
  label: "accepts less",
  meaning:
    "The type `Incoming` of a route does not accept every message that it accepted in the contract that `--against` names. Clients that were written for it may send such messages.",
  remedy:
    "Make what is new optional, or accept the earlier messages too. If the change is meant, write the contract again: `bunbox contract --outfile contract.yaml`.",
} as const satisfies Rule;
