// Replaces modules that are not installed and that the program can do without by modules that throw.
//
// Otherwise Bun would look for `require("bufferutil")` when the server runs, and ask the registry if there is no node_modules.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { BuildOptions, Message, OnLoadResult, Plugin } from "esbuild";
import type { Node } from "oxc-parser";
import type { Graph, Project } from "../model.ts";
import { packageName, packageOf } from "../packages.ts";
import { relativeTo } from "../place.ts";
import { unresolvedIn } from "../rules/unresolved.ts";
import type { Sources } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { functionAround } from "../syntax/tree.ts";
import type { Attempt } from "./esbuild.ts";
import { placeOf, withoutQuery } from "./messages.ts";

/** An import that was not found. */
export interface Absent {
  /** The importing file as esbuild names it: relative to the project, with its query, or `<data:…>`. */
  readonly importer: string;
  readonly specifier: string;
  /** Whether the code around it handles the failure: `try`, `.catch`. */
  readonly handled: boolean;
}

const NAMESPACE = "bunbox-absent";

/** Whether an input of the bundle stands for a module that was not found. */
export function isStub(input: string): boolean {
  return input.startsWith(NAMESPACE);
}

/**
 * The imports that a build did not find, and does not need.
 *
 * @param known what earlier builds did not find; it is not listed again
 * @param sources the parsed files of the project and of packages
 */
export function absentIn(
  project: Project,
  { errors, warnings }: Attempt,
  known: readonly Absent[],
  sources: Sources,
): readonly Absent[] {
  const seen = new Set(known.map(keyOf));
  return [
    ...warnings.flatMap((warning) =>
      warning.id === "ignored-dynamic-import" ? importOf(warning, true) : [],
    ),
    ...errors.flatMap((error) =>
      importOf(error, false).filter(
        ({ importer, specifier }) =>
          packageOf(importer) !== null &&
          (isOptional(project, importer, specifier) || isLate(sources, error)),
      ),
    ),
  ].filter((each) => !seen.has(keyOf(each)));
}

function keyOf({ importer, specifier }: Pick<Absent, "importer" | "specifier">): string {
  return `${importer}\n${specifier}`;
}

function importOf({ text, location }: Message, handled: boolean): readonly Absent[] {
  const specifier = unresolvedIn(text);
  return specifier === undefined || location === null
    ? []
    : [{ importer: location.file, specifier, handled }];
}

/** The packages that can load a package that is not installed, each once. */
export function lackingPackages(absent: readonly Absent[]): Graph["lacking"] {
  const lacks = new Map<string, { readonly file: string; readonly names: Set<string> }>();
  for (const { importer, specifier, handled } of absent) {
    const name = packageOf(importer);
    if (handled || name === null) continue;
    const known = lacks.get(name) ?? { file: importer, names: new Set<string>() };
    lacks.set(name, { ...known, names: known.names.add(specifier) });
  }
  return [...lacks].map(([name, { file, names }]) => ({ name, absent: [...names].toSorted(), file }));
}

/** Whether a package lists another one as optional. */
function isOptional({ root }: Project, importer: string, specifier: string): boolean {
  const name = packageName(specifier);
  const end = importer.lastIndexOf("node_modules/") + "node_modules/".length;
  const folder = importer.slice(0, end) + (packageOf(importer) ?? "");
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
    const optional = [
      at(manifest, "optionalDependencies", name),
      at(manifest, "peerDependenciesMeta", name, "optional"),
    ];
    return optional.some((each) => each !== undefined && each !== false);
  } catch {
    return false; // A folder of packages may hold files without a package.json.
  }
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  );
}

/** Whether an import is a `require()` or an `import()` in a function or a branch. */
function isLate(sources: Sources, { location }: Message): boolean {
  if (location === null) return false;
  const source = sources.get(location.file) ?? sources.get(withoutQuery(location.file));
  if (source === undefined || source.failure !== null) return false;
  const start = source.offsetOf(placeOf(location));
  const literal = indexOf(source.program)
    .of("Literal")
    .find((each) => each.start === start);
  const isCall = literal?.parent?.type === "CallExpression" || literal?.parent?.type === "ImportExpression";
  return literal !== undefined && isCall && (functionAround(literal) !== undefined || isInBranch(literal));
}

/** Whether code runs only if a condition holds. */
function isInBranch(node: Node): boolean {
  for (let each = node; each.parent !== undefined && each.parent !== null; each = each.parent)
    if (isBranch(each, each.parent)) return true;
  return false;
}

function isBranch(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case "ConditionalExpression":
    case "IfStatement":
      return node !== parent.test;
    case "LogicalExpression":
      return node === parent.right;
    case "AssignmentExpression":
      return node === parent.right && ["&&=", "||=", "??="].includes(parent.operator);
    case "ForInStatement":
    case "ForOfStatement":
    case "ForStatement":
    case "WhileStatement":
      return node === parent.body;
    case "CatchClause":
    case "SwitchCase":
      return true;
    default:
      return false;
  }
}

/** Changes a build's settings so that each absent module is replaced by one that throws. */
export function withStubs(settings: BuildOptions, project: Project, absent: readonly Absent[]): BuildOptions {
  return absent.length === 0
    ? settings
    : { ...settings, plugins: [absentPlugin(project, absent), ...(settings.plugins ?? [])] };
}

function absentPlugin(project: Project, absent: readonly Absent[]): Plugin {
  // A plugin gets the importer without its query, and a `data:` URL whole, where messages have `<data:…>`.
  const known = new Set(
    absent.flatMap(({ importer, specifier }) =>
      importer.startsWith("<data:")
        ? [keyOf({ importer: "dataurl", specifier })]
        : [importer, withoutQuery(importer)].map((file) => keyOf({ importer: file, specifier })),
    ),
  );
  const names = [
    ...new Set(absent.map(({ specifier }) => specifier.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"))),
  ];
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve(
        { filter: new RegExp(`^(?:${names.join("|")})$`) },
        ({ path: specifier, importer: file, namespace, kind }) => {
          const importer = namespace === "file" ? relativeTo(project, file) : namespace;
          if (!known.has(keyOf({ importer, specifier }))) return null;
          return { path: specifier, namespace: kind === "require-call" ? NAMESPACE : `${NAMESPACE}-import` };
        },
      );
      build.onLoad({ filter: /./, namespace: NAMESPACE }, (args) => throwing(args.path, "MODULE_NOT_FOUND"));
      build.onLoad({ filter: /./, namespace: `${NAMESPACE}-import` }, (args) =>
        throwing(args.path, "ERR_MODULE_NOT_FOUND"),
      );
    },
  };
}

/** A module that throws the error that Bun would throw. It is CommonJS, so any name can be imported from it. */
function throwing(specifier: string, code: string): OnLoadResult {
  const message = JSON.stringify(`Cannot find module '${specifier}'`);
  return {
    contents: `module.exports = {};\nthrow Object.assign(new Error(${message}), { code: "${code}" });`,
    loader: "js",
  };
}
