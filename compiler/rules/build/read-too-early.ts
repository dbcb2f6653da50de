// BBX4042: a module reads a value of another one, which runs after it because the two import each other.
import type { Node } from "oxc-parser";
import type { Graph } from "../../model.ts";
import { keyOf } from "../../syntax/constants.ts";
import { type Meaning, meaningOfLocal, type Modules, namespaceMember } from "../../syntax/exports.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { isOwn, placeOf, type Source } from "../../syntax/source.ts";
import { readsAtStart } from "../early-reads.ts";
import type { Finding, Rule } from "../rule.ts";

export const readTooEarly = {
  code: "BBX4042",
  severity: "error",
  name: "read-too-early",
  label: "has no value yet",
  meaning:
    "Two modules import each other, and the one that runs first reads a constant or a class of the other. Bun throws a ReferenceError when the server starts.",
  remedy:
    "Read it in a function that is called later, or move it into a file that does not import the other one.",
  inProject: ({ graph, modules, sources }) => {
    const order = new Map(graph.reached.map((file, index) => [file, index]));
    const isLater = (file: string, than: string): boolean => (order.get(file) ?? -1) > (order.get(than) ?? 0);
    const own = graph.reached.filter((file) => isOwn(file) && !graph.commonjs.has(file));
    // Without a circle, every module runs after what it imports.
    const inCircles = own.some((file) => targetsOf(graph, file).some((target) => isLater(target, file)))
      ? own.filter((file) => importedFrom(graph, file).some((target) => isLater(target, file)))
      : [];
    return inCircles.flatMap((file) => {
      const source = sources.get(file);
      return source === undefined || source.failure !== null ? [] : earlyIn(modules, source, isLater);
    });
  },
} as const satisfies Rule;

/** The files that a file imports. */
function targetsOf({ imports }: Pick<Graph, "imports">, file: string): readonly string[] {
  return [...(imports.get(file)?.values() ?? [])].filter((target) => target !== null);
}

/** The files that a file imports, directly or not. */
function importedFrom(graph: Pick<Graph, "imports">, file: string): readonly string[] {
  const found = new Set(targetsOf(graph, file));
  for (const each of found) for (const target of targetsOf(graph, each)) found.add(target);
  return [...found];
}

function earlyIn(
  modules: Modules,
  source: Source,
  isLater: (file: string, than: string) => boolean,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const read of readsAtStart(source)) {
    const late = importedValue(modules, source, read);
    if (late === undefined || !isLater(late.source.file, source.file) || found.has(late.name)) continue;
    found.set(late.name, {
      place: placeOf(read),
      message: `\`${late.name}\` has no value when ${source.file} runs, because that is before ${late.source.file}`,
      hint: "The two files import each other, directly or not. Read it in a function that is called later, or move it into a third file.",
      related: [{ message: "it gets its value here", place: late.source.placeOf(late.node) }],
    });
  }
  return [...found.values()];
}

/** A constant, a class or an expression of another file: what a circle leaves without a value. */
interface Late {
  /** As it is read: `LIMIT`, or `limits.LIMIT` of a namespace. */
  readonly name: string;
  readonly source: Source;
  readonly node: Node;
}

function importedValue(
  modules: Modules,
  source: Source,
  read: Extract<Node, { type: "Identifier" }>,
): Late | undefined {
  const binding = bindingAt(read, read.name);
  if (binding?.kind !== "import" || binding.typeOnly) return undefined;
  const { parent } = read;
  // The key of `object[imported]` is not known here.
  const key = parent?.type === "MemberExpression" ? keyOf(parent) : undefined;
  const member = key === undefined ? undefined : namespaceMember(modules, source, read, key);
  return member === undefined
    ? lateValue(read.name, meaningOfLocal(modules, source, read.name, read))
    : lateValue(`${read.name}.${key}`, member);
}

function lateValue(name: string, meaning: Meaning): Late | undefined {
  // A function has its value before the module runs, even if `export default` does not name it.
  if (meaning.kind === "expression")
    return meaning.node.type === "FunctionDeclaration" ? undefined : { name, ...meaning };
  if (meaning.kind !== "binding") return undefined;
  const { source, binding } = meaning;
  const { declaration } = binding;
  const isBlockScoped =
    declaration.type === "ClassDeclaration" ||
    (declaration.parent?.type === "VariableDeclaration" && declaration.parent.kind !== "var");
  return isBlockScoped ? { name, source, node: binding.id } : undefined;
}
