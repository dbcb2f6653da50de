// Measures the emitted `match`, for tables of any size, in its own process.
import { emitMatch } from "../compiler/emit/match.ts";
import { planServer } from "../compiler/plan/plan.ts";
import { canonicalPath, endOf, isSegment, segmentEnd } from "../runtime/path.ts";
import { routeOf } from "../test/support/naive-matcher.ts";
import { foldersOf, pathsOf } from "./routes.ts";
import { median } from "./statistics.ts";
import { defaultSettings } from "../compiler/config/load-config.ts";

type Match = (path: string) => unknown;

/** The function as `dist/server.js` has it. */
function compile(count: number): Match {
  const routes = foldersOf(count).map(routeOf);
  const plan = planServer(routes, () => ({ names: [], live: [] }), defaultSettings());
  const text = [...emitMatch(plan), "return match;"].join("\n");
  const table = routes.map(({ file }) => ({ file }));
  // oxlint-disable-next-line typescript/no-implied-eval -- the text itself is measured
  return new Function("table", "endOf", "isSegment", "segmentEnd", text)(table, endOf, isSegment, segmentEnd);
}

/** Nanoseconds per path. Each path is a new string, as in a request. */
function time(match: Match, paths: readonly string[]): number {
  const rounds: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    const fresh = Array.from({ length: 20_000 }, (_, index) =>
      Buffer.from(paths[(index * 7919) % paths.length] ?? "").toString("latin1"),
    );
    let found = 0;
    const began = performance.now();
    for (const path of fresh) if (match(path) !== undefined) found += 1;
    rounds.push(((performance.now() - began) * 1e6) / fresh.length);
    if (found < 0) throw new Error("never");
  }
  return median(rounds.slice(3));
}

const rows = [10, 100, 1000, 10_000].map((count) => {
  const match = compile(count);
  const paths = pathsOf(count);
  const lookup = new Map(paths.map((path) => [path, { path }]));
  return {
    routes: count,
    static: time(
      match,
      paths.filter((path) => !path.endsWith("kitchen")),
    ),
    dynamic: time(
      match,
      paths.filter((path) => path.endsWith("kitchen")),
    ),
    miss: time(
      match,
      paths.map((path) => `${path.slice(0, -1)}!`),
    ),
    canonical: time(canonicalPath, paths),
    // A server by hand without parameters would do this.
    lookup: time((path) => lookup.get(path), paths),
  };
});
console.log(JSON.stringify(rows));
