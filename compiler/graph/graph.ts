// Reads esbuild's metafile and warnings: the files that run, the targets of their imports, and the handlers that exist.
import path from "node:path";
import type { Message, Metafile } from "esbuild";
import { GUARD } from "../../runtime/facts.ts";
import { type Graph, type Project, type ReadExport, RUNTIME_PARTS, type ServerPlan } from "../model.ts";
import { packageNames } from "../packages.ts";
import { relativeTo } from "../place.ts";
import { type Absent, isStub, lackingPackages } from "./absent.ts";
import { addonsIn } from "./addons.ts";
import { ENTRY } from "./esbuild.ts";
import { evaluationOrder } from "./evaluation-order.ts";
import { shippedIn } from "./shipped.ts";
import { requiredIn } from "./required.ts";
import { isMark } from "./names.ts";
import { lookupsIn } from "./warnings.ts";

/** What esbuild reports about a build. */
export interface Account {
  readonly metafile: Metafile;
  readonly warnings: readonly Message[];
}

/**
 * Returns the graph of the files that the entry runs, without bunbox's own files.
 *
 * @param plan the handlers that the entry asks for
 * @param stubs files with errors, which were replaced by empty modules
 * @param absent imports that were not found, and need not be
 */
export function graphOf(
  project: Project,
  plan: ServerPlan,
  { metafile, warnings }: Account,
  stubs: ReadonlySet<string>,
  absent: readonly Absent[],
): Graph {
  const own = `${relativeTo(project, path.dirname(project.runtime))}/`;
  const all = Object.entries(metafile.inputs);
  const isReached = (file: string): boolean =>
    file !== ENTRY && !file.startsWith(own) && !isStub(file) && !isMark(file);
  const inputs = all.filter(([file]) => isReached(file));
  const asked = [
    ...plan.routes.map(({ file }) => file),
    ...plan.guards.map(({ file }) => file),
    ...(plan.fallback === null ? [] : [plan.fallback]),
  ];
  const unexported = absentFrom(warnings);
  return {
    exports: new Map(
      [...readByRoutes(plan), ...readByGuards(plan)].flatMap(({ file, module, names }) => {
        const present = names.filter((name) => !unexported.has(`${module}.${name}`));
        return stubs.has(file) ? [] : [[file, present] as const];
      }),
    ),
    fallback: !unexported.has("fallback.default"),
    reached: [...new Set([...evaluationOrder(metafile, ENTRY).filter(isReached), ...stubs, ...asked])],
    imports: new Map(inputs.map(([file, input]) => [file, targetsOf(input.imports)])),
    commonjs: new Set(
      inputs.flatMap(([file, { format }]) => (format === "cjs" && !stubs.has(file) ? [file] : [])),
    ),
    mistaken: [
      ...all.flatMap(([importer, input]) => mistakenIn(importer, input.imports)),
      ...warnedOf(warnings),
    ],
    addons: addonsIn(metafile),
    uses: new Set(RUNTIME_PARTS.filter((part) => isInOutput(metafile, `${own}runtime/${part}.js`))),
    lacking: lackingPackages(absent),
    absent: packageNames(absent.map(({ specifier }) => specifier)),
    shipped: shippedIn(metafile),
    lookups: lookupsIn(warnings),
    required: requiredIn(metafile),
    broken: brokenFiles(metafile, stubs),
  };
}

/** Whether the output has code of a file, by its path relative to the project. */
function isInOutput({ outputs }: Metafile, file: string): boolean {
  return Object.values(outputs).some(({ inputs }) => (inputs[file]?.bytesInOutput ?? 0) > 0);
}

/** What the entry reads of a module, and the name that it gives the module. */
interface Asked {
  readonly file: string;
  readonly module: string;
  readonly names: readonly ReadExport[];
}

function readByRoutes({ routes }: ServerPlan): readonly Asked[] {
  return routes.map(({ file, handlers, settings }, index) => ({
    file,
    module: `route${index}`,
    names: [...handlers, ...settings],
  }));
}

function readByGuards({ guards }: ServerPlan): readonly Asked[] {
  return guards.map(({ file, present }, index) => ({
    file,
    module: `guard${index}`,
    names: present ? [GUARD] : [],
  }));
}

type Imports = Metafile["inputs"][string]["imports"];

function targetsOf(imports: Imports): ReadonlyMap<string, string | null> {
  return new Map(
    imports.flatMap(({ original, path: target, external }): readonly (readonly [string, string | null])[] => {
      // esbuild does not follow an unused import, and lists it as it is written.
      if (external === true) return /^\.|\.node$/.test(target) ? [] : [[target, null]];
      return original === undefined || isStub(target) ? [] : [[original, target]];
    }),
  );
}

/**
 * The handlers that the entry asks for and esbuild does not find, as `route0.onOpen`. esbuild warns of each at its place in
 * the generated entry.
 */
function absentFrom(warnings: readonly Message[]): ReadonlySet<string> {
  const absent = warnings.filter(
    ({ id, location }) => id === "import-is-undefined" && location?.file === ENTRY,
  );
  return new Set(
    absent.flatMap(({ location }) => {
      if (location === null) return [];
      // The mark ends after the missing name; the namespace is before it.
      const line = Buffer.from(location.lineText)
        .subarray(0, location.column + location.length)
        .toString();
      return /\b(?:(?:route|guard)\d+|fallback)\.\w+$/.exec(line)?.[0] ?? [];
    }),
  );
}

/** esbuild treats two paths that differ only in case as one, and gives both importers the same file. */
function mistakenIn(importer: string, imports: Imports): Graph["mistaken"] {
  const folder = importer === ENTRY ? "." : path.posix.dirname(importer);
  return imports.flatMap(({ original, path: given, external }) => {
    if (original === undefined || external === true || !/^\.\.?\//.test(original)) return [];
    if (folder === "." && original === `./${given}`) return [];
    const named = path.posix.join(folder, original);
    const start = given.slice(0, named.length);
    return start !== named && fold(start) === fold(named) ? [{ importer, specifier: original, given }] : [];
  });
}

/** esbuild itself warns if the two files are in one folder. */
function warnedOf(warnings: readonly Message[]): Graph["mistaken"] {
  return warnings.flatMap(({ id, text, location }) => {
    const [, given] = /^Use "(.*)" instead of "(.*)" to avoid/s.exec(text) ?? [];
    if (id !== "different-path-case" || location === null || given === undefined) return [];
    const specifier = Buffer.from(location.lineText)
      .subarray(location.column + 1, location.column + location.length - 1)
      .toString();
    return [{ importer: location.file, specifier, given }];
  });
}

/** Folds a name as esbuild does: character by character. */
function fold(name: string): string {
  return [...name].map((each) => [...each.toLowerCase()][0] ?? each).join("");
}

/** The files with errors, and all files that import them, directly or not. */
function brokenFiles({ inputs }: Metafile, stubs: ReadonlySet<string>): ReadonlySet<string> {
  const broken = new Set(stubs);
  const files = Object.entries(inputs);
  for (let size = -1; stubs.size > 0 && size !== broken.size;) {
    size = broken.size;
    for (const [file, { imports }] of files) {
      if (imports.some((each) => broken.has(each.path))) broken.add(file);
    }
  }
  return broken;
}

/** The graph for routes that could not be linked. */
export function unknownGraph({ routes, guards }: Pick<ServerPlan, "routes" | "guards">): Graph {
  const files = [...routes, ...guards].map(({ file }) => file);
  return {
    exports: new Map<string, readonly ReadExport[]>(),
    fallback: true,
    reached: files,
    imports: new Map(),
    commonjs: new Set(),
    mistaken: [],
    addons: [],
    uses: new Set(),
    lacking: [],
    absent: [],
    shipped: new Map(),
    lookups: new Set(),
    required: [],
    broken: new Set(files),
  };
}
