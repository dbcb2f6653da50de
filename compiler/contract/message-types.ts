// Finds where the types of a route's messages are declared, as far as the project's own files show.
//
// It loads ts-morph, so it is only loaded if a route exports such a type: loading it takes 0.3 s.
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import {
  type ClassDeclaration,
  type EnumDeclaration,
  type InterfaceDeclaration,
  Node,
  Project as Sources,
  type SourceFile,
  type TypeAliasDeclaration,
  type VariableStatement,
} from "ts-morph";
import { MESSAGE_TYPES, type MessageSource, type Project } from "../model.ts";
import { relativeTo } from "../place.ts";

/** The constant whose type takes the place of `Incoming`. */
const SCHEMA = "incoming";

/** The most files that a type is followed through, which ends cycles of `export *`. */
const DEEPEST = 16;

/** The types of a project's messages. */
export interface MessageTypes {
  /** The types that a file exports under the names of messages, each with the file that a client imports it from. */
  of(file: string): readonly MessageSource[];
  /** The files that have been read so far. */
  read(): readonly string[];
}

/** Opens the project's files for the types of its messages. */
export function openMessageTypes(project: Project): MessageTypes {
  const trees = openTrees(project);
  return {
    of: (file) => {
      const schema = find({ trees, isSchema: true }, file, SCHEMA, 0);
      return MESSAGE_TYPES.flatMap((type) => {
        const isSchema = type === "Incoming" && schema !== undefined;
        const found = isSchema ? schema : find({ trees, isSchema }, file, type, 0);
        return found === undefined ? [] : [{ type, isSchema, ...found }];
      });
    },
    read: () => trees.read(),
  };
}

/** Syntax trees by the file's path relative to the project. */
interface Trees {
  /** `undefined` if the file cannot be read. */
  get(file: string): SourceFile | undefined;
  /** The target of a path, from which imports are resolved, as at run time; the path itself if it does not exist. */
  real(file: string): string;
  /** The files that have been read so far. */
  read(): readonly string[];
}

/** Opens the project's files for their syntax only; tsc checks the types. */
function openTrees({ root }: Project): Trees {
  const sources = new Sources({
    compilerOptions: { allowJs: true },
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    useInMemoryFileSystem: true,
  });
  const trees = new Map<string, SourceFile | undefined>();
  return {
    get(file) {
      if (!trees.has(file)) trees.set(file, parse(sources, path.join(root, file), trees.size));
      return trees.get(file);
    },
    real(file) {
      try {
        return relativeTo({ root }, realpathSync(path.join(root, file)));
      } catch {
        return file; // The file does not exist; `get` reports that.
      }
    },
    read: () => [...trees].flatMap(([file, tree]) => (tree === undefined ? [] : [file])),
  };
}

/** Parses a file under a number as its name, because its own name may have any characters. */
function parse(sources: Sources, file: string, number: number): SourceFile | undefined {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  try {
    const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    return sources.createSourceFile(`/${number}${path.extname(file)}`, text);
  } catch {
    return undefined; // It is gone since it was found; tsc and esbuild report it.
  }
}

type Found = Pick<MessageSource, "file" | "name">;

/** A search for a schema, which is a value, or for a type. */
interface Search {
  readonly trees: Trees;
  readonly isSchema: boolean;
}

/** Finds the type or schema of this name that a file exports. */
function find(search: Search, named: string, name: string, depth: number): Found | undefined {
  const { trees, isSchema } = search;
  const file = trees.real(named);
  const tree = depth > DEEPEST ? undefined : trees.get(file);
  if (tree === undefined) return undefined;
  const stars: string[] = [];
  for (const statement of tree.getStatements()) {
    if (declares(search, statement, name) && statement.hasExportKeyword() && !statement.hasDefaultKeyword())
      return { file, name };
    if (!Node.isExportDeclaration(statement)) continue;
    const source = statement.getModuleSpecifierValue();
    if (statement.isNamespaceExport() && statement.getNamespaceExport() === undefined && source !== undefined)
      stars.push(source);
    for (const each of statement.getNamedExports()) {
      if ((each.getAliasNode()?.getText() ?? each.getName()) !== name) continue;
      const original = each.getName();
      // Only TypeScript resolves other than relative paths. With `type`, the export is known to be a type; the schema is a value.
      const trusted = isSchema || statement.isTypeOnly() || each.isTypeOnly() ? { file, name } : undefined;
      return (
        (source === undefined
          ? local(search, file, original, name, depth)
          : elsewhere(search, file, source, original, depth)) ?? trusted
      );
    }
  }
  for (const source of stars) {
    const found = elsewhere(search, file, source, name, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Finds what `export { name }` exports: a type of the file, or an imported one. */
function local(
  search: Search,
  file: string,
  name: string,
  exported: string,
  depth: number,
): Found | undefined {
  for (const statement of search.trees.get(file)?.getStatements() ?? []) {
    if (declares(search, statement, name)) return { file, name: exported };
    if (!Node.isImportDeclaration(statement)) continue;
    const named = statement
      .getNamedImports()
      .find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
    if (named === undefined) continue;
    const found = elsewhere(search, file, statement.getModuleSpecifierValue(), named.getName(), depth);
    return found ?? (statement.isTypeOnly() || named.isTypeOnly() ? { file, name: exported } : undefined);
  }
  return undefined;
}

function elsewhere(
  search: Search,
  file: string,
  specifier: string,
  name: string,
  depth: number,
): Found | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const base = target.replace(/\.([cm]?)jsx?$/, ".$1ts");
  const candidates = [
    target,
    base,
    base.replace(/\.ts$/, ".tsx"),
    `${target}.ts`,
    `${target}.tsx`,
    `${target}/index.ts`,
  ];
  for (const candidate of candidates) {
    if (search.trees.get(candidate) !== undefined) return find(search, candidate, name, depth + 1);
  }
  return undefined;
}

type Declaration =
  | ClassDeclaration
  | EnumDeclaration
  | InterfaceDeclaration
  | TypeAliasDeclaration
  | VariableStatement;

/** Whether a node is an interface, alias, class or enum of this name, or a schema. A type with parameters does not count. */
function declares({ isSchema }: Search, statement: Node, name: string): statement is Declaration {
  if (Node.isVariableStatement(statement))
    return isSchema && statement.getDeclarations().some((each) => each.getName() === name);
  const isType =
    Node.isInterfaceDeclaration(statement) ||
    Node.isTypeAliasDeclaration(statement) ||
    Node.isClassDeclaration(statement) ||
    Node.isEnumDeclaration(statement);
  if (!isType || statement.getName() !== name) return false;
  return Node.isEnumDeclaration(statement) || statement.getTypeParameters().length === 0;
}
