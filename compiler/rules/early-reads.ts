// Finds the names that a module certainly reads while it runs, and not only when one of its functions is called later.
import type { Node } from "oxc-parser";
import { callsOf } from "../syntax/origins.ts";
import { indexOf } from "../syntax/indexed.ts";
import type { Source } from "../syntax/source.ts";
import { type FunctionNode, functionAround, isFunction, within } from "../syntax/tree.ts";

type Identifier = Extract<Node, { type: "Identifier" }>;
type Call = Extract<Node, { type: "CallExpression" }>;

/** The most functions that are followed, one to its call in the next. */
const DEEPEST = 8;

/** The uses of names whose values a module reads whenever it runs. */
export function readsAtStart({ program }: Source): readonly Identifier[] {
  return indexOf(program)
    .of("Identifier")
    .filter((each) => isRead(each) && isCertain(each));
}

/** Whether an identifier is a value that is read: no name of a property or a declaration, no target of an assignment, no type. */
function isRead(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
      return parent.parent?.type === "ObjectExpression" && (parent.value === node || parent.computed);
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty":
      return parent.value === node || parent.computed;
    case "VariableDeclarator":
      return parent.init === node;
    case "AssignmentExpression":
      return parent.right === node;
    case "ArrowFunctionExpression":
      return parent.body === node;
    case "ClassDeclaration":
    case "ClassExpression":
      return parent.superClass === node;
    case "CallExpression":
    case "NewExpression":
    case "BinaryExpression":
    case "UnaryExpression":
    case "LogicalExpression":
    case "ConditionalExpression":
    case "IfStatement":
    case "TemplateLiteral":
    case "TaggedTemplateExpression":
    case "ArrayExpression":
    case "SpreadElement":
    case "SequenceExpression":
    case "ExpressionStatement":
    case "ReturnStatement":
    case "ThrowStatement":
    case "AwaitExpression":
    case "ExportDefaultDeclaration":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
      return true;
    default:
      return false;
  }
}

/**
 * Whether a name or a call runs whenever its module does: in no branch, no loop, no `try`, and in no function but one that is
 * called so.
 */
function isCertain(node: Identifier | Call, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  for (let at: Node = node; at.parent !== undefined && at.parent !== null; at = at.parent) {
    if (isFunction(at))
      return (
        !isDeferred(at) && !mayEndBefore(at, node) && callsOf(at).some((call) => isCertain(call, depth + 1))
      );
    if (!runsWith(at, at.parent)) return false;
  }
  return true;
}

/** Whether a call of a function need not run all of it at once. */
function isDeferred(fn: FunctionNode): boolean {
  return fn.async || fn.generator;
}

/** Whether a function may have ended before it gets to a node in it. */
function mayEndBefore(fn: FunctionNode, { start }: Node): boolean {
  return within(fn, ["ReturnStatement", "ThrowStatement"]).some(
    (each) => each.end <= start && functionAround(each) === fn,
  );
}

/** Whether a part of a node runs whenever the node does. */
function runsWith(part: Node, node: Node): boolean {
  switch (node.type) {
    case "IfStatement":
    case "ConditionalExpression":
      return node.test === part;
    case "LogicalExpression":
      return node.left === part;
    case "AssignmentExpression":
      return !/^(?:&&|\|\||\?\?)=$/.test(node.operator) || node.left === part;
    case "PropertyDefinition":
    case "AccessorProperty":
      return node.static || node.key === part;
    case "AssignmentPattern":
    case "ChainExpression":
    case "TryStatement":
    case "CatchClause":
    case "SwitchCase":
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
      return false;
    default:
      return !node.type.startsWith("TS") || isWrapper(node);
  }
}

/** Whether a node of TypeScript has an expression within it that runs. */
function isWrapper({ type }: Node): boolean {
  return type === "TSAsExpression" || type === "TSSatisfiesExpression" || type === "TSNonNullExpression";
}
