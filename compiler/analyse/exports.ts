// A route's syntax tree in, what it exports and where out.
import { type ExportSpecifier, Node, type SourceFile } from "ts-morph";
import type { ExportFact, ExportForm, Place } from "../model.ts";
import { placeOf } from "./source.ts";

/** Every export that is written in the file itself; what `export *` hands on is not. */
export function findExports(file: string, tree: SourceFile): readonly ExportFact[] {
  return tree.getStatements().flatMap((statement) => {
    if (Node.isExportDeclaration(statement)) {
      const elsewhere = statement.getModuleSpecifier() !== undefined;
      return statement
        .getNamedExports()
        .map((specifier) => specified(file, tree, specifier, statement.isTypeOnly(), elsewhere));
    }
    if (Node.isExportAssignment(statement)) return [assigned(file, tree, statement.getExpression())];
    if (!Node.isExportable(statement) && !Node.isVariableStatement(statement)) return [];
    if (!statement.hasExportKeyword()) return [];
    if (Node.isVariableStatement(statement)) return declaredVariables(file, statement);
    if (statement.hasDefaultKeyword()) return [defaultDeclaration(file, statement)];
    return declaration(file, statement);
  });
}

/** `export default function onOpen() {}`. */
function defaultDeclaration(file: string, statement: Node): ExportFact {
  const [fact] = declaration(file, statement);
  const place = fact?.place ?? placeOf(file, statement);
  return {
    name: "default",
    form: fact?.form ?? "value",
    place,
    ...(fact === undefined ? {} : { localName: fact.name }),
  };
}

/** `export default onOpen`, `export default { onOpen() {} }`. */
function assigned(file: string, tree: SourceFile, expression: Node): ExportFact {
  const place = placeOf(file, expression);
  if (!Node.isIdentifier(expression)) return { name: "default", form: formOf(expression), place };
  const localName = expression.getText();
  return { name: "default", form: findLocal(file, tree, localName)?.form ?? "elsewhere", place, localName };
}

/** `export { x as onOpen }`, from this file or another. */
function specified(
  file: string,
  tree: SourceFile,
  specifier: ExportSpecifier,
  typeOnly: boolean,
  elsewhere: boolean,
): ExportFact {
  const name = specifier.getAliasNode()?.getText() ?? specifier.getName();
  const place = placeOf(file, specifier.getAliasNode() ?? specifier.getNameNode());
  if (typeOnly || specifier.isTypeOnly()) return { name, form: "type", place };
  const local = elsewhere ? undefined : findLocal(file, tree, specifier.getName());
  return local === undefined ? { name, form: "elsewhere", place } : { ...local, name };
}

/** The top-level declaration of a name. */
function findLocal(file: string, tree: SourceFile, name: string): ExportFact | undefined {
  return tree
    .getStatements()
    .flatMap((statement) =>
      Node.isVariableStatement(statement) ? declaredVariables(file, statement) : declaration(file, statement),
    )
    .find((fact) => fact.name === name);
}

function declaredVariables(file: string, statement: Node): readonly ExportFact[] {
  if (!Node.isVariableStatement(statement)) return [];
  const declared = statement.hasDeclareKeyword();
  return statement.getDeclarations().flatMap((each) => {
    const nameNode = each.getNameNode();
    if (!Node.isIdentifier(nameNode)) {
      return nameNode
        .getDescendants()
        .filter(Node.isBindingElement)
        .map((element): ExportFact => {
          const place = placeOf(file, element.getNameNode());
          return { name: element.getName(), form: declared ? "declared" : "elsewhere", place };
        });
    }
    const initializer = each.getInitializer();
    return [
      {
        name: each.getName(),
        form: declared
          ? ("declared" as const)
          : initializer === undefined
            ? ("value" as const)
            : formOf(initializer),
        place: placeOf(file, nameNode),
        ...parametersOf(file, initializer),
      },
    ];
  });
}

/** A function, class, enum, namespace, interface or type alias. An overload's signatures are part of its function. */
function declaration(file: string, statement: Node): readonly ExportFact[] {
  if (Node.isFunctionDeclaration(statement)) {
    if (statement.isOverload() && statement.getImplementation() !== undefined) return [];
    const form = statement.hasDeclareKeyword() || !statement.hasBody() ? "declared" : formOf(statement);
    // With overloads, no parameter of the implementation is what a caller sees.
    const parameters = statement.getOverloads().length > 0 ? {} : parametersOf(file, statement);
    return named(file, statement, form).map((fact) => ({ ...fact, ...parameters }));
  }
  if (Node.isInterfaceDeclaration(statement) || Node.isTypeAliasDeclaration(statement))
    return named(file, statement, "type");
  if (
    Node.isClassDeclaration(statement) ||
    Node.isEnumDeclaration(statement) ||
    Node.isModuleDeclaration(statement)
  ) {
    return named(file, statement, statement.hasDeclareKeyword() ? "declared" : "value");
  }
  return [];
}

function named(file: string, statement: Node, form: ExportForm): readonly ExportFact[] {
  const nameNode =
    Node.hasName(statement) || Node.isNameable(statement) ? statement.getNameNode() : undefined;
  return nameNode === undefined ? [] : [{ name: nameNode.getText(), form, place: placeOf(file, nameNode) }];
}

/** The form of a value: a function in sight, or something else. */
function formOf(node: Node): ExportForm {
  const inner = unwrap(node);
  if (Node.isArrowFunction(inner)) return "function";
  if (Node.isFunctionExpression(inner) || Node.isFunctionDeclaration(inner)) {
    return inner.isGenerator() ? "generator" : "function";
  }
  if (Node.isIdentifier(inner) || Node.isCallExpression(inner) || Node.isPropertyAccessExpression(inner))
    return "elsewhere";
  return "value";
}

function parametersOf(file: string, node: Node | undefined): { readonly parameters?: readonly Place[] } {
  const inner = node === undefined ? undefined : unwrap(node);
  if (!Node.isArrowFunction(inner) && !Node.isFunctionExpression(inner) && !Node.isFunctionDeclaration(inner))
    return {};
  const parameters = inner.getParameters().filter((parameter) => parameter.getName() !== "this");
  return { parameters: parameters.map((parameter) => placeOf(file, parameter)) };
}

/** `(f)`, `f as T`, `f satisfies T`, `f!`: the function is inside. */
function unwrap(node: Node): Node {
  const wraps =
    Node.isParenthesizedExpression(node) ||
    Node.isAsExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isNonNullExpression(node);
  return wraps ? unwrap(node.getExpression()) : node;
}
