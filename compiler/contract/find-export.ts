// Follows an exported name to the file that declares it, through re-exports and imports, by the syntax alone.
import path from "node:path";
import { Node, type SourceFile, type Statement, VariableDeclarationKind } from "ts-morph";
import type { MessageSource } from "../model.ts";

/** Syntax trees by the file's path relative to the project. */
export interface Trees {
  /** `undefined` if the file cannot be read. */
  get(file: string): SourceFile | undefined;
  /** The target of a path, from which imports are resolved, as at run time; the path itself if it does not exist. */
  real(file: string): string;
}

/** A file, and the name that it exports something by; `*` for all of its exports as one object. */
type Found = Pick<MessageSource, "file" | "name">;

/** The most names that are followed, which ends cycles of `export *`. */
const DEEPEST = 16;

/** What is looked for: a type, or the type of a value. */
type Kind = "type" | "value";

/** A name of a file, and what it must be. */
interface Wanted {
  readonly trees: Trees;
  readonly file: string;
  readonly name: string;
  readonly kind: Kind;
  readonly depth: number;
}

/** Finds where what a file exports by a name is declared; `undefined` if it exports no such thing. */
export function findExport(trees: Trees, file: string, name: string, kind: Kind): Found | undefined {
  return exported({ trees, file, name, kind, depth: 0 });
}

function exported(wanted: Wanted): Found | undefined {
  const { trees, name, kind, depth } = wanted;
  const file = trees.real(wanted.file);
  const tree = depth > DEEPEST ? undefined : trees.get(file);
  if (tree === undefined) return undefined;
  const here = { ...wanted, file };
  const stars: string[] = [];
  for (const statement of tree.getStatements()) {
    if (Node.isExportAssignment(statement)) {
      if (name === "default" && !statement.isExportEquals())
        return ofDefault(here, statement.getExpression());
      continue;
    }
    if (!Node.isExportDeclaration(statement)) {
      if (isExported(statement, here)) return ofDeclaration(here, statement, name);
      continue;
    }
    const source = statement.getModuleSpecifierValue();
    const namespace = statement.getNamespaceExport()?.getName();
    if (namespace === name && source !== undefined && kind === "value")
      return elsewhere(here, source, "*") ?? { file, name };
    if (statement.isNamespaceExport() && namespace === undefined && source !== undefined) stars.push(source);
    for (const each of statement.getNamedExports()) {
      if (textOf(each.getAliasNode() ?? each.getNameNode()) !== name) continue;
      const original = textOf(each.getNameNode());
      // Only TypeScript resolves other than relative paths. With `type`, the export is known to be a type; a value has one.
      const isKnown = kind === "value" || statement.isTypeOnly() || each.isTypeOnly();
      const found = source === undefined ? local(here, original) : elsewhere(here, source, original);
      return found ?? (isKnown ? { file, name } : undefined);
    }
  }
  // A star does not bring the default export.
  for (const source of name === "default" ? [] : stars) {
    const found = elsewhere(here, source, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text of a name. One that is written as a string and is not an identifier leads nowhere: old compilers cannot import it. */
function textOf(node: Node): string {
  return Node.isStringLiteral(node) ? node.getLiteralText() : node.getText();
}

/** What `export default` exports: what a name stands for, or a value. */
function ofDefault(here: Wanted, expression: Node): Found | undefined {
  const found = Node.isIdentifier(expression) ? local(here, expression.getText()) : undefined;
  return found ?? (here.kind === "value" ? { file: here.file, name: here.name } : undefined);
}

/** Whether a statement declares something and exports it by the wanted name. */
function isExported(statement: Statement, { name, kind }: Wanted): boolean {
  if (!Node.isModifierable(statement) || !statement.hasModifier("export")) return false;
  const isDefault = statement.hasModifier("default");
  return isDefault === (name === "default") && (isDefault || declares(statement, name, kind));
}

/** A declaration itself; a constant that is only another name leads on to what it names. */
function ofDeclaration(here: Wanted, statement: Node, declared: string): Found {
  const { file, name } = here;
  const itself = { file, name };
  if (!Node.isVariableStatement(statement)) return itself;
  const variable = statement.getDeclarations().find((each) => each.getName() === declared);
  const value = variable?.getTypeNode() === undefined ? variable?.getInitializer() : undefined;
  if (!Node.isIdentifier(value) || statement.getDeclarationKind() !== VariableDeclarationKind.Const)
    return itself;
  return local({ ...here, depth: here.depth + 1 }, value.getText()) ?? itself;
}

/** Finds what a name of the file stands for: a declaration of the file, or an import. The file exports it by the wanted name. */
function local(here: Wanted, named: string): Found | undefined {
  const { trees, file, kind, depth, name } = here;
  if (depth > DEEPEST) return undefined;
  for (const statement of trees.get(file)?.getStatements() ?? []) {
    if (declares(statement, named, kind)) return ofDeclaration(here, statement, named);
    if (!Node.isImportDeclaration(statement)) continue;
    const source = statement.getModuleSpecifierValue();
    const each = statement
      .getNamedImports()
      .find((given) => (given.getAliasNode()?.getText() ?? given.getName()) === named);
    if (each !== undefined) {
      const isKnown = kind === "type" && (statement.isTypeOnly() || each.isTypeOnly());
      return elsewhere(here, source, textOf(each.getNameNode())) ?? (isKnown ? { file, name } : undefined);
    }
    if (statement.getDefaultImport()?.getText() === named) return elsewhere(here, source, "default");
    if (statement.getNamespaceImport()?.getText() === named)
      return kind === "value" ? elsewhere(here, source, "*") : undefined;
  }
  return undefined;
}

/** Finds what another file exports by a name. */
function elsewhere({ trees, file, kind, depth }: Wanted, specifier: string, name: string): Found | undefined {
  if (!/^\.\.?\//.test(specifier) || !/^(?:\*|[\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.test(name))
    return undefined;
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
  const found = candidates.find((candidate) => trees.get(candidate) !== undefined);
  if (found === undefined) return undefined;
  return name === "*"
    ? { file: trees.real(found), name }
    : exported({ trees, file: found, name, kind, depth: depth + 1 });
}

/** Whether a statement declares a name as what is looked for. A type with parameters does not count. */
function declares(statement: Node, name: string, kind: Kind): boolean {
  if (Node.isVariableStatement(statement))
    return (
      kind === "value" &&
      statement.getDeclarations().some((each) => namesIn(each.getNameNode()).includes(name))
    );
  const isBoth = Node.isClassDeclaration(statement) || Node.isEnumDeclaration(statement);
  if (kind === "value")
    return (isBoth || Node.isFunctionDeclaration(statement)) && statement.getName() === name;
  if (!isBoth && !Node.isInterfaceDeclaration(statement) && !Node.isTypeAliasDeclaration(statement))
    return false;
  if (statement.getName() !== name) return false;
  return Node.isEnumDeclaration(statement) || statement.getTypeParameters().length === 0;
}

/** The names that a variable, or a pattern, declares. */
function namesIn(target: Node): readonly string[] {
  if (!Node.isObjectBindingPattern(target) && !Node.isArrayBindingPattern(target)) return [target.getText()];
  return target
    .getElements()
    .flatMap((each) => (Node.isBindingElement(each) ? namesIn(each.getNameNode()) : []));
}
