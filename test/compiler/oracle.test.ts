// Generates routes, and checks that bunbox says exactly what Bun finds when it runs them.
import { expect, test } from "bun:test";
import { describeDifferences } from "./oracle/report.ts";
import { runOracle } from "./oracle/run.ts";
import { IN_FULL } from "../support/sample.ts";

const SEED = 1;

test("handlers are what the module has when it runs", async () => {
  const differences = await runOracle({
    seed: SEED,
    routes: IN_FULL ? 600 : 150,
    size: 100,
    servedOneIn: 3,
  });
  expect(describeDifferences(SEED, differences)).toBe("");
}, 300_000);
