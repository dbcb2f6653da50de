// Gives imports and requires the values that Bun gives them.
import type { Node } from "oxc-parser";
import { parse, type Source } from "../syntax/source.ts";
import { within } from "../syntax/tree.ts";
import { helpersIn } from "./names.ts";
import type { Edit } from "./source-map.ts";
import { importsOf } from "./whole-defaults.ts";

/** The second argument of `__toESM` for a module whose default import is the whole `module.exports`. esbuild itself gives 1, or none. */
const WHOLE = 2;

/** What esbuild writes at the beginning of an output that needs it. */
const HELPERS = ["__toESM", "__toCommonJS", "__export", "__reExport"] as const;

/**
 * In Bun, the default import of a CommonJS module with `__esModule` is its `exports.default`, if it has one, for every
 * importer, unless the module is in a package of the type `module`. In esbuild, as in Node, importers in such a package get the whole
 * `module.exports`. A `require` of an ES module that exports a value as `"module.exports"` returns that value (Bun 1.4, Node 23),
 * which esbuild 0.28 does not know.
 *
 * A namespace inherits nothing (ECMA-262, section 10.4.6), so that `role in roles` does not find `toString`. esbuild's have the
 * prototype of other objects, or that of `module.exports`.
 *
 * @param output esbuild's output, which begins with its helpers
 * @param whole the files whose default import is the whole `module.exports`
 * @throws Error if esbuild has written a helper otherwise
 */
export function interopEdits(output: Source, whole: readonly string[]): readonly Edit[] {
  const { file, text } = output;
  if (!HELPERS.some((name) => text.includes(name))) return [];
  const head = parse(file, helpersIn(text));
  const condition = helper(head, "__toESM", conditionOf);
  const marked = condition === undefined || whole.length === 0 ? [] : importsOf(output, whole);
  return [
    ...replaced(condition, ([mod, mode]) => {
      const isWhole = marked.length > 0 ? `${mode} === ${WHOLE} || ` : "";
      return `${isWhole}!${mod} || !${mod}.__esModule || !("default" in ${mod})`;
    }),
    ...marked.map(({ arguments: [module], end }) => ({
      start: module?.end ?? end,
      end: end - 1,
      text: `, ${WHOLE}`,
    })),
    ...replaced(helper(head, "__toESM", prototypeOf), () => "null"),
    ...before(helper(head, "__export", loopIn), ([target]) => `Object.setPrototypeOf(${target}, null); `),
    ...before(helper(head, "__reExport", resultOf), ([target]) => `Object.setPrototypeOf(${target}, null), `),
    ...replaced(helper(head, "__toCommonJS", emptyIn), () => "{ __proto__: null }"),
    ...before(
      helper(head, "__toCommonJS", resultOf),
      ([mod]) => `"module.exports" in ${mod} ? ${mod}["module.exports"] : `,
    ),
  ];
}

/** The part of a helper that is replaced. */
interface Part {
  readonly node: Node;
  /** The names of the helper's parameters: a variable of the bundle may have made esbuild rename them. */
  readonly parameters: readonly string[];
}

/**
 * The part of a helper that is replaced; `undefined` if the output has no such helper. A package that esbuild has bundled
 * before has helpers of its own, but not at the top: esbuild renames those.
 */
function helper(
  head: Source,
  name: string,
  partOf: (helper: Helper, parameters: readonly string[]) => Node | undefined,
): Part | undefined {
  const declared = head.program.body
    .flatMap((each) => (each.type === "VariableDeclaration" ? each.declarations : []))
    .find(({ id }) => id.type === "Identifier" && id.name === name);
  if (declared === undefined) return undefined;
  const { init } = declared;
  const parameters =
    init?.type === "ArrowFunctionExpression"
      ? init.params.map((each) => (each.type === "Identifier" ? each.name : ""))
      : [];
  const node = init?.type === "ArrowFunctionExpression" ? partOf(init, parameters) : undefined;
  if (node === undefined || parameters.length === 0)
    throw new Error(`esbuild writes ${name} in another way than bunbox knows`);
  return { node, parameters };
}

type Helper = Extract<Node, { type: "ArrowFunctionExpression" }>;

/** The condition under which `default` is the whole `module.exports`: it asks the helper's second parameter. */
function conditionOf(value: Helper, [, isNodeMode]: readonly string[]): Node | undefined {
  return within(value, ["ConditionalExpression"])
    .map(({ test }) => test)
    .find((test) => within(test, ["Identifier"]).some(({ name }) => name === isNodeMode));
}

/** The prototype that the helper gives to a namespace: that of `module.exports`. */
function prototypeOf(value: Helper): Node | undefined {
  return within(value, ["CallExpression"]).find(
    ({ callee }) => callee.type === "Identifier" && callee.name === "__getProtoOf",
  );
}

/** The loop that defines what a namespace has. */
function loopIn(value: Helper): Node | undefined {
  return within(value, ["ForInStatement"])[0];
}

/** What the helper returns. */
function resultOf({ body }: Helper): Node | undefined {
  return body.type === "BlockStatement" ? undefined : body;
}

/** The object that becomes the namespace. */
function emptyIn(value: Helper): Node | undefined {
  return within(value, ["ObjectExpression"]).find(({ properties }) => properties.length === 0);
}

function replaced(
  part: Part | undefined,
  textOf: (parameters: readonly string[]) => string,
): readonly Edit[] {
  if (part === undefined) return [];
  const { start, end } = part.node;
  return [{ start, end, text: textOf(part.parameters) }];
}

function before(part: Part | undefined, textOf: (parameters: readonly string[]) => string): readonly Edit[] {
  return replaced(part, textOf).map(({ start, text }) => ({ start, end: start, text }));
}
