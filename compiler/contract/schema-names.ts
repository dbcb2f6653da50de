// Names the types that a document describes once, under `components`, and refers to everywhere else.
import { ts } from "ts-morph";
import { MESSAGE_TYPES } from "../model.ts";
import type { Schema } from "./json-schema.ts";

/** Where the named schemas are in a document. */
export const COMPONENTS = "#/components/schemas/";

/** The named types of a document. */
export interface Names {
  /**
   * Describes a type. One that has a name of its own, or that contains itself, becomes a named schema, and the result
   * refers to it.
   *
   * @param rootName the name for the type of a whole message, which is only named if it contains itself
   */
  named(type: ts.Type, rootName: string | undefined, describe: () => Schema): Schema;
  /** The named schemas, in the order of their names. */
  schemas(): Readonly<Record<string, Schema>>;
}

/** Opens the names of a program's types. */
export function openNames(program: ts.Program): Names {
  const checker = program.getTypeChecker();
  const done = new Map<ts.Type, string>();
  const open = new Map<ts.Type, { readonly own: string; name: string | null }>();
  const taken = new Map<string, Schema>();

  const claim = (own: string): string => {
    const plain = own.replaceAll(/[^\w.-]+/g, "_");
    let name = plain;
    for (let number = 2; taken.has(name); number += 1) name = `${plain}${number}`;
    taken.set(name, {});
    return name;
  };
  return {
    named(type, rootName, describe) {
      const known = done.get(type);
      if (known !== undefined) return { $ref: `${COMPONENTS}${known}` };
      const within = open.get(type);
      if (within !== undefined) return { $ref: `${COMPONENTS}${(within.name ??= claim(within.own))}` };
      const own = nameOf(program, checker, type);
      const isNamed = rootName === undefined && own !== undefined && !type.isUnion();
      const isOfMessage = own === undefined || MESSAGE_TYPES.some((each) => each === own);
      const entry = {
        own: (isOfMessage ? rootName : undefined) ?? own ?? "Type",
        name: isNamed ? claim(own) : null,
      };
      // A union without a name of its own, such as `Node | null`, is left to the types in it.
      if (!type.isUnion() || type.aliasSymbol !== undefined) open.set(type, entry);
      const schema = describe();
      open.delete(type);
      if (entry.name === null) return schema;
      taken.set(entry.name, schema);
      done.set(type, entry.name);
      return { $ref: `${COMPONENTS}${entry.name}` };
    },
    schemas: () => Object.fromEntries([...taken].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The name that the sources give a type, with the names of its arguments: `Page_User`. */
function nameOf(program: ts.Program, checker: ts.TypeChecker, type: ts.Type): string | undefined {
  const { aliasSymbol, aliasTypeArguments = [] } = type;
  if (aliasSymbol !== undefined && !isOfLibrary(program, aliasSymbol))
    return withArguments(program, checker, aliasSymbol.name, aliasTypeArguments);
  const symbol = type.getSymbol();
  const isDeclared = (symbol?.flags ?? 0) & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
  if (symbol === undefined || isDeclared === 0 || isOfLibrary(program, symbol)) return undefined;
  const name = symbol.name === "default" || symbol.name.startsWith("__") ? undefined : symbol.name;
  return name === undefined ? undefined : withArguments(program, checker, name, argumentsOf(checker, type));
}

function argumentsOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  if (!isReference(type)) return [];
  const own = type.target.typeParameters?.length ?? 0;
  return checker.getTypeArguments(type).slice(0, own);
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return type.isClassOrInterface() ? false : "target" in type;
}

/** The arguments are part of the name if each of them has one. */
function withArguments(
  program: ts.Program,
  checker: ts.TypeChecker,
  name: string,
  args: readonly ts.Type[],
): string {
  const names = args.map((each) => {
    const isSimple = (each.flags & (ts.TypeFlags.String | ts.TypeFlags.Number | ts.TypeFlags.Boolean)) !== 0;
    return isSimple ? checker.typeToString(each) : nameOf(program, checker, each);
  });
  return names.includes(undefined) ? name : [name, ...names].join("_");
}

/** Whether a type comes with TypeScript: `Partial`, `Record`, `Map`. */
function isOfLibrary(program: ts.Program, symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((each) => program.isSourceFileDefaultLibrary(each.getSourceFile()));
}
