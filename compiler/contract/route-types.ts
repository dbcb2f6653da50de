// Finds the types that a route exports for its messages, in a program of the project's sources with strict settings.
import { realpathSync } from "node:fs";
import path from "node:path";
import { Project as TypeScriptProject, ts } from "ts-morph";
import type { MessageType, Project } from "../model.ts";

/** The type of a route's messages in one direction. */
export interface RouteType {
  /** The export that says it: `Incoming`, `Outgoing`, or the schema `incoming`. */
  readonly name: string;
  /** Whether every text is JSON, because a schema checks it. Otherwise a string is sent as it is. */
  readonly isParsed: boolean;
  readonly type: ts.Type;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
}

/** The project's sources, and the routes among them. */
export interface TypeProgram {
  readonly program: ts.Program;
  /** What the module of a route exports. */
  readonly exportsOf: (file: string) => readonly ts.Symbol[];
}

/** Settings that do not depend on the project: what a type means must not change with its tsconfig. */
const STRICT: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: false,
  noEmit: true,
  composite: false,
  incremental: false,
  skipLibCheck: true,
  allowJs: true,
};

const WITHOUT_TSCONFIG: ts.CompilerOptions = {
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ESNext,
  types: ["bun"],
};

/**
 * Opens the sources of a project.
 *
 * @param tsconfig absolute path; `null` if the project does not have one
 * @param files the routes, relative to the project
 */
export function openProgram(
  { root }: Project,
  tsconfig: string | null,
  files: readonly string[],
): TypeProgram {
  const { options, fileNames } = readTsconfig(tsconfig);
  const project = new TypeScriptProject({
    compilerOptions: { ...options, ...STRICT },
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
  });
  const real = (file: string): string => realpathSync(path.join(root, file));
  for (const file of [...fileNames, ...files.map(real)]) project.addSourceFileAtPathIfExists(file);
  const program = project.getProgram().compilerObject;
  const checker = program.getTypeChecker();
  return {
    program,
    exportsOf(file) {
      const source = program.getSourceFile(real(file).split(path.sep).join("/"));
      const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
      return symbol === undefined ? [] : checker.getExportsOfModule(symbol);
    },
  };
}

/** The options of a tsconfig, and the files that it includes: one of them may declare a global type. */
function readTsconfig(file: string | null): Pick<ts.ParsedCommandLine, "options" | "fileNames"> {
  if (file === null) return { options: WITHOUT_TSCONFIG, fileNames: [] };
  const { config = {} }: { readonly config?: unknown } = ts.readConfigFile(file, (name) =>
    ts.sys.readFile(name),
  );
  return ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(file), undefined, file);
}

/** The type of what comes in: what a client sends to the route, before a schema has changed it. */
export function incomingType(program: TypeProgram, file: string): RouteType | undefined {
  return schemaInput(program, file) ?? exportedType(program, file, "Incoming");
}

/** The input of the schema that a route exports as `incoming`. A schema that does not say it accepts any JSON. */
function schemaInput({ program, exportsOf }: TypeProgram, file: string): RouteType | undefined {
  const checker = program.getTypeChecker();
  const symbol = exportsOf(file).find((each) => each.name === "incoming");
  const declaration = symbol === undefined ? undefined : targetOf(checker, symbol).declarations?.[0];
  if (symbol === undefined || declaration === undefined) return undefined;
  const inner = (type: ts.Type | undefined, name: string): ts.Type | undefined => {
    const property = type === undefined ? undefined : checker.getNonNullableType(type).getProperty(name);
    return property === undefined ? undefined : checker.getTypeOfSymbol(property);
  };
  const schema = checker.getTypeOfSymbol(targetOf(checker, symbol));
  const type = inner(inner(inner(schema, "~standard"), "types"), "input") ?? checker.getAnyType();
  return { name: "incoming", isParsed: true, type, symbol, declaration };
}

/** The type of what goes out: what the route sends to a client. */
export function outgoingType(program: TypeProgram, file: string): RouteType | undefined {
  return exportedType(program, file, "Outgoing");
}

function exportedType(
  { program, exportsOf }: TypeProgram,
  file: string,
  name: MessageType,
): RouteType | undefined {
  const checker = program.getTypeChecker();
  const exported = exportsOf(file).find((each) => each.name === name);
  if (exported === undefined) return undefined;
  const symbol = targetOf(checker, exported);
  const declaration = symbol.declarations?.find(isTypeDeclaration);
  // A type with parameters is not the type of a message.
  if (declaration === undefined || hasParameters(declaration)) return undefined;
  return { name, isParsed: false, type: checker.getDeclaredTypeOfSymbol(symbol), symbol, declaration };
}

/** What an export stands for, if it is an import or a re-export. */
function targetOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

type TypeDeclaration =
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration;

function isTypeDeclaration(node: ts.Node): node is TypeDeclaration {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node)
  );
}

function hasParameters(node: TypeDeclaration): boolean {
  return !ts.isEnumDeclaration(node) && (node.typeParameters ?? []).length > 0;
}
