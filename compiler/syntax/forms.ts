// Classifies the value of an exported name: a function whose code is known, a generator, a value that is not a function.
import type { Node } from "oxc-parser";
import type { ExportForm } from "../model.ts";
import type { Meaning, Modules } from "./exports.ts";
import { type Binding, declaredIn } from "./scope.ts";
import type { Source } from "./source.ts";
import { type FunctionNode, isFunction } from "./tree.ts";
import { type Written, writtenAs } from "./written.ts";

/** The function that a name stands for, if its code is known. */
export function functionOf(
  modules: Modules,
  meaning: Meaning,
): (Written & { readonly node: FunctionNode }) | undefined {
  const written = writtenAs(modules, meaning);
  if (written === undefined || !isFunction(written.node)) return undefined;
  return { source: written.source, node: written.node };
}

/** How an exported name is written. */
export function formOf(modules: Modules, meaning: Meaning): ExportForm {
  switch (meaning.kind) {
    case "type":
      return meaning.declared === true ? "declared" : "type";
    case "ambiguous":
    case "absent":
    case "dynamic":
      return meaning.kind;
    case "namespace":
      return "value";
    case "unknown":
      return "elsewhere";
    case "binding":
      return isLost(meaning.source, meaning.binding) ? "lost" : formInSight(modules, meaning);
    case "expression":
      return formInSight(modules, meaning);
  }
}

function formInSight(modules: Modules, meaning: Meaning): ExportForm {
  const written = writtenAs(modules, meaning);
  return written === undefined ? "elsewhere" : formOfNode(written.node);
}

/** Whether a value is a function, or may be one. */
export function mayBeCalled(written: Written | undefined): boolean {
  return written === undefined || ["function", "generator", "elsewhere"].includes(formOfNode(written.node));
}

/** The form of an expression or a declaration. */
function formOfNode(node: Node): ExportForm {
  if (isFunction(node)) {
    if (node.type !== "ArrowFunctionExpression" && node.body === null) return "declared";
    return node.generator ? "generator" : "function";
  }
  switch (node.type) {
    case "CallExpression":
    case "MemberExpression":
    case "AwaitExpression":
    case "TaggedTemplateExpression":
    case "LogicalExpression":
    case "ConditionalExpression":
    case "AssignmentExpression":
    case "SequenceExpression":
    case "YieldExpression":
    case "ImportExpression":
    case "MetaProperty":
    case "ThisExpression":
    case "TSImportEqualsDeclaration":
    case "Super":
      return "elsewhere";
    case "Identifier":
      return node.name === "undefined" ? "value" : "elsewhere";
    case "NewExpression":
      // `new Proxy(f, {})` can be called; instances of most classes cannot.
      return node.callee.type === "Identifier" && ["Proxy", "Function"].includes(node.callee.name)
        ? "elsewhere"
        : "value";
    default:
      return "value";
  }
}

/** `export var f = …; var f;`: esbuild 0.28 drops the first declaration, and refers to it. */
function isLost(source: Source, { name }: Binding): boolean {
  const [first, ...others] = (declaredIn(source.program).get(name) ?? []).filter(
    ({ kind }) => kind === "variable",
  );
  return others.length > 0 && first?.declaration.parent?.parent?.type === "ExportNamedDeclaration";
}
