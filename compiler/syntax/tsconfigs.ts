// Finds tsconfigs: the nearest one, those that it extends or refers to, and the one that sets an option.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Expression, ObjectExpression, ObjectProperty } from "oxc-parser";
import { parseJson } from "./source.ts";

/**
 * Follows the tsconfigs of some folders.
 *
 * @param folders absolute paths of folders that may have one
 * @returns absolute paths, also of files that are extended and do not exist
 */
export function tsconfigsOf(folders: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const next of mentionsOf(file)) follow(next);
  };
  for (const folder of folders) {
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const file = path.join(folder, name);
      if (existsSync(file)) follow(file);
    }
  }
  return found;
}

/** The nearest tsconfig.json from a folder upwards, as tsc and esbuild look for it. */
export function nearestTsconfig(folder: string): string | null {
  const file = path.join(folder, "tsconfig.json");
  if (existsSync(file)) return file;
  const above = path.dirname(folder);
  return above === folder ? null : nearestTsconfig(above);
}

/** A tsconfig and all that it extends, those with precedence first. */
export function chainOf(tsconfig: string): readonly string[] {
  const chain = new Set<string>();
  const follow = (file: string): void => {
    if (chain.has(file)) return;
    chain.add(file);
    for (const base of basesOf(file).toReversed()) follow(base);
  };
  follow(tsconfig);
  return [...chain];
}

/** An option of the compiler that a tsconfig or one of its bases sets. */
export interface SetOption {
  /** Absolute path of the file that sets it. */
  readonly file: string;
  /** Its strings, if it is a string or a list of strings. */
  readonly texts: readonly string[];
}

/** Where an option of the compiler is set; `null` if it is not set. */
export function optionOf(chain: readonly string[], name: string): SetOption | null {
  const found = valueOfOption(chain, name);
  return found === null ? null : { file: found.file, texts: textsOf(found.value) };
}

function valueOfOption(
  chain: readonly string[],
  name: string,
): { readonly file: string; readonly value: Expression } | null {
  for (const file of chain) {
    const config = parse(file);
    const options = config === null ? null : valueOf(config, "compilerOptions");
    const value = options?.type === "ObjectExpression" ? valueOf(options, name) : null;
    if (value !== null) return { file, value };
  }
  return null;
}

/** The patterns of `paths` that a tsconfig or one of its bases sets: `@/*`. */
export function aliasesOf(chain: readonly string[]): readonly string[] {
  const paths = valueOfOption(chain, "paths")?.value;
  if (paths?.type !== "ObjectExpression") return [];
  return paths.properties.flatMap((property) =>
    property.type === "Property" ? (nameOf(property) ?? []) : [],
  );
}

/** Whether a pattern of `paths` matches an import. */
export function isAlias(pattern: string, specifier: string): boolean {
  return matchAlias(pattern, specifier) !== null;
}

/** What the `*` of a pattern of `paths` stands for; `null` if it does not match. */
export function matchAlias(pattern: string, specifier: string): string | null {
  const [start = "", end] = pattern.split("*");
  if (end === undefined) return pattern === specifier ? "" : null;
  const fits =
    specifier.length >= start.length + end.length && specifier.startsWith(start) && specifier.endsWith(end);
  return fits ? specifier.slice(start.length, specifier.length - end.length) : null;
}

/** Whether a tsconfig or one of its bases names the folder of the project by `${configDir}`. */
export function namesConfigDir(chain: readonly string[]): boolean {
  return chain.some((file) => textOf(file).includes("${configDir}"));
}

function basesOf(file: string): readonly string[] {
  const config = parse(file);
  return config === null ? [] : textsOf(valueOf(config, "extends")).flatMap((base) => baseOf(file, base));
}

function mentionsOf(file: string): readonly string[] {
  const config = parse(file);
  if (config === null) return [];
  const bases = basesOf(file);
  const references = elementsOf(valueOf(config, "references"))
    .flatMap((each) => (each.type === "ObjectExpression" ? textsOf(valueOf(each, "path")) : []))
    .map((reference) => path.resolve(path.dirname(file), reference))
    .map((target) => (target.endsWith(".json") ? target : path.join(target, "tsconfig.json")));
  return [...bases, ...references];
}

/** The file that `extends` names, as TypeScript and esbuild look for it. */
function baseOf(file: string, base: string): readonly string[] {
  if (/^\.{0,2}\//.test(base) || path.isAbsolute(base) || base === "." || base === "..") {
    const target = path.resolve(path.dirname(file), base);
    return [base.endsWith(".json") || isFile(target) ? target : `${target}.json`];
  }
  const require = createRequire(file);
  const [first = null] = [...namedBy(require, base), base, `${base}.json`, `${base}/tsconfig.json`].flatMap(
    (each) => {
      const target = resolve(require, each);
      return target?.endsWith(".json") === true ? [target] : [];
    },
  );
  return first === null ? [] : [first];
}

/** The tsconfig that a package's package.json names, and the package.json itself. */
function namedBy(require: NodeJS.Require, base: string): readonly string[] {
  const manifest = resolve(require, `${base}/package.json`);
  const config = manifest === null ? null : parse(manifest);
  if (manifest === null || config === null) return [];
  return textsOf(valueOf(config, "tsconfig")).map((name) => path.resolve(path.dirname(manifest), name));
}

function resolve(require: NodeJS.Require, name: string): string | null {
  try {
    return require.resolve(name);
  } catch {
    return null; // Another form of the name may lead to a file.
  }
}

/** Whether a path leads to a file that can be read to its end, and not to a folder, a pipe or a device. */
export function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false; // Nothing is there, or it cannot be reached: below a file, or behind a circular link.
  }
}

/** The object in a JSON file with comments; `null` if there is none. */
function parse(file: string): ObjectExpression | null {
  const [statement] = parseJson(file, textOf(file)).program.body;
  if (statement?.type !== "ExpressionStatement") return null;
  return statement.expression.type === "ObjectExpression" ? statement.expression : null;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // The file is gone, or cannot be read.
  }
}

function valueOf({ properties }: ObjectExpression, name: string): Expression | null {
  for (const property of properties)
    if (property.type === "Property" && nameOf(property) === name) return property.value;
  return null;
}

function nameOf({ key }: ObjectProperty): string | null {
  return key.type === "Literal" && typeof key.value === "string" ? key.value : null;
}

function elementsOf(value: Expression | null): readonly Expression[] {
  if (value?.type !== "ArrayExpression") return [];
  return value.elements.flatMap((each) => (each === null || each.type === "SpreadElement" ? [] : [each]));
}

/** A string, or an array of them. */
function textsOf(value: Expression | null): readonly string[] {
  const all = value?.type === "ArrayExpression" ? elementsOf(value) : value === null ? [] : [value];
  return all.flatMap((each) =>
    each.type === "Literal" && typeof each.value === "string" ? [each.value] : [],
  );
}
