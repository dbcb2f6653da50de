// Finds the values of constant expressions as TypeScript does: literals, constants, enum members, both branches of a conditional.
import type { Node, TSEnumMember } from "oxc-parser";
import { bindingAt, keyText } from "./scope.ts";
import { unwrap } from "./tree.ts";

/** A value that an expression can have, and the part of the expression that has it. */
export interface Constant {
  readonly value: string | number | boolean | null;
  /** The part within the expression itself: a constant's name, and not its initializer. */
  readonly node: Node;
}

/** Replaces a part of a text that is only known at run time. */
export const UNKNOWN_PART = "\0";

/** The most names that are followed, one to the next. */
const DEEPEST = 16;

/** The most values that one text may have: each conditional part doubles them. */
const MOST_VALUES = 16;

/** Looks up an imported constant; the caller knows the files. */
export type Imported = (identifier: Node, name: string) => Node | undefined;

/** Returns values that an expression can have; there may be others. */
export function constantsOf(
  expression: Node,
  imported: Imported = () => undefined,
  depth = 0,
): readonly Constant[] {
  const node = unwrap(expression);
  const known = (value: Constant["value"]): readonly Constant[] => [{ value, node: expression }];
  const follow = (next: Node | null | undefined): readonly Constant[] =>
    next === null || next === undefined || depth >= DEEPEST
      ? []
      : constantsOf(next, imported, depth + 1).map(({ value }) => ({ value, node: expression }));
  switch (node.type) {
    case "Literal":
      return typeof node.value === "bigint" || node.value instanceof RegExp ? [] : known(node.value);
    case "TemplateLiteral":
      return known(templateText(node, imported, depth));
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap((each) => constantsOf(each, imported, depth));
    case "LogicalExpression":
      // The left side of `&&` is the value only if it is falsy, and no rule asks for that.
      return [...(node.operator === "&&" ? [] : [node.left]), node.right].flatMap((each) =>
        constantsOf(each, imported, depth),
      );
    case "SequenceExpression":
      return constantsOf(node.expressions.at(-1) ?? node, imported, depth);
    case "AssignmentExpression":
      return node.operator === "=" ? follow(node.right) : [];
    case "UnaryExpression":
      return follow(node.argument)
        .flatMap(({ value }) => unary(node.operator, value))
        .map((value) => ({ value, node: expression }));
    case "BinaryExpression":
      return binary(node.operator, follow(node.left), follow(node.right)).map((value) => ({
        value,
        node: expression,
      }));
    case "Identifier":
      return node.name === "undefined"
        ? []
        : follow(declaredValue(node, node.name) ?? imported(node, node.name));
    case "MemberExpression": {
      const key = keyOf(node, imported);
      return key === undefined ? [] : follow(member(node.object, key, imported, depth));
    }
    default:
      return [];
  }
}

/** The value of `true` and `false`, and of `!0` and `!1`, as minifiers write them. */
export function booleanOf(expression: Node): boolean | undefined {
  const node = unwrap(expression);
  if (node.type === "Literal") return typeof node.value === "boolean" ? node.value : undefined;
  if (node.type !== "UnaryExpression" || node.operator !== "!") return undefined;
  const negated = unwrap(node.argument);
  if (negated.type !== "Literal") return undefined;
  return negated.value === 0 || negated.value === 1 ? negated.value === 0 : undefined;
}

/** The initializer of a constant. A variable that is assigned again may have any value. */
export function declaredValue(at: Node, name: string): Node | undefined {
  const binding = bindingAt(at, name);
  if (binding?.declaration.type !== "VariableDeclarator") return undefined;
  const { declaration, path } = binding;
  if (declaration.parent?.type !== "VariableDeclaration" || declaration.parent.kind !== "const")
    return undefined;
  if (declaration.init === null || path === null) return undefined;
  return path.reduce<Node | undefined>((value, key) => property(value, key), declaration.init);
}

/** The key of `a.b`, `a["b"]`, `a[KEY]`. */
export function keyOf(
  node: Extract<Node, { type: "MemberExpression" }>,
  imported: Imported = () => undefined,
): string | undefined {
  if (!node.computed) return node.property.type === "Identifier" ? node.property.name : undefined;
  const [only, ...others] = constantsOf(node.property, imported);
  return only === undefined || others.length > 0 ? undefined : String(only.value);
}

/** What `object.key` is, if the object is an enum or a literal in sight. */
function member(object: Node, key: string, imported: Imported, depth: number): Node | undefined {
  const owner = unwrap(object);
  if (depth >= DEEPEST) return undefined;
  if (owner.type === "ObjectExpression") return property(owner, key);
  if (owner.type === "MemberExpression") {
    const inner = keyOf(owner, imported);
    const value = inner === undefined ? undefined : member(owner.object, inner, imported, depth + 1);
    return property(value, key);
  }
  if (owner.type !== "Identifier") return undefined;
  const declaration = bindingAt(owner, owner.name)?.declaration;
  if (declaration?.type === "TSEnumDeclaration") return enumMember(declaration.body.members, key);
  const value = declaredValue(owner, owner.name) ?? imported(owner, owner.name);
  if (value?.type === "TSEnumDeclaration") return enumMember(value.body.members, key);
  return property(value, key);
}

/** Returns the value of a property of an object literal. */
export function property(value: Node | undefined, key: string): Node | undefined {
  return propertyIn(value, key, new Set());
}

/** @param seen the objects that have been looked into: they do not have it */
function propertyIn(value: Node | undefined, key: string, seen: Set<Node>): Node | undefined {
  const object = value === undefined ? undefined : unwrap(value);
  if (object?.type === "Identifier") return propertyIn(declaredValue(object, object.name), key, seen);
  if (object?.type !== "ObjectExpression" || seen.has(object)) return undefined;
  seen.add(object);
  for (const each of object.properties.toReversed()) {
    if (each.type === "SpreadElement") {
      const spread = propertyIn(each.argument, key, seen);
      if (spread !== undefined) return spread;
    } else if (keyText(each.key, each.computed) === key) return each.value;
  }
  return undefined;
}

/** Returns a member's initializer. A member without one counts on from the member before; the result is then a literal. */
function enumMember(members: readonly TSEnumMember[], key: string): Node | undefined {
  let last: number | undefined = -1;
  for (const each of members) {
    const [value] = each.initializer === null ? [] : constantsOf(each.initializer);
    const number: unknown =
      each.initializer === null ? (last === undefined ? undefined : last + 1) : value?.value;
    last = typeof number === "number" ? number : undefined;
    if (keyText(each.id, each.computed) !== key) continue;
    if (each.initializer !== null) return each.initializer;
    if (last === undefined) return undefined;
    return { type: "Literal", value: last, raw: String(last), start: each.start, end: each.end };
  }
  return undefined;
}

function templateText(
  node: Extract<Node, { type: "TemplateLiteral" }>,
  imported: Imported,
  depth: number,
): string {
  return node.quasis
    .map(({ value }, index) => {
      const part = node.expressions[index];
      const [only, ...others] = part === undefined ? [] : constantsOf(part, imported, depth + 1);
      const filled =
        part === undefined ? "" : only === undefined || others.length > 0 ? UNKNOWN_PART : String(only.value);
      return `${value.cooked ?? value.raw}${filled}`;
    })
    .join("");
}

function unary(operator: string, value: Constant["value"]): readonly Constant["value"][] {
  switch (operator) {
    case "-":
      return [-Number(value)];
    case "+":
      return [Number(value)];
    case "!":
      return [!value];
    default:
      return [];
  }
}

/** Concatenates texts and computes arithmetic; a side that is not known leaves a gap in a text. */
function binary(
  operator: string,
  left: readonly Constant[],
  right: readonly Constant[],
): readonly Constant["value"][] {
  if (operator === "+" && [...left, ...right].some(({ value }) => typeof value === "string")) {
    const gap = [{ value: UNKNOWN_PART }];
    const pairs = (left.length === 0 ? gap : left).flatMap((a) =>
      (right.length === 0 ? gap : right).map((b) => `${String(a.value)}${String(b.value)}`),
    );
    return pairs.slice(0, MOST_VALUES);
  }
  return left.flatMap((a) => right.flatMap((b) => arithmetic(operator, Number(a.value), Number(b.value))));
}

function arithmetic(operator: string, a: number, b: number): readonly number[] {
  switch (operator) {
    case "+":
      return [a + b];
    case "-":
      return [a - b];
    case "*":
      return [a * b];
    case "|":
      return [a | b];
    case "<<":
      return [a << b];
    default:
      return [];
  }
}

/** `["Bun", "password", "verify"]` of `Bun.password.verify`; empty for any other expression. */
export function pathOf(node: Node): readonly string[] {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return [inner.name];
  if (inner.type !== "MemberExpression") return [];
  const owner = pathOf(inner.object);
  const key = keyOf(inner);
  return owner.length === 0 || key === undefined ? [] : [...owner, key];
}
