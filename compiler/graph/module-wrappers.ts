// Finds the modules that esbuild has wrapped: `var require_lib = __commonJS({ "app/lib.cjs"(exports) { … } })`.
import type { Node } from "oxc-parser";
import { bindingAt } from "../syntax/scope.ts";

type Call = Extract<Node, { type: "CallExpression" }>;

/** The functions that get a module with its name. esbuild gives a function of the user's that is called so another name. */
const WRAPPERS: ReadonlySet<string> = new Set(["__commonJS", "__esm"]);

/** A name as esbuild writes it into a wrapper, and where it is. */
interface WrappedName {
  readonly file: string;
  readonly key: Node;
}

/** The name of the file that a call wraps. */
export function wrappedName({ callee, arguments: [wrapped] }: Call): WrappedName | undefined {
  if (callee.type !== "Identifier" || !WRAPPERS.has(callee.name) || !isTop(callee, callee.name))
    return undefined;
  const [first] = wrapped?.type === "ObjectExpression" ? wrapped.properties : [];
  const key = first?.type === "Property" ? first.key : undefined;
  return key?.type === "Literal" && typeof key.value === "string" ? { file: key.value, key } : undefined;
}

/** Whether nothing but the top of the output declares a name: a package may have been bundled before. */
function isTop(at: Node, name: string): boolean {
  const declared = bindingAt(at, name)?.declaration.parent;
  return declared === undefined || declared?.parent?.type === "Program";
}
