// Recognizes objects that are not plain data: bytes, and what comes with a platform, such as Map or Promise.
import { ts } from "ts-morph";
import type { Walk } from "./walk.ts";

/** Whether a type is sent as a binary message: `Buffer`, `Uint8Array`, `ArrayBuffer`. */
export function isBytes(type: ts.Type): boolean {
  return (
    type.getProperty("byteLength") !== undefined &&
    (type.getProperty("byteOffset") !== undefined || type.getProperty("slice") !== undefined)
  );
}

/** The name of a declared object with methods, which JSON.stringify would write as `{}`; `null` for plain data. */
export function foreignName({ program, checker }: Walk, type: ts.Type): string | null {
  const symbol = type.getSymbol();
  const isForeign = (symbol?.declarations ?? []).some(
    (each) =>
      each.getSourceFile().isDeclarationFile && !ts.isTypeLiteralNode(each) && !ts.isMappedTypeNode(each),
  );
  if (symbol === undefined || !isForeign) return null;
  const isError = symbol.name === "Error" && type.getProperty("stack") !== undefined;
  const hasMethods = checker
    .getPropertiesOfType(type)
    .some((each) => checker.getTypeOfSymbol(each).getCallSignatures().length > 0);
  const isLibrary = (symbol.declarations ?? []).some((each) =>
    program.isSourceFileDefaultLibrary(each.getSourceFile()),
  );
  const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0 && !isLibrary;
  return isError || (hasMethods && !isClass) ? symbol.name : null;
}
