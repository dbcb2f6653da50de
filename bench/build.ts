// Measures the cost of a build beside the tools that it uses, for projects of any size: `npm run bench:build`.
// `npm run bench:build -- 3 10 100` makes three rounds, with 10 and 100 routes.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { COMMAND, REPOSITORY } from "../test/support/project.ts";
import { OUT } from "./app.ts";
import { timeEdits } from "./dev.ts";
import { type Built, writeBuilds } from "./report.ts";
import { foldersOf, writeProject } from "./routes.ts";
import { median } from "./statistics.ts";

const [rounds = 7, ...sizes] = process.argv.slice(2).map(Number);
const SIZES = sizes.length > 0 ? sizes : [1, 10, 100, 1000, 5000];

interface Run {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

const TSC = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");

/** Runs a command, which must succeed. */
async function run(cwd: string, ...command: readonly string[]): Promise<Run> {
  const began = performance.now();
  const child = Bun.spawn([...command], { cwd, stdout: "pipe", stderr: "pipe" });
  const output = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}: ${output.slice(0, 2000)}`);
  const usage = child.resourceUsage();
  return {
    wall: performance.now() - began,
    cpu: Number(usage?.cpuTime.total ?? 0) / 1000,
    memory: usage?.maxRSS ?? 0,
  };
}

/** Runs what a user would run without bunbox: a type check, then a bundle of all route files. */
async function byHand(root: string): Promise<Run> {
  const types = await run(root, "node", TSC, "--noEmit");
  const bundle = await run(root, process.execPath, "build", "--target=bun", "all.js", "--outfile=out/all.js");
  return {
    wall: types.wall + bundle.wall,
    cpu: types.cpu + bundle.cpu,
    memory: Math.max(types.memory, bundle.memory),
  };
}

async function measure(routes: number): Promise<Built> {
  const root = path.join(OUT, `build-${routes}`);
  await writeProject(root, routes, ["typescript", "@typescript"]);
  const imports = foldersOf(routes).map(
    (folder, index) => `import * as r${index} from "./app/ws/${folder}/route.ts";`,
  );
  const names = foldersOf(routes).map((_, index) => `r${index}`);
  await writeFile(path.join(root, "all.js"), `${imports.join("\n")}\nconsole.log(${names.join(", ")});\n`);
  const kinds = {
    "tsc, then bun build": () => byHand(root),
    "bunbox build": () => run(root, "node", COMMAND, "build"),
    "bunbox check": () => run(root, "node", COMMAND, "check"),
  };
  const runs = new Map<string, Run[]>(Object.keys(kinds).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, once] of Object.entries(kinds)) runs.get(name)?.push(await once());
  }
  const base = runs.get("tsc, then bun build") ?? [];
  const rows = [...runs].map(([name, some]) => ({
    name,
    wall: median(some.map(({ wall }) => wall)),
    cpu: median(some.map(({ cpu }) => cpu)),
    memory: median(some.map(({ memory }) => memory)),
    ratio: median(some.map(({ wall }, round) => wall / (base[round]?.wall ?? Number.NaN))),
  }));
  for (const { name, wall, ratio } of rows)
    console.error(`${routes}: ${name} ${wall.toFixed(0)} ms, ${ratio.toFixed(2)}`);
  const edits = await timeEdits(root, routes);
  console.error(`${routes}: an edit under bunbox dev ${edits.median.toFixed(0)} ms`);
  return { routes, rows, edits };
}

const builds: Built[] = [];
for (const size of SIZES) builds.push(await measure(size));
await writeBuilds(builds, rounds);
