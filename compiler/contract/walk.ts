// Turns a type of TypeScript into a JSON Schema by asking the type checker, and lists what has no JSON.
import { ts } from "ts-morph";
import { objectSchema } from "./object-schema.ts";
import { openNames, type Names } from "./schema-names.ts";
import { nothing, type Schema, unionOf } from "./json-schema.ts";
import { patternOf, type TemplatePart } from "./template.ts";

const { TypeFlags } = ts;

/** A part of a type that has no JSON. */
export interface Unwritable {
  /** Where in the type: `Outgoing.users[].id`. */
  readonly path: string;
  /** What is there: `a bigint`. */
  readonly what: string;
  /** The nearest declaration. */
  readonly declaration: ts.Declaration;
}

/** The types that have been described so far. */
export interface Walk {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly names: Names;
  /** Whether a declaration is in a file of the project, so that it can be reported there. */
  readonly isOwn: (declaration: ts.Declaration) => boolean;
  readonly unwritable: Unwritable[];
  /** Where the schemas of properties are declared. */
  readonly origins: Map<Schema, ts.Declaration>;
}

/** A position within a type. */
export interface At {
  readonly path: string;
  readonly declaration: ts.Declaration;
  readonly depth: number;
  /** The name for the type of a whole message, which only needs one if it contains itself. */
  readonly rootName?: string;
}

/** Starts a walk through the types of a program. */
export function openWalk(program: ts.Program, isOwn: (declaration: ts.Declaration) => boolean): Walk {
  const checker = program.getTypeChecker();
  return { program, checker, names: openNames(program), isOwn, unwritable: [], origins: new Map() };
}

/** A type that nests deeper has no end: each level is another type. */
const DEEPEST = 100;

/** The schema of a type. */
export function schemaOf(walk: Walk, type: ts.Type, at: At): Schema {
  const simple = simpleSchema(walk, type, at);
  if (simple !== null) return simple;
  if (at.depth > DEEPEST) return unwritable(walk, at, "a type that nests without an end");
  if (type.isUnion()) return walk.names.named(type, at.rootName, () => unionSchema(walk, type, at));
  if (type.isIntersection()) {
    // A brand: `string & { readonly brand: unique symbol }`.
    const primitive = type.types.find((each) => (each.flags & PRIMITIVE) !== 0);
    if (primitive !== undefined) return schemaOf(walk, primitive, at);
  }
  if ((type.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0) return objectSchema(walk, type, at);
  return unwritable(walk, at, `\`${walk.checker.typeToString(type)}\``);
}

const PRIMITIVE = TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BooleanLike | TypeFlags.BigIntLike;

/** Notes that a part of a type has no JSON. */
export function unwritable(walk: Walk, { path, declaration }: At, what: string): Schema {
  const isKnown = walk.unwritable.some((each) => each.declaration === declaration && each.what === what);
  if (!isKnown) walk.unwritable.push({ path: shortened(path), what, declaration });
  return {};
}

/** The most characters of a path in a message. */
const LONGEST_PATH = 80;

function shortened(path: string): string {
  return path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH - 1)}…` : path;
}

/** The schema of a type without parts; `null` for any other. */
function simpleSchema(walk: Walk, type: ts.Type, at: At): Schema | null {
  const is = (flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
  if (is(TypeFlags.Any | TypeFlags.Unknown)) return {};
  if (is(TypeFlags.Never | TypeFlags.Undefined | TypeFlags.Void)) return nothing();
  if (is(TypeFlags.Null)) return { type: "null" };
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (is(TypeFlags.BooleanLiteral)) return { const: walk.checker.typeToString(type) === "true" };
  if (is(TypeFlags.Boolean)) return { type: "boolean" };
  if (isTemplate(type)) return { type: "string", pattern: patternOf(partsOf(type)) };
  if (type.isUnion()) return null; // An enum is a union of its members.
  if (is(TypeFlags.StringLike)) return { type: "string" };
  if (is(TypeFlags.NumberLike)) return { type: "number" };
  if (is(TypeFlags.ESSymbolLike)) return unwritable(walk, at, "a symbol");
  if (is(TypeFlags.BigIntLike)) return unwritable(walk, at, "a bigint");
  if (is(TypeFlags.NonPrimitive)) return { type: ["array", "object"] };
  return null;
}

function isTemplate(type: ts.Type): type is ts.TemplateLiteralType {
  return (type.flags & TypeFlags.TemplateLiteral) !== 0;
}

function partsOf({ texts, types }: ts.TemplateLiteralType): readonly TemplatePart[] {
  return texts.flatMap((text, index): readonly TemplatePart[] => {
    const type = types[index];
    if (type === undefined) return [{ text }];
    if ((type.flags & TypeFlags.Number) !== 0) return [{ text }, { kind: "number" }];
    return [{ text }, { kind: (type.flags & TypeFlags.BigInt) === 0 ? "string" : "bigint" }];
  });
}

function unionSchema(walk: Walk, { types }: ts.UnionType, at: At): Schema {
  const inner = { path: at.path, declaration: at.declaration, depth: at.depth + 1 };
  return unionOf(types.map((each) => schemaOf(walk, each, inner)));
}

/** The schema of an index signature's keys, as a pattern; `null` if any text is a key, `undefined` if none is in the JSON. */
export function keyPattern(key: ts.Type): string | null | undefined {
  if ((key.flags & TypeFlags.String) !== 0) return null;
  if ((key.flags & TypeFlags.Number) !== 0) return patternOf([{ kind: "number" }]);
  return isTemplate(key) ? patternOf(partsOf(key)) : undefined;
}

/** The description of a type or a property, from its JSDoc. */
export function docOf({ checker }: Walk, symbol: ts.Symbol | undefined): string {
  const parts = symbol?.getDocumentationComment(checker) ?? [];
  return ts
    .displayPartsToString([...parts])
    .replaceAll("\r\n", "\n")
    .trim();
}
