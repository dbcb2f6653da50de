// Runs the oracle for long (`npm run oracle`). ORACLE_ROUTES, ORACLE_SEED and ORACLE_ONLY (one route's number) change it.
// Exits with 1 if bunbox and Bun do not agree.
import { describeDifferences } from "./report.ts";
import { runOnly, runOracle } from "./run.ts";

const routes = Number(process.env["ORACLE_ROUTES"] ?? 5000);
const seed = Number(process.env["ORACLE_SEED"] ?? Date.now() % 1_000_000);
const only = process.env["ORACLE_ONLY"];

const began = performance.now();
const differences =
  only === undefined
    ? await runOracle({ seed, routes, size: 250, servedOneIn: 10 })
    : await runOnly(seed, Number(only));
if (differences.length > 0) console.log(`${describeDifferences(seed, differences)}\n`);
const seconds = Math.round((performance.now() - began) / 1000);
const asked = only === undefined ? `${routes} routes` : `route ${only}`;
console.log(`seed ${seed}: ${asked}, ${differences.length} differences in ${seconds} s`);
process.exitCode = differences.length > 0 ? 1 : 0;
