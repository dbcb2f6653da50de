// Measures the cost of a build beside the tools that it uses, for projects of any size: `npm run bench:build`.
// `npm run bench:build -- 3 10 100` makes three rounds, with 10 and 100 routes.
import { appendFile, writeFile } from "node:fs/promises";
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

/** What is measured: the tools alone, and bunbox. */
const NAMES = [
  "tsc",
  "tsc, then bun build",
  "tsc, then bun build with a map",
  "bunbox build",
  "bunbox check",
  "tsc --incremental after an edit",
  "bunbox check after an edit",
] as const;
type Name = (typeof NAMES)[number];

/** What bunbox is compared with. */
const BESIDE: readonly (readonly [Name, Name])[] = [
  ["bunbox build", "tsc, then bun build with a map"],
  ["bunbox build", "tsc, then bun build"],
  ["bunbox check", "tsc"],
  ["bunbox check after an edit", "tsc --incremental after an edit"],
];

/** Runs everything once, in one order, because the tools alone are parts of more than one comparison. */
async function round(root: string, edited: string, number: number): Promise<Readonly<Record<Name, Run>>> {
  const bundle = [process.execPath, "build", "--target=bun", "all.js", "--outfile=out/all.js"];
  const tsc = await run(root, "node", TSC, "--noEmit");
  const plain = both(tsc, await run(root, ...bundle));
  const mapped = both(tsc, await run(root, ...bundle, "--sourcemap=inline"));
  const build = await run(root, "node", COMMAND, "build");
  const check = await run(root, "node", COMMAND, "check");
  await appendFile(edited, `export type Edit${number} = ${number};\n`);
  return {
    tsc,
    "tsc, then bun build": plain,
    "tsc, then bun build with a map": mapped,
    "bunbox build": build,
    "bunbox check": check,
    "tsc --incremental after an edit": await run(root, "node", TSC, ...INCREMENTAL),
    "bunbox check after an edit": await run(root, "node", COMMAND, "check"),
  };
}

const INCREMENTAL = ["--noEmit", "--incremental", "--tsBuildInfoFile", "out/tsc.json"];

/** Two commands, one after the other. */
function both(first: Run, second: Run): Run {
  return {
    wall: first.wall + second.wall,
    cpu: first.cpu + second.cpu,
    memory: Math.max(first.memory, second.memory),
  };
}

async function measure(routes: number): Promise<Built> {
  const root = path.join(OUT, `build-${routes}`);
  await writeProject(root, routes, ["typescript", "@typescript"]);
  const folders = foldersOf(routes);
  const imports = folders.map((folder, index) => `import * as r${index} from "./app/ws/${folder}/route.ts";`);
  const names = folders.map((_, index) => `r${index}`);
  await writeFile(path.join(root, "all.js"), `${imports.join("\n")}\nconsole.log(${names.join(", ")});\n`);
  const edited = path.join(root, "app/ws", folders.at(-1) ?? "", "route.ts");
  // The first run writes what the next ones read.
  await run(root, "node", TSC, ...INCREMENTAL);
  const runs: Readonly<Record<Name, Run>>[] = [];
  for (let number = 0; number < rounds; number += 1) runs.push(await round(root, edited, number));
  const ratioOf = (name: Name, floor: Name): number =>
    median(runs.map((each) => each[name].wall / each[floor].wall));
  const rows = NAMES.map((name) => ({
    name,
    wall: median(runs.map((each) => each[name].wall)),
    cpu: median(runs.map((each) => each[name].cpu)),
    memory: median(runs.map((each) => each[name].memory)),
  }));
  const ratios = BESIDE.map(([name, floor]) => ({ name, floor, ratio: ratioOf(name, floor) }));
  for (const { name, floor, ratio } of ratios)
    console.error(`${routes}: ${name}, ${ratio.toFixed(2)} of ${floor}`);
  const edits = await timeEdits(root, routes);
  console.error(`${routes}: an edit under bunbox dev ${edits.median.toFixed(0)} ms`);
  return { routes, rows, ratios, edits };
}

const builds: Built[] = [];
for (const size of SIZES) builds.push(await measure(size));
await writeBuilds(builds, rounds);
