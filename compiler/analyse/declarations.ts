// A statement in, the names that it declares, how and where out.
import { type FunctionLikeDeclaration, Node, SyntaxKind } from "ts-morph";
import type { ExportFact, ExportForm, Place } from "../model.ts";
import { placeOf } from "./source.ts";

type Written = Pick<ExportFact, "parameters" | "returns">;

/** The facts of a variable, function, class, enum, namespace, interface or type alias; none of any other statement. */
export function declarationFacts(file: string, statement: Node): readonly ExportFact[] {
  if (Node.isVariableStatement(statement)) return variables(file, statement);
  if (Node.isFunctionDeclaration(statement)) {
    // An overload's signature is part of its function, and with overloads no parameter of it is what a caller sees.
    if (statement.isOverload() && statement.getImplementation() !== undefined) return [];
    const form = statement.hasDeclareKeyword() || !statement.hasBody() ? "declared" : formOf(statement);
    const written = statement.getOverloads().length > 0 ? {} : writtenOf(file, statement);
    return named(file, statement, form).map((fact) => ({ ...fact, ...written }));
  }
  if (Node.isInterfaceDeclaration(statement) || Node.isTypeAliasDeclaration(statement)) {
    return named(file, statement, "type");
  }
  if (
    Node.isClassDeclaration(statement) ||
    Node.isEnumDeclaration(statement) ||
    Node.isModuleDeclaration(statement)
  ) {
    return named(file, statement, statement.hasDeclareKeyword() ? "declared" : "value");
  }
  return [];
}

function variables(file: string, statement: Node): readonly ExportFact[] {
  if (!Node.isVariableStatement(statement)) return [];
  const declared = statement.hasDeclareKeyword();
  return statement.getDeclarations().flatMap((each) => {
    const nameNode = each.getNameNode();
    if (!Node.isIdentifier(nameNode)) {
      const elements = nameNode.getDescendants().filter(Node.isBindingElement);
      return elements.map((element): ExportFact => {
        const place = placeOf(file, element.getNameNode());
        return { name: element.getName(), form: declared ? "declared" : "elsewhere", place };
      });
    }
    const initializer = each.getInitializer();
    // Without an initializer it is given its value later.
    const form = initializer === undefined ? "elsewhere" : formOf(initializer);
    const place = placeOf(file, nameNode);
    return [
      { name: each.getName(), form: declared ? "declared" : form, place, ...writtenOf(file, initializer) },
    ];
  });
}

function named(file: string, statement: Node, form: ExportForm): readonly ExportFact[] {
  const nameNode =
    Node.hasName(statement) || Node.isNameable(statement) ? statement.getNameNode() : undefined;
  // `export default function () {}` has no name; its keyword stands for it.
  if (nameNode === undefined) return [];
  return [{ name: nameNode.getText(), form, place: placeOf(file, nameNode) }];
}

/** The form of a value: a function in sight, or something else. */
export function formOf(node: Node): ExportForm {
  const inner = unwrap(node);
  if (Node.isArrowFunction(inner)) return "function";
  if (Node.isFunctionExpression(inner) || Node.isFunctionDeclaration(inner)) {
    return inner.isGenerator() ? "generator" : "function";
  }
  const unknown =
    Node.isIdentifier(inner) || Node.isCallExpression(inner) || Node.isPropertyAccessExpression(inner);
  return unknown ? "elsewhere" : "value";
}

/** The parameters of a function in sight, and where it says what it returns. */
function writtenOf(file: string, node: Node | undefined): Written {
  const inner = node === undefined ? undefined : unwrap(node);
  if (!Node.isArrowFunction(inner) && !Node.isFunctionExpression(inner) && !Node.isFunctionDeclaration(inner))
    return {};
  const parameters = inner.getParameters().filter((parameter) => parameter.getName() !== "this");
  const returns = returnPlace(file, inner);
  return {
    parameters: parameters.map((parameter) => placeOf(file, parameter)),
    ...(returns === undefined ? {} : { returns }),
  };
}

/** The annotated return type; without one, the expression of an arrow function or of the only `return`. */
function returnPlace(file: string, node: FunctionLikeDeclaration & Node): Place | undefined {
  const annotation = node.getReturnTypeNode();
  if (annotation !== undefined) return placeOf(file, annotation);
  const body = Node.isBodyable(node) || Node.isBodied(node) ? node.getBody() : undefined;
  if (body === undefined) return undefined;
  if (!Node.isBlock(body)) return placeOf(file, body);
  const returns = body
    .getDescendantsOfKind(SyntaxKind.ReturnStatement)
    .filter((each) => each.getFirstAncestor((above) => Node.isFunctionLikeDeclaration(above)) === node);
  const [only] = returns;
  const expression = returns.length === 1 ? only?.getExpression() : undefined;
  // A body that ends otherwise than with its only return falls off its end.
  return expression === undefined || body.getStatements().at(-1) !== only
    ? undefined
    : placeOf(file, expression);
}

/** `(f)`, `f as T`, `f satisfies T`, `f!`: the function is inside. */
export function unwrap(node: Node): Node {
  const wraps =
    Node.isParenthesizedExpression(node) ||
    Node.isAsExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isNonNullExpression(node);
  return wraps ? unwrap(node.getExpression()) : node;
}
