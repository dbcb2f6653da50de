// Follows exports to their declarations, as the module linker does (ECMA-262, section 16.2.1.7.2).
import type { Node } from "oxc-parser";
import { type Binding, bindingAt, declaredIn } from "./scope.ts";
import type { ModuleExport, Range, Source, Sources } from "./source.ts";
import { indexOf } from "./indexed.ts";

/** What an import specifier leads to. */
export type Target =
  | { readonly kind: "file"; readonly file: string }
  /** CommonJS, JSON, an add-on: its exports are only known when it runs. */
  | { readonly kind: "dynamic" }
  /** A module of Bun or Node. */
  | { readonly kind: "builtin" }
  /** Not in the bundle: an import of types alone, or one that cannot be resolved. */
  | { readonly kind: "unknown" };

/** The project's modules. */
export interface Modules {
  readonly sources: Sources;
  readonly resolve: (file: string, specifier: string) => Target;
}

/** What an exported name stands for. */
export type Meaning =
  | { readonly kind: "binding"; readonly source: Source; readonly binding: Binding }
  /** `export default` of an expression. */
  | { readonly kind: "expression"; readonly source: Source; readonly node: Node }
  /** `export * as name`: an object. */
  | { readonly kind: "namespace" }
  | { readonly kind: "dynamic" }
  /** Erased before the program runs. */
  | { readonly kind: "type"; readonly source: Source; readonly range: Range; readonly declared?: boolean }
  /** Two `export *` bring different values, so the name does not exist. */
  | { readonly kind: "ambiguous" }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown" };

/** The exports by which a module has a name itself, those that exist at run time first. */
export function exportsNamed(source: Source, name: string): readonly ModuleExport[] {
  const found = source.exports.filter((each) => each.name === name);
  return found.length < 2 ? found : found.toSorted((a, b) => Number(a.isType) - Number(b.isType));
}

/** The `export * from "…"` of a module; those of types alone included. */
export function starsOf(source: Source): readonly (ModuleExport & { readonly from: string })[] {
  return source.exports.flatMap((each) =>
    each.name === null && each.from !== null ? [{ ...each, from: each.from }] : [],
  );
}

/** What a module's export of a name stands for. */
export function meaningOf(
  modules: Modules,
  source: Source,
  name: string,
  seen: readonly string[] = [],
): Meaning {
  const step = `${source.file}\n${name}`;
  // A cycle of `export *` adds nothing.
  if (seen.includes(step)) return { kind: "absent" };
  const trail = [...seen, step];
  const [own] = exportsNamed(source, name);
  if (own !== undefined) return meaningOfExport(modules, source, own, trail);
  if (name === "default") return { kind: "absent" };
  return meaningOfStars(modules, source, name, trail);
}

function meaningOfExport(
  modules: Modules,
  source: Source,
  own: ModuleExport,
  trail: readonly string[],
): Meaning {
  const { from, imported, local, isType, range } = own;
  if (isType) {
    const declarations = from === null && local !== null ? (declaredIn(source.program).get(local) ?? []) : [];
    const declared = declarations.some(({ kind }) => kind !== "type" && kind !== "import");
    return { kind: "type", source, range, declared };
  }
  if (from !== null)
    return imported === null ? { kind: "namespace" } : meaningIn(modules, source, from, imported, trail);
  return local === null
    ? meaningOfDefault(modules, source, trail)
    : meaningOfLocal(modules, source, local, range, trail);
}

/** What another module's export of a name stands for. */
function meaningIn(
  modules: Modules,
  source: Source,
  specifier: string,
  name: string,
  trail: readonly string[],
): Meaning {
  const target = modules.resolve(source.file, specifier);
  if (target.kind === "builtin") return { kind: "dynamic" };
  if (target.kind !== "file") return { kind: target.kind };
  const other = modules.sources.get(target.file);
  if (other === undefined || other.failure !== null) return { kind: "unknown" };
  return meaningOf(modules, other, name, trail);
}

function meaningOfDefault(modules: Modules, source: Source, trail: readonly string[]): Meaning {
  const statement = indexOf(source.program).of("ExportDefaultDeclaration").at(-1);
  if (statement === undefined) return { kind: "unknown" };
  const { declaration } = statement;
  if (declaration.type === "TSInterfaceDeclaration") return { kind: "type", source, range: declaration };
  if (declaration.type === "Identifier")
    return meaningOfLocal(modules, source, declaration.name, declaration, trail);
  return { kind: "expression", source, node: declaration };
}

/** What a name at the top level of a module stands for; an import is followed. */
export function meaningOfLocal(
  modules: Modules,
  source: Source,
  name: string,
  range: Range,
  trail: readonly string[] = [],
): Meaning {
  const declared = declaredIn(source.program).get(name) ?? [];
  // Prefer the implementation of an overloaded function, a value to a type of the same name, and a function to the
  // namespace that is merged with it.
  const values = declared.filter(({ typeOnly }) => !typeOnly);
  const binding = values.findLast(({ kind }) => kind !== "namespace") ?? values[0] ?? declared[0];
  if (binding === undefined) return { kind: "unknown" };
  if (binding.typeOnly)
    return { kind: "type", source, range, declared: binding.kind !== "type" && binding.kind !== "import" };
  if (binding.kind !== "import") return { kind: "binding", source, binding };
  return meaningOfImport(modules, source, binding, trail);
}

/** What an imported name stands for. */
function meaningOfImport(
  modules: Modules,
  source: Source,
  binding: Binding,
  trail: readonly string[],
): Meaning {
  const imported = importOf(binding);
  if (imported === undefined) return { kind: "unknown" };
  if (imported.name === null) return { kind: "namespace" };
  return meaningIn(modules, source, imported.specifier, imported.name, trail);
}

/** The module that a name is imported from, and its name there; `null` for the whole module. */
function importOf({
  declaration,
  id,
}: Binding): { readonly specifier: string; readonly name: string | null } | undefined {
  if (declaration.type !== "ImportDeclaration") return undefined;
  const found = declaration.specifiers.find(({ local }) => local === id);
  if (found === undefined) return undefined;
  const specifier = declaration.source.value;
  if (found.type === "ImportNamespaceSpecifier") return { specifier, name: null };
  return { specifier, name: found.type === "ImportDefaultSpecifier" ? "default" : nameOf(found.imported) };
}

/** What `namespace.name` stands for, if the namespace is a module that is imported whole. */
export function namespaceMember(
  modules: Modules,
  source: Source,
  namespace: Node & { readonly name: string },
  name: string,
): Meaning | undefined {
  const binding = bindingAt(namespace, namespace.name);
  const imported = binding === undefined ? undefined : importOf(binding);
  return imported?.name === null ? meaningIn(modules, source, imported.specifier, name, []) : undefined;
}

/** The declarations of an imported name, types included; re-exports by name are followed. */
export function importedDeclarations(modules: Modules, source: Source, binding: Binding): readonly Node[] {
  const imported = importOf(binding);
  if (imported === undefined || imported.name === null) return [];
  return declarationsIn(modules, source, imported.specifier, imported.name, 0);
}

function declarationsIn(
  modules: Modules,
  source: Source,
  specifier: string,
  name: string,
  depth: number,
): readonly Node[] {
  const target = modules.resolve(source.file, specifier);
  const other = target.kind === "file" ? modules.sources.get(target.file) : undefined;
  if (other === undefined || other.failure !== null || depth > 8) return [];
  return [...exportsNamed(other, name), ...starsOf(other)].flatMap(({ from, imported, local }) => {
    if (from !== null) return declarationsIn(modules, other, from, imported ?? name, depth + 1);
    const declared = local === null ? [] : (declaredIn(other.program).get(local) ?? []);
    return declared.map(({ declaration }) => declaration);
  });
}

/** The text of an imported or exported name: an identifier, or any string. */
export function nameOf(name: {
  readonly type: string;
  readonly name?: string;
  readonly value?: string;
}): string {
  return name.name ?? name.value ?? "";
}

function meaningOfStars(modules: Modules, source: Source, name: string, trail: readonly string[]): Meaning {
  const found: Meaning[] = [];
  for (const { from, isType, range } of starsOf(source)) {
    // No module of Bun or Node exports a name like a handler's.
    if (modules.resolve(source.file, from).kind === "builtin") continue;
    const meaning = meaningIn(modules, source, from, name, trail);
    if (meaning.kind === "absent") continue;
    found.push(isType && meaning.kind !== "unknown" ? { kind: "type", source, range } : meaning);
  }
  const sure = found.filter(({ kind }) => !["dynamic", "type", "unknown"].includes(kind));
  const [first] = sure;
  if (first === undefined)
    return found.find(({ kind }) => kind === "dynamic") ?? found[0] ?? { kind: "absent" };
  return sure.every((each) => isSame(first, each)) ? first : { kind: "ambiguous" };
}

function isSame(a: Meaning, b: Meaning): boolean {
  if (a.kind === "binding" && b.kind === "binding") return a.binding.id === b.binding.id;
  if (a.kind === "expression" && b.kind === "expression") return a.node === b.node;
  return false;
}
