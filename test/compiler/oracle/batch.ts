// Runs one project of generated routes, and compares what Bun finds in them with what bunbox says.
import path from "node:path";
import { GUARD, HANDLERS } from "../../../runtime/facts.ts";
import { createProject, type JsonReport, type TestProject, TSCONFIG } from "../../support/project.ts";
import { contradictions, type Difference, type Verdict, wrongForms } from "./compare.ts";
import type { Form } from "./form.ts";
import type { Account, Question } from "./probe.ts";
import { type MadeRoute, makeRoute } from "./route.ts";
import { serverDifferences, startDifferences } from "./serve.ts";

/** Which routes of a run are generated together, and how they are checked. */
export interface Batch {
  readonly seed: number;
  readonly numbers: readonly number[];
  /** Whether bunbox asks TypeScript. */
  readonly typed: boolean;
  /** Whether the project's tsconfig has options that a check must not obey. */
  readonly hindered: boolean;
  /** Whether the routes without a mistake are also built and served. */
  readonly served: boolean;
}

const CONFIG: { readonly compilerOptions: object } = JSON.parse(TSCONFIG);
const OPTIONS = { ...CONFIG.compilerOptions, jsx: "react", jsxFactory: "h", jsxFragmentFactory: "h" };
/** Options that turn the check off, lead it to other files, or print more than errors. */
const HINDERING = {
  noCheck: true,
  noResolve: true,
  moduleSuffixes: [".web", ""],
  allowJs: false,
  composite: true,
  isolatedDeclarations: true,
  noEmit: false,
  emitDeclarationOnly: true,
  outDir: "out",
  traceResolution: true,
  explainFiles: true,
};
const PROJECT = {
  "package.json": '{ "type": "module" }',
  "elements.d.ts":
    "declare namespace JSX { type Element = unknown; interface IntrinsicElements { [name: string]: unknown } }",
};

/** Generates a batch, and returns every difference in it. */
export async function runBatch({
  seed,
  numbers,
  typed,
  hindered,
  served,
}: Batch): Promise<readonly Difference[]> {
  const routes = numbers.map((number) => makeRoute(seed, number));
  const projectOf = async (some: readonly MadeRoute[]): Promise<TestProject> => createOf(some, hindered);
  await using project = await projectOf(routes);
  const [accounts, report] = await Promise.all([
    askBun(project, routes),
    project.json(["check", ...(typed ? [] : ["--no-typecheck"])]),
  ]);
  const verdicts = verdictsOf(report, routes);
  const strays = straysOf(report, routes, typed);
  const differences = routes.flatMap((route): readonly Difference[] => {
    const account = accounts.get(route) ?? { exports: {} };
    const verdict = verdicts.get(route) ?? { handlers: [], diagnostics: [] };
    const found = (at: Difference["at"], problems: readonly string[]): readonly Difference[] =>
      problems.map((problem) => ({
        route,
        at,
        problem,
        form: suspect(route, problem),
        typed,
        account,
        verdict,
      }));
    const forms = found("oracle", wrongForms(route, account));
    return forms.length > 0 ? forms : found("bunbox", contradictions(route, account, verdict, typed));
  });
  const found = [...strays, ...differences];
  if (!served) return found;
  const faulty = new Set(differences.map(({ route }) => route));
  const silent = routes.filter(
    (route) =>
      !faulty.has(route) &&
      (verdicts.get(route)?.diagnostics ?? []).every(({ severity }) => severity !== "error"),
  );
  const late = silent.filter(({ question }) => isLate(question?.form));
  const fine = silent.filter((route) => !late.includes(route));
  const serving = { projectOf, accounts, verdicts };
  return [
    ...found,
    // Few routes are matched by a switch, many by a Map.
    ...(await serverDifferences(serving, fine.slice(0, 60), "run")),
    ...(await serverDifferences(serving, fine.slice(60), "mounted")),
    ...(await startDifferences(
      serving,
      late.filter(({ question }) => question?.form.bun === "value").slice(0, 2),
    )),
  ];
}

/** Whether a route may have a mistake that the build has not been able to see. */
function isLate(form: Form | undefined): boolean {
  return form !== undefined && ["mistyped", "harmless", "late"].includes(form.bunbox);
}

async function createOf(routes: readonly MadeRoute[], hindered: boolean): Promise<TestProject> {
  const compilerOptions = { ...OPTIONS, ...(hindered ? HINDERING : {}) };
  const tsconfig = { "tsconfig.json": JSON.stringify({ compilerOptions }) };
  return createProject(Object.assign(tsconfig, PROJECT, ...routes.map(({ files }) => files)));
}

/** One process for the whole batch imports every route. */
async function askBun(
  { root }: TestProject,
  routes: readonly MadeRoute[],
): Promise<ReadonlyMap<MadeRoute, Account>> {
  const questions = routes.map(({ file, forms }): Question => ({
    file: path.join(root, file),
    call: [GUARD, ...HANDLERS, ...forms.flatMap(({ written }) => written.near ?? [])],
  }));
  const child = Bun.spawn([process.execPath, path.join(import.meta.dir, "probe.ts")], {
    cwd: root,
    stdin: new Blob([JSON.stringify(questions)]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(`the probe failed: ${stderr}${stdout}`);
  const accounts: readonly Account[] = JSON.parse(stdout);
  return new Map(routes.map((route, index) => [route, accounts[index] ?? { exports: {} }]));
}

/** Sorts the report by route: a route owns its folder, and the packages that are named after it. */
function verdictsOf(report: JsonReport, routes: readonly MadeRoute[]): ReadonlyMap<MadeRoute, Verdict> {
  return new Map(
    routes.map((route) => [
      route,
      {
        handlers: calledIn(report, route),
        diagnostics: report.diagnostics.filter(({ file }) => owner(file) === route.number),
      },
    ]),
  );
}

/** The functions of a module that bunbox says that it calls. */
function calledIn({ routes }: JsonReport, { file, guarded }: MadeRoute): readonly string[] {
  if (guarded === undefined) return routes.find((each) => each.file === file)?.handlers ?? [];
  return routes.find((each) => each.file === guarded)?.guards?.includes(file) === true ? [GUARD] : [];
}

/** Diagnostics at files that the generator has not written. */
function straysOf(report: JsonReport, routes: readonly MadeRoute[], typed: boolean): readonly Difference[] {
  const known = new Set(routes.map(({ number }) => number));
  const strays = report.diagnostics.filter(({ file }) => !known.has(owner(file)));
  return strays.map((stray) => ({
    route: undefined,
    at: "bunbox",
    problem: `no route has the file ${stray.file}`,
    form: `${stray.code} ${stray.message}`,
    typed,
    account: { exports: {} },
    verdict: { handlers: [], diagnostics: [stray] },
  }));
}

/** The number of the route that a file belongs to. */
function owner(file: string | null): number {
  return Number(/^(?:app\/ws|node_modules)\/r(\d+)/.exec(file ?? "")?.[1] ?? -1);
}

/** The form that a problem most likely hangs on: the one whose handler it names. */
function suspect({ forms, question, decoys }: MadeRoute, problem: string): string {
  const words = new Set(problem.split(/[^\w$]+/));
  const named = forms.filter(({ slot, written }) => words.has(slot.name) || words.has(written.near ?? ""));
  const suspects = named.length > 0 ? named : question === undefined ? [] : [question];
  const titles = suspects.map(({ form: { title, bunbox } }) => `${title} (${bunbox})`);
  return titles.length > 0 ? titles.join(" or ") : `a decoy: ${decoys.join(", ")}`;
}
