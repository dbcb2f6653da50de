// Checks the handlers, and every file that they reach, with the project's own TypeScript.
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { absoluteIn, fileStart, relativeTo } from "../place.ts";
import { typescriptFailed } from "../rules/build/typescript-failed.ts";
import { typesTooSlow } from "../rules/build/types-too-slow.ts";
import { notStrict } from "../rules/build/not-strict.ts";
import { report } from "../rules/rule.ts";
import type { Diagnostic, Graph, Outcome, Project, Route, Typed } from "../model.ts";
import { nearestTsconfig } from "../syntax/tsconfigs.ts";
import { blame } from "./blame.ts";
import { byCause } from "./causes.ts";
import {
  contract,
  type ContractFile,
  fallbackContract,
  type ExportsOf,
  type Line,
  type NearLine,
} from "./contract.ts";
import { type Findings, findMisfits, type Setup, writeConfig } from "./findings.ts";
import { routesContract } from "./routes-contract.ts";
import { isOdd, linkOdd, overlaidFolders } from "./odd-names.ts";
import { resolutionsOf } from "./resolution.ts";
import { runTypeScript, type TypeScriptError } from "./run.ts";
import {
  isStrict,
  type ProjectConfig,
  readProjectConfig,
  showProjectConfig,
  type ShownConfig,
} from "./tsconfig.ts";
import { findTypeScript, type TypeScript } from "./typescript.ts";

/** How long TypeScript may take, in seconds: the check of a thousand routes takes a few. */
export const DEFAULT_TIMEOUT = 300;

/** The project's TypeScript, which already reads the tsconfig. */
export interface Types {
  /** Seconds. */
  readonly timeout: number;
  /** `null` if none is installed. */
  readonly typescript: TypeScript | null;
  readonly shown: Promise<ShownConfig | null>;
}

/**
 * Starts TypeScript as early as possible.
 *
 * @param timeout how long it may take in all, in seconds
 */
export function openTypes({ root }: Project, timeout = DEFAULT_TIMEOUT): Types {
  const typescript = findTypeScript(root, AbortSignal.timeout(timeout * 1000));
  const shown = typescript === null ? Promise.resolve(null) : showProjectConfig(typescript, root);
  return { timeout, typescript, shown };
}

/** What to check. */
export interface Subject {
  readonly routes: readonly Route[];
  readonly exportsOf: ExportsOf;
  /** The module of the option `fallback`, which has a signature too. */
  readonly fallback: string | null;
  /** The files of the project's configuration, relative to it. */
  readonly configuration: readonly string[];
  /** Starts to bundle, and returns facts that only the bundle has. It is called once tsc runs, and may not be called at all. */
  readonly bundled: () => Promise<BundleOutcome>;
}

/** Facts from the bundle. */
export interface BundleOutcome {
  readonly graph: Graph;
  /** Whether an import was not found, or a file does not parse. */
  readonly faulty: boolean;
  /** Per route: exports named almost like a handler, of which only TypeScript knows whether they can be called. */
  readonly near: ReadonlyMap<Route, readonly string[]>;
}

/** What is known if TypeScript is not asked. */
export const UNCHECKED: Typed = {
  misfits: [],
  known: new Map(),
  uncallable: new Map(),
  files: [],
  resolved: new Map(),
  tsconfig: null,
  metadata: false,
  declarations: [],
};

/** Checks every route against its signature, and the files that the routes reach against each other. */
export async function typecheck(
  project: Project,
  types: Types | null,
  subject: Subject,
): Promise<Outcome<Typed>> {
  const { routes } = subject;
  if (types === null || routes.length === 0) return { value: UNCHECKED, diagnostics: [] };
  const { timeout, typescript, shown } = types;
  if (typescript === null) return failed("TypeScript is not installed");
  const outcome = await ask(project, typescript, shown, subject);
  // The output of a run that was stopped may be incomplete.
  return typescript.until.aborted ? tooSlow(timeout) : outcome;
}

async function ask(
  project: Project,
  typescript: TypeScript,
  shown: Types["shown"],
  subject: Subject,
): Promise<Outcome<Typed>> {
  // The routes are parsed while tsc reads the tsconfig.
  const exported = new Map(subject.routes.map((route) => [route, subject.exportsOf(route)]));
  const exportsOf: ExportsOf = (route) => exported.get(route) ?? [];
  const files = subject.routes.map(({ file }) => absoluteIn(project.root, file));
  const config = await readProjectConfig(typescript, project.root, await shown, files);
  if (config.errors.length > 0) {
    return { value: UNCHECKED, diagnostics: config.errors.map(toDiagnostic) };
  }
  const folder = path.join(project.cache, `check-${project.run}-${randomUUID()}`);
  mkdirSync(folder, { recursive: true });
  const odd = subject.routes.map(({ real }) => real).filter(isOdd);
  try {
    linkOdd(folder, odd);
    const overlaid = odd.length === 0 ? [] : overlaidFolders(folder);
    return await check({ project, typescript, config, folder, overlaid }, { ...subject, exportsOf });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function check(setup: Setup, subject: Subject): Promise<Outcome<Typed>> {
  const { project, config, folder } = setup;
  const { routes, exportsOf, fallback, configuration } = subject;
  const aside = fallback === null ? [] : [fallbackRoute(project, fallback)];
  const extra = aside.map((route) => fallbackContract(folder, project.runtime, route));
  const configs = configuration
    .filter((file) => /\.m?ts$/.test(file) && !file.includes("node_modules/"))
    .map((file) => path.join(project.root, file));
  const own = [
    // TypeScript lists a file with a backslash in its name under another one, and then does not find it.
    ...withoutLinks(project, config.files, routes).filter((file) => existsSync(file)),
    ...configs,
  ];
  const contractOf = (some: readonly Route[]): readonly ContractFile[] => [
    ...contract(folder, project.runtime, some, exportsOf),
    // The path of a route that does not parse is still a path.
    routesContract(folder, project.runtime, routes, (route) =>
      some.includes(route) ? exportsOf(route) : [],
    ),
  ];
  const asked = contractOf(routes);
  const checking = findMisfits(setup, [...asked, ...extra], own);
  const bundling = subject.bundled();
  const contracts = asked.concat(extra).map(({ name }) => name);
  const resolving = bundling.then(({ graph: done, faulty }) => resolutionsOf(setup, contracts, done, faulty));
  const [first, { graph, near }, resolved] = await Promise.all([checking, bundling, resolving]);
  const all: Findings[] = [first];
  let checked = routes;
  if (onlySyntax(first.errors)) {
    // After a syntax error tsc reports nothing else: run it again without the files that have one.
    const bad = new Set([...graph.broken, ...first.errors.map(({ file }) => file)]);
    checked = routes.filter((route) => [route, ...route.guards].every(({ file }) => !bad.has(file)));
    // The configuration runs apart from the routes, so neither hides the errors of the other.
    if (configs.length > 0) all.push(await findMisfits(setup, [], [...configs, ...ambient(config)]));
    const again = [
      ...(checked.length === 0 ? [] : contractOf(checked)),
      ...(fallback === null || bad.has(fallback) ? [] : extra),
    ];
    if (again.length > 0) all.push(await findMisfits(setup, again, ambient(config)));
  }
  const [failure] = all.flatMap((findings) => findings.failure ?? []);
  if (failure !== undefined) return failed(failure);
  const errors = await keepReached(
    setup,
    contracts,
    new Set([...graph.reached, ...configuration]),
    all.flatMap((findings) => findings.errors),
  );
  const explained = byCause(project, config, errors);
  const loose = !isStrict(config, "strictFunctionTypes", setup.typescript);
  const answers = await blame(setup, {
    suspects: loose
      ? asked.flatMap(({ lines }) => handlerLines(lines))
      : all.flatMap(({ failing }) => failing),
    misfits: all.flatMap((findings) => findings.misfits),
    near: [...near].flatMap(([route, names]) =>
      checked.includes(route) ? names.map((name) => ({ route, near: name })) : [],
    ),
    exportsOf,
  });
  // Without `strictFunctionTypes` the second contract alone decides.
  if (answers.failure !== null && answers.misfits.length + errors.length === 0)
    return failed(answers.failure);
  return {
    value: {
      misfits: answers.misfits,
      known: knownOf(checked, all.at(-1)?.seen ?? []),
      uncallable: uncallableOf(answers.uncallable),
      files: first.files,
      resolved,
      tsconfig: tsconfigOf(setup),
      metadata: config.compilerOptions["emitDecoratorMetadata"] === true,
      declarations: ambient(config),
    },
    diagnostics: [...warnIfLoose(setup), ...explained.diagnostics, ...explained.errors.map(toDiagnostic)],
  };
}

function tsconfigOf({ project, config: { file } }: Setup): Typed["tsconfig"] {
  if (file === null) return null;
  return { file: relativeTo(project, file), isNearest: file === nearestTsconfig(project.root) };
}

/** Per route that was checked: the exports that TypeScript sees in its module. */
function knownOf(routes: readonly Route[], seen: readonly Line[]): Typed["known"] {
  const known = new Map(routes.map(({ file }) => [file, new Set<string>()]));
  for (const { route, handler } of seen) known.get(route.file)?.add(handler);
  return known;
}

function uncallableOf(lines: readonly NearLine[]): Typed["uncallable"] {
  const names = new Map<string, Set<string>>();
  for (const { route, near } of lines)
    names.set(route.file, (names.get(route.file) ?? new Set<string>()).add(near));
  return names;
}

/** Without `strictFunctionTypes`, a parameter that is too narrow passes the first contract, so all handlers are suspects. */
function handlerLines(lines: ReadonlyMap<number, Line | NearLine>): readonly Line[] {
  return [...lines.values()].flatMap((line) => ("near" in line ? [] : [line]));
}

/** Replaces a route that is a link by its target, from which its imports are resolved. */
function withoutLinks(
  { root }: Project,
  files: readonly string[],
  routes: readonly Route[],
): readonly string[] {
  const links = new Map(routes.map(({ file, real }) => [absoluteIn(root, file), real]));
  return files.filter((file) => (links.get(file) ?? file) === file);
}

/** The project's declaration files. */
function ambient({ files }: ProjectConfig): readonly string[] {
  return files.filter((file) => file.endsWith(".d.ts"));
}

/** Describes the fallback as a route without a URL, so that it is checked like one. */
function fallbackRoute({ root }: Project, file: string): Route {
  const real = realPath(path.join(root, file));
  return { file, path: file, segments: [], topic: null, real, text: "", guards: [] };
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file; // It has just gone; TypeScript reports it.
  }
}

/**
 * Drops the errors of files that no route reaches. esbuild knows the files that run. Only if an error is in another file,
 * TypeScript is asked which files the contract reaches, because a file may be imported only for its types.
 */
async function keepReached(
  setup: Setup,
  contracts: readonly string[],
  reached: ReadonlySet<string>,
  errors: readonly TypeScriptError[],
): Promise<readonly TypeScriptError[]> {
  const isOwn = ({ file }: TypeScriptError): boolean =>
    file === null || file.endsWith(".json") || reached.has(file);
  if (errors.every(isOwn)) return errors;
  const { project, folder, typescript } = setup;
  const tsconfig = writeConfig(
    setup,
    contracts.map((name) => path.join(folder, name)),
  );
  const { output } = await runTypeScript(typescript, project.root, ["-p", tsconfig, "--listFilesOnly"]);
  const listed = new Set(output.split(/\r?\n/).map((file) => relativeTo(project, file)));
  return errors.filter((error) => isOwn(error) || listed.has(error.file ?? ""));
}

/** Keeps errors with a code of the parser: general, JavaScript, JSX, and newer ones. A needless second run does no harm. */
function onlySyntax(errors: readonly TypeScriptError[]): boolean {
  return (
    errors.length > 0 &&
    errors.every(({ code, file }) => file !== null && /^TS(?:1|8|17|18)\d{3}$/.test(code))
  );
}

/** Warns if `strictNullChecks` is off: TypeScript then accepts an `upgrade` that forgets to answer in some branch. */
function warnIfLoose({ project, config, typescript }: Setup): readonly Diagnostic[] {
  if (config.file === null || isStrict(config, "strictNullChecks", typescript)) return [];
  const message =
    "`strictNullChecks` is off, so TypeScript accepts an `upgrade` that forgets to return an answer";
  const place = fileStart(relativeTo(project, config.file));
  return [report(notStrict, place, message, { hint: 'Set `"strict": true`.' })];
}

function toDiagnostic(error: TypeScriptError): Diagnostic {
  const { code, message, reason, file, line, column } = error;
  return {
    code,
    severity: "error",
    message,
    ...(reason === "" ? {} : { reason }),
    ...hintFor(error),
    place: file === null ? null : { file, line, column, endLine: line, endColumn: column },
    related: [],
  };
}

/** What replaces the values of options that TypeScript has removed, or will remove. */
const CURRENT_VALUES = [
  ["module", "preserve"],
  ["moduleResolution", "bundler"],
  ["target", "esnext"],
] as const;

/** The hint for an error that has a usual cause in a project with bunbox. */
function hintFor({ code, message, reason }: TypeScriptError): { readonly hint?: string } {
  if (["TS1286", "TS1287", "TS1295", "TS1541"].includes(code)) {
    return { hint: 'Set `"type": "module"` in package.json: the server is an ES module.' };
  }
  if (reason.includes("under your current 'moduleResolution' setting")) {
    return { hint: 'Set `"moduleResolution": "bundler"` in tsconfig.json.' };
  }
  const removed = CURRENT_VALUES.find(([option]) => message.startsWith(`Option '${option}=`));
  if (removed !== undefined) return { hint: `Set \`"${removed[0]}": "${removed[1]}"\`.` };
  if (code === "TS2307" && message.includes("'@ademattos/bunbox'")) {
    return { hint: "Install it: `npm install --save-dev @ademattos/bunbox`." };
  }
  return {};
}

function tooSlow(timeout: number): Outcome<Typed> {
  const hint = "Allow it more with `--timeout SECONDS`, or build with --no-typecheck.";
  const message = `TypeScript did not finish within ${timeout} ${timeout === 1 ? "second" : "seconds"}`;
  return { value: UNCHECKED, diagnostics: [report(typesTooSlow, null, message, { hint })] };
}

function failed(reason: string): Outcome<Typed> {
  const hint = "Reinstall the project's dependencies, or build with --no-typecheck.";
  return {
    value: UNCHECKED,
    diagnostics: [report(typescriptFailed, null, "The types could not be checked", { reason, hint })],
  };
}
