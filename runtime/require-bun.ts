// Checks the version of Bun. The generated server imports this before all that needs Bun, so an old one prints one line before
// user code runs.
import { log } from "./report.ts";

/** The first lines of the output declare it, because `import.meta.main` is `false` in bundled modules. */
declare const bunboxIsMain: boolean;

const OLDEST = "1.4.0";

const found = typeof Bun === "undefined" ? "another runtime" : `Bun ${Bun.version}`;

if (typeof Bun === "undefined" || Bun.semver.order(Bun.version, OLDEST) < 0) {
  const message = `this server needs Bun ${OLDEST} or newer, and this is ${found}`;
  // A program that imports the server decides by itself whether to go on.
  if (!bunboxIsMain) throw new Error(message);
  log("error", message);
  process.exit(1);
}
