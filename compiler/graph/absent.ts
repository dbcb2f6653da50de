// Replaces modules that are not installed and that the program can do without by modules that throw.
//
// Otherwise Bun would look for `require("bufferutil")` when the server runs, and ask the registry if there is no node_modules.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { BuildFailure, BuildOptions, Message, OnLoadResult, Plugin } from "esbuild";
import type { Node } from "oxc-parser";
import type { Project } from "../model.ts";
import { parse } from "../syntax/source.ts";
import { functionAround, indexOf } from "../syntax/tree.ts";
import type { Built } from "./esbuild.ts";
import { placeOf } from "./messages.ts";
import { packageOf } from "./packages.ts";

/** An import that was not found. */
export interface Absent {
  /** The importing file as esbuild names it: relative to the project. */
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

/** The imports that a build did not find, and does not need. */
export function absentIn(project: Project, { errors, warnings }: Built | BuildFailure): readonly Absent[] {
  return [
    ...warnings.flatMap(({ id, text, location }) => {
      const specifier = /^Importing "(.*)" was allowed/s.exec(text)?.[1];
      if (id !== "ignored-dynamic-import" || location === null || specifier === undefined) return [];
      return [{ importer: location.file, specifier, handled: true }];
    }),
    ...errors.flatMap((error) => {
      const specifier = /^Could not resolve "(.*)"$/s.exec(error.text)?.[1];
      const importer = error.location?.file;
      if (specifier === undefined || importer === undefined || packageOf(importer) === null) return [];
      return isOptional(project, importer, specifier) || isLate(project, error)
        ? [{ importer, specifier, handled: false }]
        : [];
    }),
  ];
}

/** Whether a package lists another one as optional. */
function isOptional({ root }: Project, importer: string, specifier: string): boolean {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "";
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

/** The nodes around code that most programs never reach. */
const BRANCHES: ReadonlySet<string> = new Set([
  "ConditionalExpression",
  "IfStatement",
  "LogicalExpression",
  "SwitchCase",
]);

/** Whether an import is a `require()` or an `import()` in a function or a branch. */
function isLate({ root }: Project, { location }: Message): boolean {
  if (location === null) return false;
  const source = parse(location.file, readFileSync(path.join(root, location.file), "utf8"));
  if (source.failure !== null) return false;
  const start = source.offsetOf(placeOf(location));
  const literal = indexOf(source.program)
    .of("Literal")
    .find((each) => each.start === start);
  const isCall = literal?.parent?.type === "CallExpression" || literal?.parent?.type === "ImportExpression";
  return literal !== undefined && isCall && (functionAround(literal) !== undefined || isInBranch(literal));
}

function isInBranch(node: Node): boolean {
  for (let above = node.parent; above !== undefined && above !== null; above = above.parent)
    if (BRANCHES.has(above.type)) return true;
  return false;
}

/** Changes a build's settings so that each absent module is replaced by one that throws. */
export function withStubs(settings: BuildOptions, project: Project, absent: readonly Absent[]): BuildOptions {
  return absent.length === 0
    ? settings
    : { ...settings, plugins: [absentPlugin(project, absent), ...(settings.plugins ?? [])] };
}

function absentPlugin({ root }: Project, absent: readonly Absent[]): Plugin {
  const known = new Set(absent.map(({ importer, specifier }) => `${importer}\n${specifier}`));
  const names = [
    ...new Set(absent.map(({ specifier }) => specifier.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"))),
  ];
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve(
        { filter: new RegExp(`^(?:${names.join("|")})$`) },
        ({ path: specifier, importer, kind }) => {
          const file = path.relative(root, importer).split(path.sep).join("/");
          if (!known.has(`${file}\n${specifier}`)) return null;
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
