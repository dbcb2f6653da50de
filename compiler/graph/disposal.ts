// Lets the exports of a module that is loaded late leave the block of its `using`.
//
// esbuild lowers a `using` at the top of a module to a `try` around all that follows. It puts what a late module exports
// before the module's wrapper, but not what is declared in that block, so reading such an export throws (esbuild 0.28).
import type { Node, VariableDeclaration } from "oxc-parser";
import { statement } from "../syntax/scope.ts";
import type { Source } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { isFunction, within } from "../syntax/tree.ts";
import type { Edit } from "./source-map.ts";

/** The edits that declare these variables before the wrapper, and only assign them in the block. */
export function disposalEdits(output: Source): readonly Edit[] {
  if (!output.text.includes("__callDispose(") || !output.text.includes("__esm(")) return [];
  return indexOf(output.program).of("TryStatement").flatMap(editsOf);
}

function editsOf({ block, finalizer, parent }: Extract<Node, { type: "TryStatement" }>): readonly Edit[] {
  const wrapper = wrapperOf(parent);
  if (wrapper === undefined || finalizer === null || !callsDispose(finalizer)) return [];
  const declarations = block.body.flatMap((each) =>
    each.type === "VariableDeclaration" && each.kind === "var" ? [each] : [],
  );
  const names = declarations.flatMap((each) => statement(each)).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    { start: wrapper.start, end: wrapper.start, text: `var ${names.join(", ")}; ` },
    ...declarations.flatMap(assignmentEdits),
  ];
}

/** `var a = 1, { b } = c;` becomes `(a = 1, { b } = c);`. */
function assignmentEdits({ start, declarations }: VariableDeclaration): readonly Edit[] {
  const [first, last] = [declarations[0], declarations.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    { start, end: first.start, text: "(" },
    { start: last.end, end: last.end, text: ")" },
  ];
}

/** `var init_name = __esm({ "file"() { BODY } })`, of the body. */
function wrapperOf(body: Node | null | undefined): Node | undefined {
  const fn = body?.parent;
  const call = isFunction(fn) ? fn.parent?.parent?.parent : undefined;
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier" || call.callee.name !== "__esm")
    return undefined;
  return call.parent?.parent ?? undefined;
}

function callsDispose(finalizer: Node): boolean {
  return within(finalizer, ["CallExpression"]).some(
    ({ callee }) => callee.type === "Identifier" && callee.name === "__callDispose",
  );
}
