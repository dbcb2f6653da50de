// Finds the declaration of a name that is in scope where the name is used.
import type { BindingPattern, Node, ParamPattern, Program } from "oxc-parser";
import { type Scope, scopeOf } from "./indexed.ts";
import { type FunctionNode, isFunction } from "./tree.ts";

/** A declaration of a name. */
export interface Binding {
  readonly name: string;
  /** The name where it is declared. */
  readonly id: Node;
  /** The node that declares it: a `VariableDeclarator`, a function, an import specifier, a parameter, a class, an enum, a type. */
  readonly declaration: Node;
  readonly kind:
    | "variable"
    | "parameter"
    | "function"
    | "import"
    | "class"
    | "enum"
    | "namespace"
    | "type"
    | "other";
  /** Whether it does not exist at run time: `declare`, a type, an import of a type. */
  readonly typeOnly: boolean;
  /** The keys from the declared value to the name: `["params", "id"]` for `const { params: { id } } = ctx`; `null` if no keys lead there. */
  readonly path: readonly string[] | null;
}

/** The declarations of a name in one scope alone. */
export function bindingsIn(scope: Scope, name: string): readonly Binding[] {
  return (scope.names ??= namesIn(scope.node)).get(name) ?? [];
}

/** The declarations of a name that are in scope at a node; a value and a type may share one name. */
export function bindingsAt(node: Node, name: string): readonly Binding[] {
  for (let scope: Scope | null = scopeOf(node); scope !== null; scope = scope.outer) {
    const found = bindingsIn(scope, name);
    if (found.length > 0) return found;
  }
  return [];
}

/** The value that an identifier stands for; a declaration that exists at run time is preferred. */
export function bindingAt(node: Node, name: string): Binding | undefined {
  const found = bindingsAt(node, name);
  return found.find(({ typeOnly }) => !typeOnly) ?? found[0];
}

/** The names that a file declares itself. */
export function declaredIn(program: Program): ReadonlyMap<string, readonly Binding[]> {
  return (scopeOf(program).names ??= namesIn(program));
}

function namesIn(scope: Node): ReadonlyMap<string, readonly Binding[]> {
  const names = new Map<string, Binding[]>();
  for (const each of collect(scope)) {
    const same = names.get(each.name);
    if (same === undefined) names.set(each.name, [each]);
    else same.push(each);
  }
  return names;
}

function collect(scope: Node): readonly Binding[] {
  if (isFunction(scope))
    return [...ownName(scope), ...scope.params.flatMap((each) => parameter(each, scope)), ...hoisted(scope)];
  switch (scope.type) {
    case "Program":
      return [...scope.body.flatMap((each) => statement(each)), ...hoisted(scope)];
    case "BlockStatement":
    case "StaticBlock":
    case "TSModuleBlock":
      return scope.body.flatMap((each) => statement(each));
    case "SwitchStatement":
      return scope.cases.flatMap((each) => each.consequent.flatMap((one) => statement(one)));
    case "ForStatement":
      return scope.init === null ? [] : statement(scope.init);
    case "ForInStatement":
    case "ForOfStatement":
      return statement(scope.left);
    case "CatchClause":
      return scope.param === null ? [] : pattern(scope.param, scope, "other", []);
    case "ClassExpression":
      return scope.id === null ? [] : [binding(scope.id, scope, "class")];
    default:
      return [];
  }
}

/** The name of a function expression is in scope within it. */
function ownName(fn: FunctionNode): readonly Binding[] {
  return fn.type === "FunctionExpression" && fn.id !== null ? [binding(fn.id, fn, "function")] : [];
}

function parameter(param: ParamPattern, fn: FunctionNode): readonly Binding[] {
  if (param.type === "TSParameterProperty") return parameter(param.parameter, fn);
  if (param.type === "RestElement") return pattern(param.argument, fn, "parameter", null);
  return pattern(param, fn, "parameter", []);
}

/** The `var` declarations of a scope, also those in its blocks. */
function hoisted(scope: Node): readonly Binding[] {
  const { index } = scopeOf(scope);
  if (index.hoisted === undefined) {
    const found = new Map<Node, Binding[]>();
    for (const node of index.of("VariableDeclaration")) {
      const above = node.parent?.type;
      if (node.kind !== "var" || above === "Program" || above === "ExportNamedDeclaration") continue;
      const owner = ownerOf(node);
      found.set(owner, [...(found.get(owner) ?? []), ...statement(node)]);
    }
    index.hoisted = found;
  }
  return index.hoisted.get(scope) ?? [];
}

/** The function, the module or the block of a namespace that a `var` belongs to. */
export function ownerOf(node: Node): Node {
  let owner: Node = node;
  while (owner.parent !== undefined && owner.parent !== null) {
    owner = owner.parent;
    if (isFunction(owner) || owner.type === "TSModuleBlock" || owner.type === "StaticBlock") break;
  }
  return owner;
}

/** The names that one statement declares. */
export function statement(node: Node): readonly Binding[] {
  switch (node.type) {
    case "ExportNamedDeclaration":
      return node.declaration === null ? [] : statement(node.declaration);
    case "ExportDefaultDeclaration":
      return statement(node.declaration);
    case "VariableDeclaration":
      return node.declarations.flatMap((each) =>
        pattern(each.id, each, "variable", [], node.declare === true),
      );
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      return node.id === null ? [] : [binding(node.id, node, "function", node.body === null)];
    case "ClassDeclaration":
      return node.id === null ? [] : [binding(node.id, node, "class", node.declare === true)];
    case "TSEnumDeclaration":
      return [binding(node.id, node, "enum", node.declare)];
    case "TSModuleDeclaration":
      return node.id.type === "Identifier" ? [binding(node.id, node, "namespace", node.declare)] : [];
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
      return [binding(node.id, node, "type", true)];
    case "TSImportEqualsDeclaration":
      return [binding(node.id, node, "other", node.importKind === "type")];
    case "ImportDeclaration":
      return node.specifiers.map((each) => {
        const typed =
          node.importKind === "type" || (each.type === "ImportSpecifier" && each.importKind === "type");
        return binding(each.local, node, "import", typed);
      });
    default:
      return [];
  }
}

function binding(
  id: { readonly name: string } & Node,
  declaration: Node,
  kind: Binding["kind"],
  typeOnly = false,
): Binding {
  return { name: id.name, id, declaration, kind, typeOnly, path: [] };
}

/** The names of a pattern, each with the keys that lead to it. */
function pattern(
  node: BindingPattern,
  declaration: Node,
  kind: Binding["kind"],
  path: readonly string[] | null,
  typeOnly = false,
): readonly Binding[] {
  switch (node.type) {
    case "Identifier":
      return [{ name: node.name, id: node, declaration, kind, typeOnly, path }];
    case "AssignmentPattern":
      return pattern(node.left, declaration, kind, path, typeOnly);
    case "ArrayPattern":
      return node.elements.flatMap((each) => {
        if (each === null) return [];
        return pattern(each.type === "RestElement" ? each.argument : each, declaration, kind, null, typeOnly);
      });
    case "ObjectPattern":
      return node.properties.flatMap((each) => {
        if (each.type === "RestElement") return pattern(each.argument, declaration, kind, path, typeOnly);
        const key = keyText(each.key, each.computed);
        return pattern(
          each.value,
          declaration,
          kind,
          path === null || key === undefined ? null : [...path, key],
          typeOnly,
        );
      });
  }
}

/** The text of a key that is written out: `a`, `"a"`, `["a"]`, `1`. */
export function keyText(key: Node, computed: boolean): string | undefined {
  if (key.type === "Identifier") return computed ? undefined : key.name;
  if (key.type === "Literal" && (typeof key.value === "string" || typeof key.value === "number"))
    return String(key.value);
  if (key.type === "TemplateLiteral" && key.expressions.length === 0)
    return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}
