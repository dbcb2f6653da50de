// Gathers what a route exports, how each export is written, and where.
import type { Node } from "oxc-parser";
import { type FlagName, FLAGS, type FunctionName, GUARD, type HandlerName } from "../../runtime/facts.ts";
import {
  type ExportFact,
  GUARD_EXPORTS,
  HANDLERS,
  type NamedExport,
  type Place,
  type ReadExport,
  type Route,
  ROUTE_EXPORTS,
  type RouteFacts,
} from "../model.ts";
import { isSamePlace } from "../place.ts";
import { booleanOf, property } from "./constants.ts";
import { exportsNamed, type Meaning, meaningOf, meaningOfLocal, type Modules, starsOf } from "./exports.ts";
import { isSettled, writtenAs } from "./written.ts";
import { formOf, functionOf } from "./forms.ts";
import { isHandedOn } from "./handed-on.ts";
import { heldBy } from "./members.ts";
import { type Binding, declaredIn } from "./scope.ts";
import type { ModuleExport, Range, Source } from "./source.ts";
import { mayAssign, mayMention } from "./words.ts";
import { indexOf } from "./indexed.ts";
import { type FunctionNode, isFunction, returnsOf, unwrap } from "./tree.ts";

/** A route or a guard. */
type Kind = Pick<Route, "isGuard">;

/** What bunbox reads of a module. */
export function readExportsOf({ isGuard }: Kind): readonly ReadExport[] {
  return isGuard === true ? GUARD_EXPORTS : ROUTE_EXPORTS;
}

/** The functions that bunbox calls in a module, in the order in which they run. */
export function functionsOf({ isGuard }: Kind): readonly FunctionName[] {
  return isGuard === true ? GUARD_EXPORTS : HANDLERS;
}

/** What a module may export to bunbox when it runs, by its own `export` statements: a `*` may bring any of it. */
export function mayExport(source: Source | undefined, kind: Kind = {}): readonly ReadExport[] {
  if (source === undefined) return [];
  const read = readExportsOf(kind);
  // Only esbuild knows what a file without a tree exports.
  if (source.failure !== null) return read;
  if (starsOf(source).some(({ isType }) => !isType)) return read;
  return readIn(
    source.exports.filter(({ isType }) => !isType),
    kind,
  );
}

/** The function declarations that a module exports by their own names. */
export function plainFunctionsOf(source: Source | undefined): readonly string[] {
  return (source?.exports ?? []).flatMap(({ name, isPlainFunction, isType }) =>
    name !== null && isPlainFunction && !isType ? [name] : [],
  );
}

/** The names among some exports that bunbox reads, in its own order. A name that is not exported costs nothing. */
function readIn(exports: readonly ModuleExport[], kind: Kind): readonly ReadExport[] {
  const names = new Set(exports.map(({ name }) => name).filter((name) => isReadIn(kind, name)));
  const read = readExportsOf(kind);
  return [...names].toSorted((a, b) => read.indexOf(a) - read.indexOf(b));
}

/** The exports to check that a module's `export` statements name or may bring, as values or as types. */
export function exportsNamedBy(source: Source | undefined, kind: Kind): readonly NamedExport[] {
  if (source === undefined) return [];
  const stars = starsOf(source).length > 0 || source.failure !== null;
  const sends = kind.isGuard !== true && (stars || source.exports.some(({ name }) => name === "Outgoing"));
  const names = [
    ...(stars ? readExportsOf(kind) : readIn(source.exports, kind)),
    ...(sends ? (["Outgoing"] as const) : []),
  ];
  return names.map((name) => {
    const own = exportsNamed(source, name);
    return { name, mayGenerate: own.length === 0 || !own.every(({ isPlainFunction }) => isPlainFunction) };
  });
}

/** Whether bunbox reads an export of this name in a route. */
export function isRead(name: string | null): name is ReadExport {
  return READ.has(name);
}

/** Whether bunbox reads an export of this name in a module. */
export function isReadIn({ isGuard }: Kind, name: string | null): name is ReadExport {
  return isGuard === true ? name === GUARD : isRead(name);
}

/** Whether bunbox calls an export of this name in a module. */
export function isCalledIn({ isGuard }: Kind, name: string | null): name is FunctionName {
  return isGuard === true ? name === GUARD : isHandler(name);
}

/** Whether a name is a handler's or that of a guard. */
export function isFunctionName(name: string | null): name is FunctionName {
  return name === GUARD || isHandler(name);
}

/** Whether a name is a flag's. */
export function isFlag(name: string | null): name is FlagName {
  return name !== null && Object.hasOwn(FLAGS, name);
}

/** Whether a name is a handler's. */
export function isHandler(name: string | null): name is HandlerName {
  return CALLED.has(name);
}

const READ: ReadonlySet<string | null> = new Set(ROUTE_EXPORTS);
const CALLED: ReadonlySet<string | null> = new Set(HANDLERS);

/**
 * Describes a route whose `export` statements alone say all that it exports: functions that are declared under a handler's
 * name, and types under other names.
 *
 * @returns `null` if only the tree has the answer
 */
export function plainFacts(source: Source, route: Route, names: readonly string[]): RouteFacts | null {
  const { exports, text } = source;
  const plain = exports.every(({ name, isType, isPlainFunction }) =>
    isCalledIn(route, name)
      ? isPlainFunction && !isType
      : isType && name !== null && !isReadIn(route, name) && !isFlag(name),
  );
  const own = exports.filter(({ name }) => isCalledIn(route, name));
  if (!plain || own.length !== names.length || own.length === 0) return null;
  const known = new Set(own.map(({ name }) => name));
  if (known.size < own.length || own.some(({ name }) => mayAssign(text, name ?? ""))) return null;
  // A handler that is declared but not exported.
  const others = functionsOf(route).filter((name) => !known.has(name));
  if (mayMention(text, others)) return null;
  return {
    route,
    names,
    // Every other export is a type.
    exports: exports.map(({ name, range, isType }) => ({
      name: name ?? "",
      form: isType ? "type" : "function",
      get place() {
        return source.placeOf(range);
      },
      settled: true,
    })),
    unexported: [],
  };
}

/**
 * Describes what a route exports.
 *
 * @param names the handlers and settings that exist at run time, as esbuild reports them
 */
export function factsOf(modules: Modules, route: Route, names: readonly string[]): RouteFacts {
  const source = modules.sources.get(route.file);
  if (source === undefined || source.failure !== null) return { route, names, exports: [], unexported: [] };
  indexOf(source.program);
  const exports = exportedNames(modules, source, route).flatMap(
    (name) => factOf(modules, source, name, route) ?? [],
  );
  return { route, names, exports, unexported: findUnexported(modules, source, route) };
}

/** The names that a module exports: its own, and those from its stars, as far as they are known. */
function exportedNames(modules: Modules, source: Source, kind: Kind): readonly string[] {
  const names = new Set<string>(source.exports.flatMap(({ name }) => name ?? []));
  // A star may bring any of them, so each is looked up by name.
  if (starsOf(source).length > 0) for (const name of readExportsOf(kind)) names.add(name);
  for (const name of starNames(modules, source, new Set([source.file]))) names.add(name);
  return [...names];
}

function starNames(modules: Modules, source: Source, seen: Set<string>): readonly string[] {
  return starsOf(source).flatMap(({ from }) => {
    const target = modules.resolve(source.file, from);
    if (target.kind !== "file" || seen.has(target.file)) return [];
    seen.add(target.file);
    const other = modules.sources.get(target.file);
    if (other === undefined || other.failure !== null) return [];
    const own = other.exports.flatMap(({ name }) => name ?? []).filter((name) => name !== "default");
    return [...own, ...starNames(modules, other, seen)];
  });
}

function factOf(modules: Modules, source: Source, name: string, kind: Kind): ExportFact | undefined {
  const meaning = meaningOf(modules, source, name);
  const [own] = exportsNamed(source, name);
  // A star does not export a name that is not found behind it.
  if (own === undefined && (meaning.kind === "absent" || meaning.kind === "unknown")) return undefined;
  const form = formOf(modules, meaning);
  // TypeScript reports the name that the other module lacks, not the name that it is exported under.
  const lacking = form === "absent" ? own?.importedRange : undefined;
  const exportedAt = source.placeOf(lacking ?? own?.range ?? starOf(modules, source, name, meaning).range);
  const declared = name === "default" ? undefined : declaredPlace(meaning);
  const place = declared ?? (own?.isDefault === true ? defaultPlace(source) : exportedAt);
  const written = functionOf(modules, meaning);
  const held = heldBy(modules, writtenAs(modules, meaning));
  const elsewhere = place.file !== source.file;
  const renamed = own !== undefined && !own.isDefault && !isSamePlace(place, exportedAt);
  return {
    name,
    form,
    place,
    settled: isConstant(meaning),
    ...(form === "value" ? flagPart(modules, meaning) : {}),
    ...(own === undefined ? { star: true } : {}),
    ...(elsewhere ? { via: exportedAt } : {}),
    ...(renamed ? { exportedAt } : {}),
    ...(name === "default" ? namesOfDefault(source, own, meaning) : {}),
    ...(isReadIn(kind, name) || held === undefined ? {} : { holds: held }),
    ...(written === undefined || written.source.file !== place.file
      ? {}
      : writtenParts(written.source, written.node)),
  };
}

/** Finds the star that brings a name. */
function starOf(modules: Modules, source: Source, name: string, meaning: Meaning): ModuleExport {
  const stars = starsOf(source);
  const bringing = stars.filter(({ from }) => {
    const target = modules.resolve(source.file, from);
    if (target.kind === "dynamic") return meaning.kind === "dynamic";
    const other = target.kind === "file" ? modules.sources.get(target.file) : undefined;
    return other !== undefined && meaningOf(modules, other, name).kind !== "absent";
  });
  const found = bringing.at(-1) ?? stars[0];
  if (found === undefined) throw new Error(`${source.file} has no export * that could bring ${name}`);
  return found;
}

/** The value of an export that is `true` or `false` in the source. */
function flagPart(modules: Modules, meaning: Meaning): Pick<ExportFact, "flag"> {
  const written = writtenAs(modules, meaning);
  const flag = written === undefined ? undefined : booleanOf(written.node);
  return flag === undefined ? {} : { flag };
}

/** Whether an export keeps one value while the program runs. */
function isConstant(meaning: Meaning): boolean {
  if (meaning.kind === "binding") return isSettled(meaning.source, meaning.binding);
  return meaning.kind === "expression";
}

/** Where a name is declared; `undefined` if that is in a package, because the user cannot change its code. */
function declaredPlace(meaning: Meaning): Place | undefined {
  if (meaning.kind !== "binding" || meaning.source.file.includes("node_modules/")) return undefined;
  return meaning.source.placeOf(idOf(meaning.binding));
}

/** The range of the name alone: an identifier's range includes its type annotation. */
function idOf({ id, name }: Binding): Range {
  const typed = id.type === "Identifier" && id.typeAnnotation !== null && id.typeAnnotation !== undefined;
  return typed ? { start: id.start, end: id.start + name.length } : id;
}

function defaultExpression(source: Source): Node | undefined {
  return indexOf(source.program).of("ExportDefaultDeclaration").at(-1)?.declaration;
}

function defaultPlace(source: Source): Place {
  const node = defaultExpression(source);
  if (node === undefined) return source.placeOf({ start: 0, end: 0 });
  const named = isFunction(node) || node.type === "ClassDeclaration" ? node.id : null;
  return source.placeOf(named ?? node);
}

/** The names of a default export, here and where it is declared. */
function namesOfDefault(
  source: Source,
  own: ModuleExport | undefined,
  meaning: Meaning,
): Pick<ExportFact, "localNames"> {
  const declared = meaning.kind === "binding" ? meaning.binding.name : undefined;
  return { localNames: [localNameOf(source, own), declared].filter((name) => name !== undefined) };
}

/** The module's own name for its default export. */
function localNameOf(source: Source, own: ModuleExport | undefined): string | undefined {
  const given = own?.from === null ? own.local : own?.imported;
  if (given !== null && given !== undefined) return given;
  const node = defaultExpression(source);
  const inner = node === undefined ? undefined : unwrap(node);
  if (inner?.type === "Identifier") return inner.name;
  return isFunction(inner) || inner?.type === "ClassDeclaration" ? inner.id?.name : undefined;
}

/** The parameters of a function, where it says what it returns, and the data that it returns. */
function writtenParts(source: Source, fn: FunctionNode): Pick<ExportFact, "parameters" | "returns" | "data"> {
  const [first] = fn.params;
  const own = first?.type === "Identifier" && first.name === "this" ? fn.params.slice(1) : fn.params;
  const returns = returnRange(fn);
  const [data, ...others] = returnsOf(fn).flatMap((each) => property(each, "data") ?? []);
  const overloaded = fn.type === "FunctionDeclaration" && fn.id !== null && isOverloaded(source, fn.id.name);
  return {
    ...(overloaded ? {} : { parameters: own.map((each) => source.placeOf(each)) }),
    ...(returns === undefined || overloaded ? {} : { returns: source.placeOf(returns) }),
    ...(data === undefined || others.length > 0 ? {} : { data: source.placeOf(data) }),
  };
}

/** Whether a function has overloads; a caller then does not see the parameters of its implementation. */
function isOverloaded(source: Source, name: string): boolean {
  const declared = declaredIn(source.program).get(name) ?? [];
  return declared.filter(({ kind }) => kind === "function").length > 1;
}

/** The annotated return type; if there is none, the body of an arrow function, or the expression of the only `return`. */
function returnRange(fn: FunctionNode): Range | undefined {
  if (fn.returnType !== null && fn.returnType !== undefined) return fn.returnType.typeAnnotation;
  if (fn.body === null) return undefined;
  if (fn.body.type !== "BlockStatement") return fn.body;
  const [only, ...others] = returnsOf(fn);
  const last = fn.body.body.at(-1);
  // A body whose last statement is not its only return can end without one.
  return only === undefined || others.length > 0 || last?.type !== "ReturnStatement" || last.argument !== only
    ? undefined
    : only;
}

/** Functions with a handler's name that a module declares, or imports without a use, but does not export. */
function findUnexported(modules: Modules, source: Source, route: Kind): readonly ExportFact[] {
  const exported = new Set(source.exports.flatMap(({ from, local }) => (from === null ? (local ?? []) : [])));
  const byDefault = localNameOf(source, undefined);
  return functionsOf(route).flatMap((name) => {
    const binding = (declaredIn(source.program).get(name) ?? []).findLast(({ typeOnly }) => !typeOnly);
    if (binding === undefined || exported.has(name) || name === byDefault) return [];
    if (binding.kind === "import" && isMentioned(source, binding)) return [];
    // A helper of this name; but a function that decides who may connect is not left out in silence.
    if (name !== "upgrade" && name !== GUARD && isHandedOn(source, binding)) return [];
    const meaning: Meaning =
      binding.kind === "import"
        ? meaningOfLocal(modules, source, name, source.program)
        : { kind: "binding", source, binding };
    const form = formOf(modules, meaning);
    // esbuild does not open a package's module for an unused import, so nothing more is known about it.
    if (form !== "function" && form !== "elsewhere" && form !== "dynamic") return [];
    const imported = binding.kind === "import";
    return [{ name, form, place: source.placeOf(idOf(binding)), settled: true, imported }];
  });
}

/** Whether anything except its import mentions it; a type counts. */
function isMentioned({ program }: Source, { name, id }: Binding): boolean {
  return indexOf(program)
    .of("Identifier")
    .some((each) => each.name === name && (each.start < id.start || each.end > id.end));
}
