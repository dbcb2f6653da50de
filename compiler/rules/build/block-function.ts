// BBX4043: a function in a block that replaces what has its name outside of the block.
import type { Node } from "oxc-parser";
import { indexOf, type Scope, scopeOf } from "../../syntax/indexed.ts";
import { type Binding, bindingsIn, ownerOf } from "../../syntax/scope.ts";
import { placeOf } from "../../syntax/source.ts";
import { type FunctionNode, isFunction, within } from "../../syntax/tree.ts";
import { occurrences } from "../questions.ts";
import type { Finding, Rule } from "../rule.ts";
import { isReference } from "./relocated.ts";

/** What is before `function` only at the top of a module, or if the function is not of this kind. */
const AT_THE_TOP = ["export ", "export default ", "async "] as const;

export const blockFunction = {
  code: "BBX4043",
  severity: "error",
  name: "block-function",
  label: "not only in its block",
  meaning:
    "A function that is declared in a block has the name of something that is used outside of the block. Under Bun, the function is known in the block alone. With `strict` in the tsconfig, esbuild lets it replace the other once the block has run.",
  remedy: "Give the function another name, or assign it to a `const`.",
  mayApply: ({ code }) =>
    occurrences(code, "function").some((at) => !AT_THE_TOP.some((word) => code.endsWith(word, at))),
  inFile: ({ source }) =>
    indexOf(source.program)
      .of("FunctionDeclaration")
      .flatMap((fn) => findingIn(fn)),
} as const satisfies Rule;

function findingIn(fn: FunctionNode): readonly Finding[] {
  const { id } = fn;
  if (id === null || fn.async || fn.generator || !isInBlock(fn)) return [];
  const owner = ownerOf(fn);
  if (isKept(fn, id.name, owner)) return [];
  const used = within(owner, ["Identifier", "JSXIdentifier"]).find(
    (each) => each.name === id.name && isUse(each) && isOutside(each, id.name, fn, owner),
  );
  if (used === undefined) return [];
  return [
    {
      place: placeOf(id),
      message: `\`${id.name}\` in this block replaces the \`${id.name}\` that is used outside of it`,
      hint: `Give it another name, or write \`const ${id.name} = function …\`.`,
      related: [{ message: "used here", place: placeOf(used) }],
    },
  ];
}

/** Whether a function is declared in a block, and not at the top of a module, a function or a namespace. */
function isInBlock({ parent }: FunctionNode): boolean {
  if (parent?.type === "SwitchCase") return true;
  return parent?.type === "BlockStatement" && !isFunction(parent.parent);
}

/** Whether the name stays in its block, because the scopes around it, up to a function, declare it as no `var` may (ECMA-262, B.3.2). */
function isKept(fn: FunctionNode, name: string, owner: Node): boolean {
  let scope = scopeOf(fn).outer?.outer ?? null;
  for (; scope !== null && encloses(owner, scope.node); scope = scope.outer)
    if (bindingsIn(scope, name).some(isLexical)) return true;
  return false;
}

function isLexical({ kind, declaration }: Binding): boolean {
  if (kind !== "variable") return kind === "class" || kind === "enum" || kind === "import";
  return declaration.parent?.type === "VariableDeclaration" && declaration.parent.kind !== "var";
}

/** The nodes of TypeScript that have a value. All others are types. */
const VALUES: ReadonlySet<string> = new Set([
  "TSAsExpression",
  "TSExportAssignment",
  "TSInstantiationExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
]);

function isUse(node: Node): boolean {
  const { parent } = node;
  if (parent?.type.startsWith("TS") === true && !VALUES.has(parent.type)) return false;
  if (node.type === "JSXIdentifier") return parent?.type !== "JSXAttribute";
  if (parent?.type === "UnaryExpression") return true;
  return parent?.type === "ExportSpecifier" ? parent.local === node : isReference(node);
}

/** Whether a name stands for what a function in a block replaces: nothing between declares it. */
function isOutside(node: Node, name: string, fn: FunctionNode, owner: Node): boolean {
  if (isFunction(owner) && owner.id === node) return false;
  const block = scopeOf(fn).outer;
  for (let scope: Scope | null = scopeOf(node); scope !== null && scope.node !== owner; scope = scope.outer) {
    if (scope === block) return false;
    if (!encloses(scope.node, fn) && bindingsIn(scope, name).length > 0) return false;
  }
  return true;
}

function encloses(outer: Node, { start, end }: Node): boolean {
  return outer.start <= start && end <= outer.end;
}
