// Builds a route for each package, runs it alone in another folder, and compares its answer with that of its source.
//
// `npm run packages` tries all and writes docs/packages.md; `npm run packages -- pino ws` tries some and prints them.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { answering, askAlone, askSource } from "../support/as-from-source.ts";
import { createProject, type TestProject } from "../support/project.ts";
import { lineOf, pageOf, type Row } from "./page.ts";
import { PACKAGES } from "./table.ts";
import type { Use } from "./use.ts";

const LOCK = path.join(import.meta.dir, "package-lock.json");
/** Where the packages are installed: outside the repository, whose own packages they must not find. */
const FOLDER = path.join(
  tmpdir(),
  `bunbox-packages-${createHash("sha256").update(readFileSync(LOCK)).digest("hex").slice(0, 8)}`,
);
const MODULES = path.join(FOLDER, "node_modules");

/** How many packages are tried at the same time. */
const AT_ONCE = 2;

type Report = Awaited<ReturnType<TestProject["json"]>>;

/** How often a build is repeated with the packages that its diagnostics say to keep outside. */
const ROUNDS = 5;

const wanted = process.argv.slice(2);
const uses = Object.values(PACKAGES)
  .flat()
  .filter(({ name }) => wanted.length === 0 || wanted.includes(name));
install();
const rows: Row[] = [];
const queue = [...uses];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const row = await tryOut(next);
      rows.push(row);
      console.log(lineOf(row));
    }
  }),
);
const wrong = rows.filter(({ outcome }) => outcome === "differs");
if (wanted.length === 0 && wrong.length === 0)
  await writeFile(path.join(import.meta.dir, "../../docs/packages.md"), pageOf(rows));
console.log(`${rows.length} packages, ${wrong.length} that differ silently`);
process.exit(wrong.length === 0 ? 0 : 1);

function install(): void {
  if (existsSync(path.join(MODULES, ".package-lock.json"))) return;
  mkdirSync(FOLDER, { recursive: true });
  for (const name of ["package.json", "package-lock.json"])
    copyFileSync(path.join(import.meta.dir, name), path.join(FOLDER, name));
  // Not `npm ci`, which refuses to leave out an optional package for another platform that a mirror of the registry lacks.
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: FOLDER,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the packages cannot be installed");
}

/**
 * What becomes of a package: first with it in the output, then with the packages outside that the diagnostics name. It
 * differs silently if its answer is another one and no diagnostic says so.
 */
async function tryOut({ name, before, answer }: Use): Promise<Row> {
  const version = versionOf(name);
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/ws/t/route.ts": answering(answer, before),
  });
  await linkModules(project);
  const source = await askSource(project, ["t"]).catch(String);
  const isSame = async (): Promise<boolean> => {
    const alone = await askAlone(project, ["t"]).catch(String);
    if (JSON.stringify(alone) === JSON.stringify(source)) return true;
    console.log(name, "from source:", source, "built:", alone);
    return false;
  };
  const first = await project.json(["build", "--no-typecheck"]);
  let said = askedIn(first);
  const works = first.exitCode === 0 && (await isSame());
  if (said.length === 0) return { name, version, external: [], ...outcomeOf(first, works, false) };
  const names = new Set<string>();
  for (let round = 1; round <= ROUNDS && said.some((each) => !names.has(each)); round += 1) {
    for (const each of said) names.add(each);
    const external = [...names];
    const config = `export default { external: ${JSON.stringify(external)} };\n`;
    await project.write({ "bunbox.config.ts": config });
    const next = await project.json(["build", "--no-typecheck"]);
    if (next.exitCode !== 0) return { name, version, external, ...outcomeOf(next, false, false) };
    said = askedIn(next);
  }
  return { name, version, external: [...names], ...outcomeOf(first, await isSame(), works) };
}

/** The packages that a build says to keep outside. */
function askedIn({ diagnostics }: Report): readonly string[] {
  return diagnostics.flatMap(({ hint }) => /external: \["([^"]+)"\]/.exec(hint ?? "")?.[1] ?? []);
}

function outcomeOf(
  { exitCode, diagnostics }: Report,
  works: boolean,
  worksInside: boolean,
): Pick<Row, "outcome" | "detail" | "worksInside"> {
  if (works) return { outcome: "as from source", detail: "", worksInside };
  const outcome = exitCode === 0 ? "differs" : "refused";
  return { outcome, detail: diagnostics.map(({ message }) => message).join("; "), worksInside };
}

function versionOf(name: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(MODULES, name, "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "";
}

/** Links each installed package into a project, as if it were installed there. */
async function linkModules({ root }: TestProject): Promise<void> {
  const own = path.join(root, "node_modules");
  for (const name of readdirSync(MODULES)) {
    if (name.startsWith(".") || name === "@types") continue;
    const names = name.startsWith("@")
      ? readdirSync(path.join(MODULES, name)).map((each) => `${name}/${each}`)
      : [name];
    for (const each of names) {
      const link = path.join(own, each);
      if (existsSync(link)) continue;
      await mkdir(path.dirname(link), { recursive: true });
      symlinkSync(path.join(MODULES, each), link);
    }
  }
}
