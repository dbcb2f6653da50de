// BBX5005: a route sends messages that its earlier clients do not expect.
import type { Rule } from "../rule.ts";

export const outgoingWidened = {
  code: "BBX5005",
  severity: "error",
  name: "outgoing-widened",
  label: "sends more",
  meaning:
    "The type `Outgoing` of a route has messages that it did not have in the contract that `--against` names. Clients that were written for it do not expect them.",
  remedy:
    "Keep what clients read as it was, or add a route beside it. If the change is meant, write the contract again: `bunbox contract --outfile contract.yaml`.",
} as const satisfies Rule;
