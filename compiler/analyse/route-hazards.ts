// A route's syntax tree in, what in its handlers cannot do what it says out.
import { type CallExpression, Node, type ObjectLiteralExpression, SyntaxKind } from "ts-morph";
import type { Hazard } from "../model.ts";
import { findHandlers, functionNamed, type Handler, type WrittenFunction } from "./handlers.ts";
import type { Module } from "./exports.ts";
import { placeOf } from "./source.ts";

/** The hazards of the handlers that a route writes itself. */
export function routeHazards(module: Module): readonly Hazard[] {
  const { file, tree } = module;
  const at = (kind: Hazard["kind"], node: Node, subject: string): Hazard => ({
    kind,
    subject,
    place: placeOf(file, node),
  });
  return findHandlers(tree).flatMap((handler) => [
    ...socketHazards(handler, at),
    ...paramHazards(handler, at),
    ...(handler.name === "upgrade" ? upgradeHazards(handler.written, module, at) : []),
  ]);
}

type At = (kind: Hazard["kind"], node: Node, subject: string) => Hazard;

/** Calls of `ws.close`, `ws.subscribe` and `ws.publish` with literal arguments. */
function socketHazards({ written, socket }: Handler, at: At): readonly Hazard[] {
  if (socket === undefined) return [];
  return written.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((call) => {
    const callee = call.getExpression();
    if (!Node.isPropertyAccessExpression(callee) || callee.getExpression().getText() !== socket) return [];
    if (callee.getName() === "close") return closeHazards(call, at);
    const [topic] = call.getArguments();
    const text = topic === undefined ? undefined : topicText(topic);
    const joins = callee.getName() === "subscribe" || callee.getName() === "publish";
    return joins && topic !== undefined && text !== undefined ? [at("topic", topic, text)] : [];
  });
}

function closeHazards(call: CallExpression, at: At): readonly Hazard[] {
  const [code, reason] = call.getArguments();
  const hazards: Hazard[] = [];
  if (Node.isNumericLiteral(code)) hazards.push(at("close-code", code, String(code.getLiteralValue())));
  if (Node.isStringLiteral(reason) || Node.isNoSubstitutionTemplateLiteral(reason)) {
    hazards.push(at("close-reason", reason, reason.getLiteralText()));
  }
  return hazards;
}

/** A topic as text; what a template fills in is a NUL character. */
function topicText(node: Node): string | undefined {
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralText();
  if (!Node.isTemplateExpression(node)) return undefined;
  return (
    node.getHead().getLiteralText() +
    node
      .getTemplateSpans()
      .map((span) => `\0${span.getLiteral().getLiteralText()}`)
      .join("")
  );
}

/** `ctx.params.name`, and `{ params }` taken apart. */
function paramHazards({ written, context }: Handler, at: At): readonly Hazard[] {
  const nameNode = context?.getNameNode();
  // With `Params` written out, TypeScript knows what there is.
  const annotation = context?.getTypeNode()?.getText() ?? "";
  if (nameNode === undefined || !/^(?:WebSocketContext|UpgradeContext)?$/.test(annotation)) return [];
  const owner = Node.isIdentifier(nameNode) ? `${nameNode.getText()}.params` : paramsBinding(nameNode);
  if (owner === undefined) return [];
  return written
    .getDescendantsOfKind(SyntaxKind.PropertyAccessExpression)
    .filter((access) => access.getExpression().getText() === owner)
    .map((access) => at("param", access.getNameNode(), access.getName()));
}

/** What `{ params }` or `{ params: p }` calls the parameters. */
function paramsBinding(pattern: Node): string | undefined {
  if (!Node.isObjectBindingPattern(pattern)) return undefined;
  const element = pattern
    .getElements()
    .find((each) => (each.getPropertyNameNode()?.getText() ?? each.getName()) === "params");
  return Node.isIdentifier(element?.getNameNode()) ? element?.getName() : undefined;
}

function upgradeHazards(written: WrittenFunction, module: Module, at: At): readonly Hazard[] {
  const returned = returnedExpressions(written);
  const objects = returned.filter(Node.isObjectLiteralExpression);
  const withData = objects.some((object) => object.getProperty("data") !== undefined);
  const literalTrue = withData ? returned.filter((each) => each.getKind() === SyntaxKind.TrueKeyword) : [];
  return [
    ...literalTrue.map((each) => at("true-beside-data", each, "true")),
    ...objects
      .flatMap((object) => headerNames(object))
      .map((name) => at("handshake-header", name, textOf(name))),
    ...unawaited(written, module, at),
  ];
}

/** What the function itself returns, and no function within it. */
function returnedExpressions(written: WrittenFunction): readonly Node[] {
  const body = written.getBody();
  if (body !== undefined && !Node.isBlock(body)) return branches(body);
  return written
    .getDescendantsOfKind(SyntaxKind.ReturnStatement)
    .filter((each) => each.getFirstAncestor((above) => Node.isFunctionLikeDeclaration(above)) === written)
    .flatMap((each) => branches(each.getExpression()));
}

/** Both branches of a conditional. */
function branches(expression: Node | undefined): readonly Node[] {
  if (expression === undefined) return [];
  if (Node.isParenthesizedExpression(expression)) return branches(expression.getExpression());
  if (!Node.isConditionalExpression(expression)) return [expression];
  return [...branches(expression.getWhenTrue()), ...branches(expression.getWhenFalse())];
}

function headerNames(result: ObjectLiteralExpression): readonly Node[] {
  const headers = result.getProperty("headers");
  const value = Node.isPropertyAssignment(headers) ? headers.getInitializer() : undefined;
  if (!Node.isObjectLiteralExpression(value)) return [];
  return value
    .getProperties()
    .flatMap((each) => (Node.isPropertyAssignment(each) ? [each.getNameNode()] : []));
}

function textOf(name: Node): string {
  return Node.isStringLiteral(name) ? name.getLiteralText() : name.getText();
}

/** `!isAllowed(req)` where `isAllowed` is asynchronous: a promise is never false. TypeScript tells only of `if (promise)`. */
function unawaited(written: WrittenFunction, module: Module, at: At): readonly Hazard[] {
  return written.getDescendantsOfKind(SyntaxKind.PrefixUnaryExpression).flatMap((negation) => {
    if (negation.getOperatorToken() !== SyntaxKind.ExclamationToken) return [];
    const call = promised(negation.getOperand(), written, module);
    return call === undefined ? [] : [at("unawaited", call, call.getExpression().getText())];
  });
}

/** The call of an asynchronous function that an operand is, or that is the value of the constant which it is. */
function promised(operand: Node, written: WrittenFunction, module: Module): CallExpression | undefined {
  if (Node.isIdentifier(operand)) {
    const constant = written
      .getDescendantsOfKind(SyntaxKind.VariableDeclaration)
      .find((each) => each.getName() === operand.getText());
    const value = constant?.getInitializer();
    return value === undefined || Node.isIdentifier(value) ? undefined : promised(value, written, module);
  }
  if (!Node.isCallExpression(operand)) return undefined;
  const name = operand.getExpression().getText();
  const called = functionNamed(module.tree, name) ?? importedFunction(module, name);
  return called?.isAsync() === true ? operand : undefined;
}

/** The function that an imported name stands for, where it is written in the file that it is imported from. */
function importedFunction({ file, tree, trees, resolve }: Module, name: string): WrittenFunction | undefined {
  for (const statement of tree.getImportDeclarations()) {
    const specifier = statement
      .getNamedImports()
      .find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
    const target = specifier === undefined ? undefined : resolve(file, statement.getModuleSpecifierValue());
    const source = target === undefined ? undefined : trees.get(target);
    if (specifier !== undefined && source !== undefined) return functionNamed(source, specifier.getName());
  }
  return undefined;
}
