// BBX5002: a route of the earlier contract is gone.
import type { Rule } from "../rule.ts";

export const routeRemoved = {
  code: "BBX5002",
  severity: "error",
  name: "route-removed",
  label: "does not exist anymore",
  meaning:
    "The contract that `--against` names has a route whose URL no route answers now. Clients that were written for it get 404.",
  remedy:
    "Keep the route until its clients are gone. If it was meant to go, write the contract again: `bunbox contract --outfile contract.yaml`.",
} as const satisfies Rule;
