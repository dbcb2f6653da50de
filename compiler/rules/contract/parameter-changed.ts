// BBX5003: a route has other parameters than in the earlier contract.
import type { Rule } from "../rule.ts";

export const parameterChanged = {
  code: "BBX5003",
  severity: "error",
  name: "parameter-changed",
  meaning:
    "The parameters of a route are not those of the contract that `--against` names. Clients that fill in its URL by name have to change.",
  remedy:
    "Keep the folder as it was, or add a route beside it. If the change is meant, write the contract again: `bunbox contract --outfile contract.yaml`.",
} as const satisfies Rule;
