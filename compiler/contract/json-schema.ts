// Defines the part of JSON Schema (draft-07) that a contract is written in, and combines schemas.

/** A value that a schema can name. */
export type Scalar = string | number | boolean | null;

/** A schema; an empty one accepts everything. */
export interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly const?: Scalar;
  readonly enum?: readonly Scalar[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Schema | readonly Schema[];
  readonly additionalItems?: Schema | false;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
}

/** Accepts nothing. */
export function nothing(): Schema {
  return { not: {} };
}

/** Whether a schema accepts everything. */
export function acceptsAll(schema: Schema): boolean {
  return Object.keys(schema).every((key) => key === "description");
}

/** Adds a description. Beside `$ref`, draft-07 ignores every other keyword. */
export function described(schema: Schema, description: string): Schema {
  if (description === "") return schema;
  return schema.$ref === undefined ? { description, ...schema } : { description, allOf: [schema] };
}

/** Accepts what one of the members accepts. The order of the members does not matter. */
export function unionOf(members: readonly Schema[]): Schema {
  const distinct = new Map(members.map((member) => [JSON.stringify(member), member]));
  distinct.delete(JSON.stringify(nothing()));
  const all = [...distinct].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, schema]) => schema);
  const [first, ...others] = all;
  if (first === undefined) return nothing();
  if (others.length === 0) return first;
  const any = all.find(acceptsAll);
  if (any !== undefined) return any;
  const listed = all.flatMap(scalarsOf);
  const isBoolean = listed.includes(true) && listed.includes(false);
  const scalars = isBoolean ? listed.filter((each) => typeof each !== "boolean") : listed;
  const names = [...all.flatMap(typeNamesOf), ...(isBoolean ? ["boolean"] : [])];
  const rest = all.filter((each) => scalarsOf(each).length === 0 && typeNamesOf(each).length === 0);
  // `null` is one more value of an enum, and one more name of a type.
  const hasNull = names.includes("null");
  const values = hasNull && names.length === 1 && scalars.length > 0 ? [...scalars, null] : scalars;
  const types = values.length === scalars.length ? names : [];
  const parts = [...valuesOf(values), ...typesOf(types), ...rest];
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? only : { anyOf: parts };
}

/** The values of a schema that only lists values. */
function scalarsOf(schema: Schema): readonly Scalar[] {
  const [key, ...others] = Object.keys(schema);
  if (others.length > 0) return [];
  if (key === "const" && schema.const !== undefined) return [schema.const];
  return key === "enum" ? (schema.enum ?? []) : [];
}

/** The names of a schema that only has types. */
function typeNamesOf({ type, ...others }: Schema): readonly string[] {
  if (type === undefined || Object.keys(others).length > 0) return [];
  return typeof type === "string" ? [type] : type;
}

function valuesOf(values: readonly Scalar[]): readonly Schema[] {
  const [first, ...others] = values;
  if (first === undefined) return [];
  if (others.length === 0) return [{ const: first }];
  return [{ enum: values.toSorted(byKindAndValue) }];
}

function typesOf(names: readonly string[]): readonly Schema[] {
  const distinct = [...new Set(names)].toSorted();
  const [first, ...others] = distinct;
  if (first === undefined) return [];
  return [{ type: others.length === 0 ? first : distinct }];
}

const KINDS = ["string", "number", "boolean", "object"];

function byKindAndValue(a: Scalar, b: Scalar): number {
  const kinds = KINDS.indexOf(typeof a) - KINDS.indexOf(typeof b);
  if (kinds !== 0) return kinds;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : 1;
}
