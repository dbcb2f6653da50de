// A route in, where the types of its messages are declared out, as far as the project's own files tell.
import path from "node:path";
import {
  type ClassDeclaration,
  type EnumDeclaration,
  type InterfaceDeclaration,
  Node,
  type TypeAliasDeclaration,
} from "ts-morph";
import { MESSAGE_TYPES, type MessageSource } from "../model.ts";
import type { Trees } from "./source.ts";

/** How many files a type is followed through: cycles of `export *` end here. */
const DEEPEST = 16;

/** The types that a file exports under the names of messages, each with the file that a client imports it from. */
export function messageTypes(trees: Trees, file: string): readonly MessageSource[] {
  return MESSAGE_TYPES.flatMap((type) => {
    const found = find(trees, file, type, 0);
    return found === undefined ? [] : [{ type, ...found }];
  });
}

type Found = Pick<MessageSource, "file" | "name">;

/** A type of this name that a file exports. */
function find(trees: Trees, file: string, name: string, depth: number): Found | undefined {
  const tree = depth > DEEPEST ? undefined : trees.get(file);
  if (tree === undefined) return undefined;
  const stars: string[] = [];
  for (const statement of tree.getStatements()) {
    if (isTypeNamed(statement, name) && statement.hasExportKeyword() && !statement.hasDefaultKeyword())
      return { file, name };
    if (!Node.isExportDeclaration(statement)) continue;
    const source = statement.getModuleSpecifierValue();
    if (statement.isNamespaceExport() && statement.getNamespaceExport() === undefined && source !== undefined)
      stars.push(source);
    for (const each of statement.getNamedExports()) {
      if ((each.getAliasNode()?.getText() ?? each.getName()) !== name) continue;
      const original = each.getName();
      // Only TypeScript follows what is no relative path; a `type` is its author's word that it is one.
      const trusted = statement.isTypeOnly() || each.isTypeOnly() ? { file, name } : undefined;
      return (
        (source === undefined
          ? local(trees, file, original, name, depth)
          : elsewhere(trees, file, source, original, depth)) ?? trusted
      );
    }
  }
  for (const source of stars) {
    const found = elsewhere(trees, file, source, name, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What `export { name }` exports: a type of the file, or one that it imports. */
function local(trees: Trees, file: string, name: string, exported: string, depth: number): Found | undefined {
  for (const statement of trees.get(file)?.getStatements() ?? []) {
    if (isTypeNamed(statement, name)) return { file, name: exported };
    if (!Node.isImportDeclaration(statement)) continue;
    const named = statement
      .getNamedImports()
      .find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
    if (named === undefined) continue;
    const found = elsewhere(trees, file, statement.getModuleSpecifierValue(), named.getName(), depth);
    return found ?? (statement.isTypeOnly() || named.isTypeOnly() ? { file, name: exported } : undefined);
  }
  return undefined;
}

function elsewhere(
  trees: Trees,
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
    if (trees.get(candidate) !== undefined) return find(trees, candidate, name, depth + 1);
  }
  return undefined;
}

type Declaration = ClassDeclaration | EnumDeclaration | InterfaceDeclaration | TypeAliasDeclaration;

/** An interface, alias, class or enum of this name; one with parameters is no type by itself. */
function isTypeNamed(statement: Node, name: string): statement is Declaration {
  const declares =
    Node.isInterfaceDeclaration(statement) ||
    Node.isTypeAliasDeclaration(statement) ||
    Node.isClassDeclaration(statement) ||
    Node.isEnumDeclaration(statement);
  if (!declares || statement.getName() !== name) return false;
  return Node.isEnumDeclaration(statement) || statement.getTypeParameters().length === 0;
}
