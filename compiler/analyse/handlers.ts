// A route's syntax tree in, the functions of its handlers out, where they are written in the file itself.
import {
  type ArrowFunction,
  type FunctionDeclaration,
  type FunctionExpression,
  Node,
  type ParameterDeclaration,
  type SourceFile,
} from "ts-morph";
import type { HandlerName } from "../../runtime/route.ts";
import { HANDLERS } from "../model.ts";
import { unwrap } from "./declarations.ts";

/** A function in sight. */
export type WrittenFunction = ArrowFunction | FunctionDeclaration | FunctionExpression;

/** A handler, with what it calls its socket and its context. */
export interface Handler {
  readonly name: HandlerName;
  readonly written: WrittenFunction;
  /** `undefined` where it has no such parameter, or takes it apart. */
  readonly socket: string | undefined;
  readonly context: ParameterDeclaration | undefined;
}

/** The handlers that a file exports and writes itself. */
export function findHandlers(tree: SourceFile): readonly Handler[] {
  const renamed = new Map<string, string>();
  for (const specifier of tree.getExportDeclarations().flatMap((each) => each.getNamedExports())) {
    renamed.set(specifier.getAliasNode()?.getText() ?? specifier.getName(), specifier.getName());
  }
  return HANDLERS.flatMap((name) => {
    const written = functionNamed(tree, renamed.get(name) ?? name);
    if (written === undefined) return [];
    const parameters = written.getParameters().filter((parameter) => parameter.getName() !== "this");
    const [first] = parameters;
    const socket = name === "upgrade" ? undefined : nameOf(first);
    return [{ name, written, socket, context: parameters[name === "onMessage" ? 2 : 1] }];
  });
}

/** The function that a top-level name of a file stands for. */
export function functionNamed(tree: SourceFile, name: string): WrittenFunction | undefined {
  const declared = tree.getFunction(name);
  if (declared !== undefined) return declared.getImplementation() ?? declared;
  const initializer = tree.getVariableDeclaration(name)?.getInitializer();
  const inner = initializer === undefined ? undefined : unwrap(initializer);
  return Node.isArrowFunction(inner) || Node.isFunctionExpression(inner) ? inner : undefined;
}

function nameOf(parameter: ParameterDeclaration | undefined): string | undefined {
  const nameNode = parameter?.getNameNode();
  return Node.isIdentifier(nameNode) ? nameNode.getText() : undefined;
}
