// Finds the parts of two schemas that do not fit, down to the property.
import { compareAll, type Pair, type Unassignable, type ScopedSchema } from "./assignable.ts";
import { acceptsAll, type Schema } from "./json-schema.ts";
import { COMPONENTS } from "./schema-names.ts";

/** One part that does not fit. */
export interface Difference {
  /** The way to it: `.users`, `[]`, `.name`. */
  readonly path: readonly string[];
  readonly kind: "missing" | "optional" | "weak" | "type";
  readonly from: ScopedSchema;
  readonly to: ScopedSchema;
  /** The pairs on the way, from the outermost. */
  readonly trail: readonly Pair[];
}

/** Two parts to compare, with what they consist of. */
interface Part {
  readonly path: readonly string[];
  readonly pair: Pair;
  /** Whether `from` does not have what `to` requires, which needs no comparison. */
  readonly lacks?: "missing" | "optional";
  /** Whether the same named types are compared in an earlier part, which reports what does not fit. */
  readonly isRepeated?: boolean;
  readonly inner: readonly Part[];
}

/** The most levels of a type that are looked at. */
const DEEPEST = 12;

/** Finds the parts of some pairs that do not fit. */
export function differencesIn(pairs: readonly Pair[]): readonly (readonly Difference[])[] {
  const parts = pairs.map((pair) => partOf(pair, [], { depth: DEEPEST, seen: new Set() }));
  const all = parts.flatMap(flatten);
  const refusals = compareAll(all.map(({ pair }) => pair));
  const verdicts = new Map(all.map((part, index) => [part, refusals[index] ?? null]));
  return parts.map((part) => leaves(part, verdicts, []) ?? []);
}

function flatten(part: Part): readonly Part[] {
  return [part, ...part.inner.flatMap(flatten)];
}

/** The innermost parts that do not fit; `null` if everything fits. */
function leaves(
  part: Part,
  verdicts: ReadonlyMap<Part, Unassignable | null>,
  above: readonly Pair[],
): readonly Difference[] | null {
  const { path, pair, lacks, isRepeated, inner } = part;
  const trail = [...above, pair];
  if (lacks !== undefined) return [{ path, kind: lacks, ...pair, trail }];
  const refusal = verdicts.get(part) ?? null;
  if (refusal === null) return null;
  if (isRepeated === true) return [];
  const within = inner.map((each) => leaves(each, verdicts, trail)).filter((each) => each !== null);
  if (within.length > 0) return within.flat();
  return [{ path, kind: refusal.isWeak ? "weak" : "type", ...pair, trail }];
}

/** How far the parts of a pair are looked at. */
interface Search {
  /** The levels that are left. */
  readonly depth: number;
  /** The pairs of named types that are compared already. */
  readonly seen: Set<string>;
}

function partOf(pair: Pair, path: readonly string[], search: Search): Part {
  if (search.depth === 0) return { path, pair, inner: [] };
  const names = [pair.from.schema.$ref, pair.to.schema.$ref];
  if (names.every((name) => name !== undefined)) {
    const key = JSON.stringify(names);
    if (search.seen.has(key)) return { path, pair, isRepeated: true, inner: [] };
    search.seen.add(key);
  }
  return { path, pair, inner: innerParts(pair, path, { ...search, depth: search.depth - 1 }) };
}

function innerParts({ from, to }: Pair, path: readonly string[], search: Search): readonly Part[] {
  const sources = membersOf(from);
  const targets = membersOf(to);
  if (sources.length > 1) return sources.map((each) => partOf({ from: each, to }, path, search));
  const [source] = sources;
  if (source === undefined) return [];
  const [target, ...others] = targets.length > 1 ? targets.filter((each) => isAlike(source, each)) : targets;
  if (target === undefined || others.length > 0) return [];
  if (targets.length > 1) return [partOf({ from: source, to: target }, path, search)];
  const part = (a: Schema, b: Schema, step: string): Part =>
    partOf({ from: { ...source, schema: a }, to: { ...target, schema: b } }, [...path, step], search);
  const kinds = [source.schema.type, target.schema.type].join();
  if (kinds === "object,object") return propertyParts(source, target, path, part);
  return kinds === "array,array" ? elementParts(source.schema, target.schema, part) : [];
}

type MakePart = (from: Schema, to: Schema, step: string) => Part;

function propertyParts(
  source: ScopedSchema,
  target: ScopedSchema,
  path: readonly string[],
  part: MakePart,
): readonly Part[] {
  const { properties: has = {}, required: always = [], additionalProperties: others } = source.schema;
  const { properties: wants = {}, required = [], additionalProperties: anyOther } = target.schema;
  const named = Object.entries(wants).flatMap(([name, wanted]): readonly Part[] => {
    const step = stepTo(name);
    const own = Object.hasOwn(has, name) ? has[name] : undefined;
    if (required.includes(name) && (own === undefined || !always.includes(name))) {
      const lacks = own === undefined ? "missing" : "optional";
      const pair = { from: { ...source, schema: own ?? {} }, to: { ...target, schema: wanted } };
      return [{ path: [...path, step], pair, lacks, inner: [] }];
    }
    const given = own ?? others;
    return given === undefined ? [] : [part(given, wanted, step)];
  });
  if (anyOther === undefined) return named;
  const more = Object.entries(has)
    .filter(([name]) => !Object.hasOwn(wants, name))
    .map(([name, each]) => part(each, anyOther, stepTo(name)));
  return [...named, ...more, ...(others === undefined ? [] : [part(others, anyOther, "[string]")])];
}

function stepTo(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function elementParts(from: Schema, to: Schema, part: MakePart): readonly Part[] {
  const { items: has = {} } = from;
  const { items: wants = {} } = to;
  if (!isList(has) && !isList(wants)) return [part(has, wants, "[]")];
  if (!isList(has) || !isList(wants)) return [];
  return has.flatMap((each, index) => {
    const wanted = wants[index];
    return wanted === undefined ? [] : [part(each, wanted, `[${index}]`)];
  });
}

function isList(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}

/** The members of a union, with references followed; the schema itself if it is not one. */
function membersOf(scoped: ScopedSchema, depth = DEEPEST): readonly ScopedSchema[] {
  const { schema, scope } = scoped;
  const within = (inner: Schema): readonly ScopedSchema[] =>
    depth === 0 ? [{ schema: inner, scope }] : membersOf({ schema: inner, scope }, depth - 1);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(COMPONENTS.length);
    const named = Object.hasOwn(scope, name) ? scope[name] : undefined;
    return named === undefined ? [scoped] : within(named);
  }
  const [inner] = schema.allOf ?? [];
  if (inner !== undefined) return within(inner);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(within);
  if (schema.enum !== undefined) return schema.enum.map((value) => ({ schema: { const: value }, scope }));
  if (schema.type === undefined || typeof schema.type === "string") return [scoped];
  return schema.type.map((type) => ({ schema: { ...schema, type }, scope }));
}

/** Whether a member of a union is the one that a schema stands for: of the same type, with the same tags. */
function isAlike({ schema: from }: ScopedSchema, { schema: to }: ScopedSchema): boolean {
  if (acceptsAll(to)) return true;
  if (from.type === undefined || from.type !== to.type) return false;
  return Object.entries(to.properties ?? {}).every(([name, tag]) => {
    const own =
      from.properties !== undefined && Object.hasOwn(from.properties, name) ? from.properties[name] : {};
    return tag.const === undefined || own?.const === undefined || own.const === tag.const;
  });
}
