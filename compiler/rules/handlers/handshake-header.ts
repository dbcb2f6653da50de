// BBX2032: `upgrade` returns a header that belongs to the handshake itself.
import type { Node } from "oxc-parser";
import { RESERVED_FIELDS } from "../../../runtime/facts.ts";
import { keyOf, property } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { bindingAt, keyText } from "../../syntax/scope.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { unwrap } from "../../syntax/tree.ts";
import { resultsOf } from "../results.ts";
import type { Rule } from "../rule.ts";
import { argumentOf, type Call, decides, decidingHandler, valuesOf } from "../questions.ts";

const RESERVED: ReadonlySet<string> = new Set(RESERVED_FIELDS);

export const handshakeHeader = {
  code: "BBX2032",
  severity: "warning",
  name: "handshake-header",
  label: "dropped",
  meaning: "`upgrade` or `guard` returns a header that belongs to the handshake itself. The server drops it.",
  remedy: "Remove it. Choose a subprotocol with `protocol`.",
  mayApply: ({ names }) => names.some(decides),
  inHandlers({ modules, handlers }) {
    const upgrade = decidingHandler(handlers);
    const results = upgrade === undefined ? [] : resultsOf(modules, upgrade);
    const seen = new Set<Node>();
    return results
      .flatMap(({ node }) => namesIn(modules, property(node, "headers"), seen))
      .filter(({ name }) => RESERVED.has(name.toLowerCase()))
      .map(({ name, node }) => ({
        place: placeOf(node),
        message: `The header ${name} belongs to the handshake; the server drops it`,
        hint: "Remove it.",
      }));
  },
} as const satisfies Rule;

interface HeaderName {
  readonly name: string;
  readonly node: Node;
}

/**
 * The names in a value that `Headers` accepts: an object, pairs, another `Headers`, and names that are set on it later.
 *
 * @param seen the variables whose names are known already
 */
function namesIn(modules: Modules, value: Node | undefined, seen: Set<Node>): readonly HeaderName[] {
  const node = value === undefined ? undefined : unwrap(value);
  switch (node?.type) {
    case "ObjectExpression":
      return node.properties.flatMap((each) => {
        if (each.type === "SpreadElement") return namesIn(modules, each.argument, seen);
        const written = keyText(each.key, each.computed);
        if (written !== undefined) return [{ name: written, node: each.key }];
        return each.computed ? textsOf(modules, each.key) : [];
      });
    case "ArrayExpression":
      return node.elements.flatMap((pair) => {
        if (pair?.type === "SpreadElement") return namesIn(modules, pair.argument, seen);
        const inner = pair === null ? undefined : unwrap(pair);
        const [name] = inner?.type === "ArrayExpression" ? inner.elements : [];
        return name === undefined || name === null ? [] : textsOf(modules, name);
      });
    case "NewExpression": {
      const isHeaders = node.callee.type === "Identifier" && /^(?:Headers|Map)$/.test(node.callee.name);
      return isHeaders ? namesIn(modules, node.arguments[0], seen) : [];
    }
    case "CallExpression": {
      // Object.fromEntries(pairs), Object.entries(object), Object.assign(…)
      const onObject =
        node.callee.type === "MemberExpression" &&
        node.callee.object.type === "Identifier" &&
        node.callee.object.name === "Object";
      return onObject ? node.arguments.flatMap((each) => namesIn(modules, each, seen)) : [];
    }
    case "ConditionalExpression":
      return [...namesIn(modules, node.consequent, seen), ...namesIn(modules, node.alternate, seen)];
    case "LogicalExpression":
      return [...namesIn(modules, node.left, seen), ...namesIn(modules, node.right, seen)];
    case "Identifier":
      return namesBehind(modules, node, node.name, seen);
    default:
      return [];
  }
}

function textsOf(modules: Modules, expression: Node): readonly HeaderName[] {
  return valuesOf(modules, expression).flatMap(({ value, node }) =>
    typeof value === "string" ? [{ name: value, node }] : [],
  );
}

/** The names in a variable's initializer, and those that `set`, `append` and assignments add. */
function namesBehind(
  modules: Modules,
  identifier: Node,
  name: string,
  seen: Set<Node>,
): readonly HeaderName[] {
  const binding = bindingAt(identifier, name);
  if (binding?.declaration.type !== "VariableDeclarator" || seen.has(binding.id)) return [];
  seen.add(binding.id);
  const { init, id } = binding.declaration;
  const declared =
    id.type !== "Identifier" || init === null || unwrap(init).type === "Identifier"
      ? []
      : namesIn(modules, init, seen);
  const { program } = sourceOf(identifier);
  const isSame = (node: Node): boolean => {
    const owner = unwrap(node);
    return owner.type === "Identifier" && owner.name === name && bindingAt(owner, name)?.id === binding.id;
  };
  const set = indexOf(program)
    .of("CallExpression")
    .filter(({ callee }) => isSetter(callee, isSame))
    .flatMap((call: Call) => {
      const field = argumentOf(call, 0);
      return field === undefined ? [] : textsOf(modules, field);
    });
  const assigned = indexOf(program)
    .of("AssignmentExpression")
    .flatMap(({ left }) => {
      const field = left.type === "MemberExpression" && isSame(left.object) ? keyOf(left) : undefined;
      return field === undefined || left.type !== "MemberExpression"
        ? []
        : [{ name: field, node: left.property }];
    });
  return [...declared, ...set, ...assigned];
}

function isSetter(callee: Node, isSame: (node: Node) => boolean): boolean {
  const called = unwrap(callee);
  if (called.type !== "MemberExpression") return false;
  const method = keyOf(called);
  return (method === "set" || method === "append") && isSame(called.object);
}
