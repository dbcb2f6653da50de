// BBX4021: code looks for a module or a file by its name when the server runs, but it is not in the output.
import { isBuiltin } from "node:module";
import type { Node } from "oxc-parser";
import { constantsOf, keyOf, UNKNOWN_PART } from "../../syntax/constants.ts";
import { type Binding, bindingAt } from "../../syntax/scope.ts";
import { placeOf, type Source } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { isEsModule, programOf, unwrap } from "../../syntax/tree.ts";
import type { Call } from "../questions.ts";
import type { Finding, Rule } from "../rule.ts";

/** An expression that looks up a module or a file, and how it does so. */
interface Lookup {
  readonly node: Node;
  readonly by: "require" | "createRequire" | "resolve" | "Worker" | "main";
}

/** Parts of the names by which a file looks for a module that is not bundled. */
const NAMES = ["equire", "Worker", "worker"];

export const notBundled = {
  code: "BBX4021",
  severity: "warning",
  name: "not-bundled",
  label: "not in the output",
  meaning:
    "A module or a file is looked up by its name when the server runs, beside `dist/server.js`: by `createRequire`, a `require` of a variable, `require.resolve`, `import.meta.resolve` or `new Worker`. It is not in the output.",
  remedy:
    "Import the module, or write `require` with a literal. Build a worker as a file of its own, and take its path from the environment.",
  mayApply: ({ source, code }) => source.isDynamic || NAMES.some((name) => code.includes(name)),
  inFile: ({ source }) => lookupsIn(source).map(describe),
} as const satisfies Rule;

/** Whether a file needs something that it looks up and that is not in the output. */
export function misses(source: Source): boolean {
  return lookupsIn(source).some((each) => !isTried(each));
}

/** Whether a package of a known name is looked up within `try`, so that the code can do without it. */
function isTried({ node, by }: Lookup): boolean {
  const [name] = by === "require" ? constantsOf(node) : [];
  if (typeof name?.value !== "string" || !/^[^./]/.test(name.value) || name.value.includes(UNKNOWN_PART))
    return false;
  let inner: Node = node;
  for (let above = node.parent; above !== undefined && above !== null; above = above.parent) {
    if (above.type === "TryStatement" && above.block === inner && above.handler !== null) return true;
    inner = above;
  }
  return false;
}

function lookupsIn(source: Source): readonly Lookup[] {
  const index = indexOf(source.program);
  const calls = index.of("CallExpression");
  return [
    ...calls.flatMap(ofCall),
    ...index.of("Identifier").flatMap(ofRequire),
    ...ofShims(index.of("Identifier").flatMap(shimOf), calls),
    ...index.of("NewExpression").flatMap(ofWorker),
    ...calls.flatMap((call) => (isCreation(call) ? ofCreated(call, source) : [])),
    ...index.of("BinaryExpression").flatMap(ofMain),
  ];
}

const HINTS: Readonly<Record<Lookup["by"], string>> = {
  require: 'Write the path as a literal: `require("./x.cjs")`.',
  createRequire: 'Write `import`, or `require("…")` without `createRequire`, which Bun has in every module.',
  resolve: "Import the module, or take the path from the configuration or the environment.",
  Worker:
    "Build the worker as a file of its own, and take its path from the configuration or the environment.",
  main: "Write `import.meta.main`, which is `false` in a route.",
};

function describe({ node, by }: Lookup): Finding {
  const message =
    by === "main"
      ? "`module` does not exist when the server runs"
      : `${nameOf(node)} is looked up beside the server when it runs, but it is not in the output`;
  return { place: placeOf(node), message, hint: HINTS[by] };
}

function nameOf(node: Node): string {
  const [value, ...others] = constantsOf(node);
  const isText = typeof value?.value === "string" && !value.value.includes(UNKNOWN_PART);
  return isText && others.length === 0 ? `\`${value.value}\`` : "This";
}

/** `require(x)`, `import.meta.require(x)`, `require.resolve("…")`, `import.meta.resolve("…")`. */
function ofCall(call: Call): readonly Lookup[] {
  const [target] = call.arguments;
  const callee = unwrap(call.callee);
  if (target === undefined) return [];
  if (isRequire(callee))
    return isFollowed(target) || isOfBun(target) ? [] : [{ node: target, by: "require" }];
  if (callee.type !== "MemberExpression") return [];
  const key = keyOf(callee);
  const resolves =
    (key === "resolve" && (isRequire(callee.object) || isImportMeta(callee.object))) ||
    (key === "resolveSync" && isImportMeta(callee.object));
  return resolves && !isOfBun(target) ? [{ node: target, by: "resolve" }] : [];
}

/** Bun's own `require`, which a file may shadow. */
function isRequire(node: Node): boolean {
  if (node.type === "MemberExpression") return isImportMeta(node.object) && keyOf(node) === "require";
  return node.type === "Identifier" && node.name === "require" && bindingAt(node, node.name) === undefined;
}

function isImportMeta(node: Node): boolean {
  const object = unwrap(node);
  return object.type === "MetaProperty" && object.meta.name === "import";
}

/** `require` under another name. The bundler follows only calls of `require` itself. */
function ofRequire(node: Node): readonly Lookup[] {
  if (node.type !== "Identifier" || !isRequire(node)) return [];
  const { parent } = node;
  const isPassedOn =
    parent?.type === "VariableDeclarator" ||
    (parent?.type === "AssignmentExpression" && parent.right === node) ||
    parent?.type === "SequenceExpression" ||
    ((parent?.type === "CallExpression" || parent?.type === "NewExpression") && parent.callee !== node);
  return isPassedOn ? [{ node, by: "require" }] : [];
}

/**
 * The variable that a bundler has made of `require`, because it left some of its calls: in esbuild's output,
 * `var __require = (x => typeof require !== "undefined" ? require : x)(…)`.
 */
function shimOf(node: Node): readonly Node[] {
  const { parent } = node;
  const isValue =
    (parent?.type === "ConditionalExpression" && parent.test !== node) ||
    (parent?.type === "MemberExpression" && /^(?:apply|bind|call)$/.test(keyOf(parent) ?? ""));
  if (!isValue || !isRequire(node)) return [];
  for (let above: Node | null | undefined = parent; above; above = above.parent)
    if (above.type === "VariableDeclarator") return [above.id];
  return [];
}

/** The calls of such variables: the bundler does not follow them. */
function ofShims(shims: readonly Node[], calls: readonly Call[]): readonly Lookup[] {
  if (shims.length === 0) return [];
  return calls.flatMap(({ callee, arguments: [target] }): readonly Lookup[] => {
    if (callee.type !== "Identifier" || target === undefined || isOfBun(target)) return [];
    const id = bindingAt(callee, callee.name)?.id;
    return id !== undefined && shims.includes(id) && constantsOf(target).length > 0
      ? [{ node: target, by: "require" }]
      : [];
  });
}

/** esbuild bundles a literal, both branches of a conditional, and every file that `"./locales/" + name` can mean. */
export function isFollowed(target: Node): boolean {
  const node = unwrap(target);
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string";
    case "TemplateLiteral":
      return node.expressions.length === 0 || /^\.\.?\//.test(node.quasis[0]?.value.raw ?? "");
    case "BinaryExpression":
      return node.operator === "+" && isBeginning(node.left);
    case "ConditionalExpression":
      return isFollowed(node.consequent) && isFollowed(node.alternate);
    default:
      return false;
  }
}

function isBeginning(target: Node): boolean {
  const node = unwrap(target);
  if (node.type === "BinaryExpression") return node.operator === "+" && isBeginning(node.left);
  return node.type === "Literal" && /^\.\.?\//.test(String(node.value));
}

/** Whether a module is one of Bun or Node, which do not need a file. */
function isOfBun(target: Node): boolean {
  const values = constantsOf(target);
  return (
    values.length > 0 &&
    values.every(({ value }) => typeof value === "string" && (isBuiltin(value) || /^bun(?::|$)/.test(value)))
  );
}

/** Whether a call is `createRequire(…)`, also if it is imported under another name. */
export function isCreation({ callee }: Call): boolean {
  const called = unwrap(callee);
  if (called.type === "MemberExpression") return keyOf(called) === "createRequire";
  return called.type === "Identifier" && isImported(bindingAt(called, called.name), "createRequire");
}

/** Whether a binding is an import of this name, or is destructured by this name. */
function isImported(binding: Binding | undefined, name: string): boolean {
  const specifier = binding?.kind === "import" ? binding.id.parent : undefined;
  if (specifier?.type !== "ImportSpecifier") return binding?.path?.at(-1) === name;
  const { imported } = specifier;
  return (imported.type === "Identifier" ? imported.name : imported.value) === name;
}

/** The calls of a function that `createRequire` returned, and of its `resolve`. */
function ofCreated(call: Call, source: Source): readonly Lookup[] {
  if (call.parent?.type !== "VariableDeclarator") return ofUse(call);
  const { id } = call.parent;
  if (id.type !== "Identifier") return [];
  return indexOf(source.program)
    .of("Identifier")
    .filter((each) => each.name === id.name && each !== id && bindingAt(each, id.name)?.id === id)
    .flatMap(ofUse);
}

function ofUse(load: Node): readonly Lookup[] {
  const { parent } = load;
  const call =
    parent?.type === "MemberExpression" && parent.object === load && keyOf(parent) === "resolve"
      ? parent.parent
      : parent;
  if (call?.type !== "CallExpression") return [];
  const [target] = call.arguments;
  if (call.callee !== load && call.callee !== parent)
    return call.arguments.some((each) => each === load) ? [{ node: load, by: "createRequire" }] : [];
  return target === undefined || isOfBun(target) ? [] : [{ node: target, by: "createRequire" }];
}

/** `new Worker("./w.ts")`, `new Worker(new URL("./w.ts", import.meta.url))`. */
export function ofWorker({
  callee,
  arguments: [target],
}: Extract<Node, { type: "NewExpression" }>): readonly Lookup[] {
  const called = unwrap(callee);
  if (target === undefined || called.type !== "Identifier") return [];
  const binding = bindingAt(called, called.name);
  const isWorker = binding === undefined ? called.name === "Worker" : isImported(binding, "Worker");
  return isWorker && namesFile(target) ? [{ node: target, by: "Worker" }] : [];
}

/** Whether a worker's argument names a file beside the source. `import.meta.resolve("./w.ts")` is a lookup of its own. */
function namesFile(target: Node): boolean {
  const node = unwrap(target);
  if (node.type === "NewExpression") {
    const [, base] = node.arguments;
    return base !== undefined && namesImportMeta(base);
  }
  if (node.type === "MemberExpression") return namesFile(node.object);
  return constantsOf(node).some(
    ({ value }) => typeof value === "string" && !/^(?:[a-z][a-z\d+.-]*:|\/|\0)/i.test(value),
  );
}

function namesImportMeta(node: Node): boolean {
  const object = unwrap(node);
  return object.type === "MemberExpression" && isImportMeta(object.object);
}

/** `require.main === module`: an ES module does not have `module`; only Bun itself supports this. */
function ofMain({ left, right }: Extract<Node, { type: "BinaryExpression" }>): readonly Lookup[] {
  if (!(isMain(left) && isModule(right)) && !(isModule(left) && isMain(right))) return [];
  return isEsModule(programOf(left)) ? [{ node: isModule(left) ? left : right, by: "main" }] : [];
}

function isMain(node: Node): boolean {
  return node.type === "MemberExpression" && isRequire(node.object) && keyOf(node) === "main";
}

function isModule(node: Node): boolean {
  return node.type === "Identifier" && node.name === "module" && bindingAt(node, node.name) === undefined;
}
