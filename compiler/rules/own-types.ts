// Finds uses of the types of bunbox, whatever they are imported as.
import type { Node } from "oxc-parser";
import { bindingAt } from "../syntax/scope.ts";
import { type Source } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { unwrap } from "../syntax/tree.ts";

type Call = Extract<Node, { type: "CallExpression" }>;

/** The name by which user code imports bunbox. */
export const PACKAGE = "@ademattos/bunbox";

/** Whether a name stands for this type or function of bunbox: its name, another local name for it, or `bunbox.Name`. */
export function isOwnName(name: Node, type: string): boolean {
  if (name.type === "TSQualifiedName") return name.right.name === type && isNamespace(name.left);
  if (name.type === "MemberExpression")
    return name.property.type === "Identifier" && name.property.name === type && isNamespace(name.object);
  const specifier = importOf(name);
  if (specifier?.type !== "ImportSpecifier") return false;
  const { imported } = specifier;
  return (imported.type === "Identifier" ? imported.name : imported.value) === type;
}

/** The calls of some functions of bunbox. */
export function callsOf({ program }: Source, names: readonly string[]): readonly Call[] {
  return indexOf(program)
    .of("CallExpression")
    .filter(({ callee }) => {
      const called = unwrap(callee);
      return names.some((name) => isOwnName(called, name));
    });
}

function isNamespace(name: Node): boolean {
  return importOf(name)?.type === "ImportNamespaceSpecifier";
}

/** The specifier that imports a name from bunbox. */
function importOf(name: Node): Node | undefined {
  if (name.type !== "Identifier") return undefined;
  const binding = bindingAt(name, name.name);
  if (binding?.declaration.type !== "ImportDeclaration" || binding.declaration.source.value !== PACKAGE)
    return undefined;
  return binding.declaration.specifiers.find(({ local }) => local === binding.id);
}

/** The type arguments of each use of a type of bunbox: by its name, by `extends`, or by `import("@ademattos/bunbox")`. */
export function argumentsOfType({ program }: Source, type: string): readonly (readonly Node[])[] {
  const index = indexOf(program);
  const uses = [
    ...index.of("TSTypeReference").filter(({ typeName }) => isOwnName(typeName, type)),
    ...index.of("TSInterfaceHeritage").filter(({ expression }) => isOwnName(expression, type)),
    ...index
      .of("TSImportType")
      .filter(
        ({ source, qualifier }) =>
          source.value === PACKAGE && qualifier?.type === "Identifier" && qualifier.name === type,
      ),
  ];
  return uses.map(({ typeArguments }) => typeArguments?.params ?? []);
}
