// Asks TypeScript which files the imports of the routes resolve to, if the bundler may have resolved them differently.
import path from "node:path";
import type { Graph, Project } from "../model.ts";
import { chainOf, matchAlias, nearestTsconfig, optionOf } from "../syntax/tsconfigs.ts";
import { relativeTo } from "../place.ts";
import { type Setup, writeConfig } from "./findings.ts";
import { runTypeScript } from "./run.ts";
import type { ProjectConfig } from "./tsconfig.ts";

/** Per importing file: what TypeScript resolves its imports to. Every path is relative to the project. */
export type Resolutions = ReadonlyMap<string, ReadonlyMap<string, string>>;

const NOTHING: Resolutions = new Map();

/**
 * Lists the files that the contract reaches, and by which import, without checking them.
 *
 * @param contracts names of the contract's files
 * @param faulty whether the bundler did not find everything
 * @returns the imports that the tsconfig decides about; empty if no import is in doubt
 */
export async function resolutionsOf(
  setup: Setup,
  contracts: readonly string[],
  graph: Graph,
  faulty: boolean,
): Promise<Resolutions> {
  const { project, typescript, folder, config } = setup;
  if (config.file === null) return NOTHING;
  const decided = decider(config.compilerOptions);
  const imports = [...graph.imports].flatMap(([importer, targets]) =>
    [...targets]
      .filter(([specifier]) => decided(importer, specifier))
      .map(([specifier, target]) => ({ importer, specifier, target })),
  );
  const isEvident = evidence(project, config.file, config.compilerOptions, imports);
  if (imports.every(isEvident) && !faulty) return NOTHING;
  const files = contracts.map((name) => path.join(folder, name));
  const tsconfig = writeConfig(setup, files, "resolution.json");
  const args = ["-p", tsconfig, "--listFilesOnly", "--explainFiles"];
  const { output } = await runTypeScript(typescript, project.root, args);
  const found = new Map<string, Map<string, string>>();
  let file = "";
  for (const line of output.split(/\r?\n/)) {
    if (!line.startsWith(" ")) file = relativeTo(project, path.resolve(project.root, line));
    const [, , specifier = "", from] =
      /^ +Imported via (["'`])(.*)\1 from file '(.*?)'(?: with packageId .*)?$/.exec(line) ?? [];
    if (from === undefined) continue;
    const importer = relativeTo(project, path.resolve(project.root, from));
    if (!decided(importer, specifier)) continue;
    found.set(importer, (found.get(importer) ?? new Map<string, string>()).set(specifier, file));
  }
  return found;
}

type Options = ProjectConfig["compilerOptions"];
type Decider = (importer: string, specifier: string) => boolean;

/** An import of a file, and the file that the bundler resolves it to; every path is relative to the project. */
interface Import {
  readonly importer: string;
  readonly specifier: string;
  readonly target: string | null;
}

/** Selects the imports of the project's own files that the tsconfig decides about. */
function decider(options: Options): Decider {
  const patterns = patternsOf(options);
  const hasBase = options["baseUrl"] !== undefined;
  const hasRoots = options["rootDirs"] !== undefined;
  const hasConditions = options["customConditions"] !== undefined;
  return (importer, specifier) => {
    if (importer.includes("node_modules/")) return false;
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) return hasRoots;
    if (specifier.startsWith("#") || hasConditions || hasBase) return true;
    return patterns.some(({ key }) => matchAlias(key, specifier) !== null);
  };
}

interface Pattern {
  readonly key: string;
  readonly targets: readonly string[];
}

function patternsOf({ paths }: Options): readonly Pattern[] {
  if (typeof paths !== "object" || paths === null) return [];
  return Object.entries(paths).map(([key, value]: [string, unknown]) => ({
    key,
    targets: Array.isArray(value) ? value.map(String) : [],
  }));
}

/** Whether an import can only mean this file: one pattern matches, and its one target is the file, except for the ending. */
function evidence(
  project: Project,
  tsconfig: string,
  options: Options,
  imports: readonly Import[],
): (each: Import) => boolean {
  const patterns = patternsOf(options);
  const base = options["baseUrl"];
  const from =
    typeof base === "string"
      ? path.resolve(path.dirname(tsconfig), base)
      : path.dirname(optionOf(chainOf(tsconfig), "paths")?.file ?? tsconfig);
  // The bundler reads the nearest tsconfig. Many files share a folder.
  const folders = new Set(imports.map(({ importer }) => path.dirname(importer)));
  const own = new Set(
    [...folders].filter((folder) => nearestTsconfig(path.join(project.root, folder)) === tsconfig),
  );
  return ({ importer, specifier, target }) => {
    if (target === null) return true;
    const matching = patterns.flatMap(({ key, targets }) => {
      const star = matchAlias(key, specifier);
      return star === null ? [] : [{ star, targets }];
    });
    const [{ star, targets } = { star: "", targets: [] }, ...others] = matching;
    const [only, ...more] = targets;
    if (only === undefined || others.length + more.length > 0) return false;
    const named = relativeTo(
      project,
      path.resolve(
        from,
        only.replace("*", () => star),
      ),
    );
    // TypeScript prefers a source beside a script.
    const isPreferred = /\.(?:[cm]?tsx?|json)$/.test(target);
    const meant = [named, `${named}.ts`, named.replace(/\.([cm]?)js$/, ".$1ts")];
    return own.has(path.dirname(importer)) && isPreferred && meant.includes(target);
  };
}
