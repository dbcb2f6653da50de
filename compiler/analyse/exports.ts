// A module's syntax tree in, what it exports and where out; what it hands on is followed to where it is written.
import { type ExportDeclaration, type ExportSpecifier, Node, type SourceFile } from "ts-morph";
import { type ExportFact, HANDLERS, type Place } from "../model.ts";
import { declarationFacts, formOf } from "./declarations.ts";
import { placeOf, type Trees } from "./source.ts";

/** A file, and how to get from it to others. */
export interface Module {
  readonly file: string;
  readonly tree: SourceFile;
  readonly trees: Trees;
  /** What an import specifier of a file leads to, within the project. */
  readonly resolve: (file: string, specifier: string) => string | undefined;
}

/** How many files an export is followed through: cycles of `export *` end here. */
const DEEPEST = 16;

/** Every export of a module, with the place where it is written. */
export function findExports(module: Module, depth = 0): readonly ExportFact[] {
  const { file, tree } = module;
  return tree.getStatements().flatMap((statement) => {
    if (Node.isExportDeclaration(statement)) return handedOn(module, statement, depth);
    if (Node.isExportAssignment(statement)) return [assigned(module, statement.getExpression(), depth)];
    if (!Node.isExportable(statement) && !Node.isVariableStatement(statement)) return [];
    if (!statement.hasExportKeyword()) return [];
    const facts = declarationFacts(file, statement);
    if (!statement.hasDefaultKeyword()) return facts;
    const [fact] = facts;
    if (fact === undefined) return [{ name: "default", form: "value", place: placeOf(file, statement) }];
    return [{ ...fact, name: "default", localName: fact.name }];
  });
}

/** Functions of a handler's name that the file declares, and exports under no name. */
export function findUnexported(
  { file, tree }: Module,
  exported: readonly ExportFact[],
): readonly ExportFact[] {
  const places = new Set(exported.map(({ place }) => JSON.stringify(place)));
  const byDefault = exported.find(({ name }) => name === "default")?.localName;
  return tree
    .getStatements()
    .flatMap((statement) => declarationFacts(file, statement))
    .filter(({ name, form }) => form === "function" && HANDLERS.some((handler) => handler === name))
    .filter(({ name, place }) => name !== byDefault && !places.has(JSON.stringify(place)));
}

/** `export default onOpen`, `export default { onOpen() {} }`. */
function assigned(module: Module, expression: Node, depth: number): ExportFact {
  const place = placeOf(module.file, expression);
  if (!Node.isIdentifier(expression)) return { name: "default", form: formOf(expression), place };
  const localName = expression.getText();
  return {
    name: "default",
    form: findLocal(module, localName, depth)?.form ?? "elsewhere",
    place,
    localName,
  };
}

/** `export { x as onOpen }`, `export { x } from "./y"`, `export * from "./y"`. */
function handedOn(module: Module, statement: ExportDeclaration, depth: number): readonly ExportFact[] {
  const source = statement.getModuleSpecifierValue();
  if (statement.isNamespaceExport()) {
    const star = statement.getNamespaceExport()?.getNameNode();
    if (star !== undefined)
      return [{ name: star.getText(), form: "value", place: placeOf(module.file, star) }];
    if (source === undefined || statement.isTypeOnly()) return [];
    const via = placeOf(module.file, statement);
    return exportsOf(module, source, depth)
      .filter(({ name }) => name !== "default")
      .map((fact) => ({ ...fact, via: fact.via ?? via }));
  }
  return statement
    .getNamedExports()
    .map((each) => specified(module, each, statement.isTypeOnly(), source, depth));
}

function specified(
  module: Module,
  specifier: ExportSpecifier,
  typeOnly: boolean,
  source: string | undefined,
  depth: number,
): ExportFact {
  const name = specifier.getAliasNode()?.getText() ?? specifier.getName();
  const place = placeOf(module.file, specifier.getAliasNode() ?? specifier.getNameNode());
  if (typeOnly || specifier.isTypeOnly()) return { name, form: "type", place };
  const original = specifier.getName();
  const found =
    source === undefined
      ? findLocal(module, original, depth)
      : findElsewhere(module, source, original, place, depth);
  return found === undefined ? { name, form: "elsewhere", place } : { ...found, name, exportedAt: place };
}

/** The top-level declaration of a name, or what it is imported from. */
function findLocal(module: Module, name: string, depth: number): ExportFact | undefined {
  const { file, tree } = module;
  const declared = tree.getStatements().flatMap((statement) => declarationFacts(file, statement));
  const local = declared.find((fact) => fact.name === name);
  if (local !== undefined) return local;
  for (const statement of tree.getImportDeclarations()) {
    for (const specifier of statement.getNamedImports()) {
      if ((specifier.getAliasNode()?.getText() ?? specifier.getName()) !== name) continue;
      const via = placeOf(file, specifier);
      return findElsewhere(module, statement.getModuleSpecifierValue(), specifier.getName(), via, depth);
    }
  }
  return undefined;
}

function findElsewhere(
  module: Module,
  source: string,
  name: string,
  via: Place,
  depth: number,
): ExportFact | undefined {
  const found = exportsOf(module, source, depth).find((fact) => fact.name === name);
  return found === undefined ? undefined : { ...found, via };
}

/** The exports of another file of the project; a package's are its own business. */
function exportsOf(module: Module, source: string, depth: number): readonly ExportFact[] {
  const file = module.resolve(module.file, source);
  if (file === undefined || file.includes("node_modules/") || depth >= DEEPEST) return [];
  const tree = module.trees.get(file);
  return tree === undefined ? [] : findExports({ ...module, file, tree }, depth + 1);
}
