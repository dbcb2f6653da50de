// Gives imports and requires the values that Bun gives them.
import type { Node } from "oxc-parser";
import { parse, type Source } from "../syntax/source.ts";
import { within } from "../syntax/tree.ts";
import { helpersIn } from "./names.ts";
import type { Edit } from "./source-map.ts";

/**
 * In Bun, the default import of a CommonJS module with `__esModule` is its `exports.default`, if it has one, for every
 * importer. In esbuild, as in Node, importers in a `"type": "module"` package get the whole `module.exports`. A `require` of an ES
 * module that exports a value as `"module.exports"` returns that value (Bun 1.4, Node 23), which esbuild 0.28 does not know.
 *
 * @param output esbuild's output, which begins with its helpers
 * @throws Error if esbuild has written a helper otherwise
 */
export function interopEdits({ file, text }: Source): readonly Edit[] {
  const imports = text.includes("__toESM");
  const requires = text.includes('"module.exports"');
  if (!imports && !requires) return [];
  const head = parse(file, helpersIn(text));
  const condition = imports ? helper(head, "__toESM", conditionOf) : undefined;
  const namespace = requires ? helper(head, "__toCommonJS", bodyOf) : undefined;
  return [
    ...replaced(condition, '!mod || !mod.__esModule || !("default" in mod)'),
    ...replaced(
      namespace,
      `"module.exports" in mod ? mod["module.exports"] : ${namespace === undefined ? "" : head.text.slice(namespace.start, namespace.end)}`,
    ),
  ];
}

/**
 * The part of a helper that is replaced; `undefined` if the output has no such helper. A package that esbuild has bundled
 * before has helpers of its own, but not at the top: esbuild renames those.
 */
function helper(head: Source, name: string, partOf: (value: Node) => Node | undefined): Node | undefined {
  const declared = head.program.body
    .flatMap((each) => (each.type === "VariableDeclaration" ? each.declarations : []))
    .find(({ id }) => id.type === "Identifier" && id.name === name);
  if (declared === undefined) return undefined;
  const part = declared.init === null ? undefined : partOf(declared.init);
  if (part === undefined) throw new Error(`esbuild writes ${name} in another way than bunbox knows`);
  return part;
}

/** The condition under which `default` is the whole `module.exports`. */
function conditionOf(value: Node): Node | undefined {
  return within(value, ["ConditionalExpression"])
    .map(({ test }) => test)
    .find((test) => within(test, ["Identifier"]).some(({ name }) => name === "isNodeMode"));
}

/** What the helper returns: the module's namespace. */
function bodyOf(value: Node): Node | undefined {
  return value.type === "ArrowFunctionExpression" && value.body.type !== "BlockStatement"
    ? value.body
    : undefined;
}

function replaced(part: Node | undefined, text: string): readonly Edit[] {
  return part === undefined ? [] : [{ start: part.start, end: part.end, text }];
}
