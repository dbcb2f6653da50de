// Reads a JSON Schema from a document. Keywords that a contract does not use, and values of another type, are left out.
import { nothing, type Scalar, type Schema } from "./json-schema.ts";

/** An object of a document. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A text in a document. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Reads a schema. */
export function readSchema(value: unknown): Schema {
  if (value === false) return nothing();
  const fields = fieldsOf(value);
  const read = new Map<string, unknown>();
  const add = (key: string, found: unknown): void => {
    if (found !== undefined) read.set(key, found);
  };
  const { type, items, additionalItems, additionalProperties } = fields;
  for (const key of ["$ref", "pattern"]) add(key, textOf(fields[key]));
  for (const key of ["minItems", "maxItems"]) add(key, numberOf(fields[key]));
  for (const key of ["properties", "patternProperties"]) add(key, recordOf(fields[key]));
  for (const key of ["anyOf", "allOf"]) add(key, listOf(fields[key])?.map(readSchema));
  add("const", isScalar(fields["const"]) ? fields["const"] : undefined);
  add("enum", listOf(fields["enum"])?.filter(isScalar));
  add("type", textOf(type) ?? listOf(type)?.filter((each) => typeof each === "string"));
  add("items", listOf(items)?.map(readSchema) ?? (items === undefined ? undefined : readSchema(items)));
  add("additionalItems", additionalItems === false ? false : schemaIn(additionalItems));
  add("additionalProperties", additionalProperties === false ? undefined : schemaIn(additionalProperties));
  add(
    "required",
    listOf(fields["required"])?.filter((each) => typeof each === "string"),
  );
  add("not", schemaIn(fields["not"]));
  return Object.fromEntries(read);
}

/** Reads schemas by their names. */
export function readSchemas(value: unknown): Readonly<Record<string, Schema>> {
  return recordOf(fieldsOf(value)) ?? {};
}

function schemaIn(value: unknown): Schema | undefined {
  return typeof value === "object" && value !== null ? readSchema(value) : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, Schema>> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, each]) => [key, readSchema(each)]));
}

function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
