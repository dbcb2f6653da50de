// Writes schemas as types of TypeScript, so that its assignability can compare them.
import { acceptsAll, type Scalar, type Schema } from "./json-schema.ts";
import { partsOfPattern } from "./template.ts";

/** Returns the name of the type of a `$ref`; `undefined` if there is none. */
export type TypeNames = (ref: string) => string | undefined;

/** Writes a schema as a type. A keyword that a contract does not have is ignored. */
export function typeText(schema: Schema, names: TypeNames): string {
  if (acceptsAll(schema)) return "unknown";
  if (schema.$ref !== undefined) return names(schema.$ref) ?? "unknown";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((each) => JSON.stringify(each)));
  if (schema.anyOf !== undefined) return union(schema.anyOf.map((each) => typeText(each, names)));
  const [inner] = schema.allOf ?? [];
  if (inner !== undefined) return typeText(inner, names);
  if (schema.not !== undefined && acceptsAll(schema.not)) return "never";
  if (schema.type === undefined) return "unknown";
  if (typeof schema.type !== "string")
    return union(schema.type.map((type) => typeText({ ...schema, type }, names)));
  switch (schema.type) {
    case "boolean":
    case "null":
    case "number":
      return schema.type;
    case "integer":
      return "number";
    case "string":
      return stringText(schema.pattern);
    case "array":
      return arrayText(schema, names);
    case "object":
      return objectText(schema, names);
    default:
      return "unknown";
  }
}

function union(members: readonly string[]): string {
  return members.length === 0 ? "never" : [...new Set(members)].join(" | ");
}

function stringText(pattern: string | undefined): string {
  const parts = pattern === undefined ? null : partsOfPattern(pattern);
  if (parts === null) return "string";
  const written = parts.map((part) =>
    "text" in part ? part.text.replaceAll(/[\\`]|\$(?=\{)/g, String.raw`\$&`) : `\${${part.kind}}`,
  );
  return `\`${written.join("")}\``;
}

function arrayText(
  { items = {}, additionalItems, minItems = 0, maxItems }: Schema,
  names: TypeNames,
): string {
  if (maxItems === 0) return "[]";
  if (!isList(items)) {
    const element = elementText(items, names);
    return minItems === 0 ? `${element}[]` : `[${`${element}, `.repeat(minItems)}...${element}[]]`;
  }
  const elements = items.map((each, index) => `${elementText(each, names)}${index < minItems ? "" : "?"}`);
  const rest = additionalItems === false ? [] : [`...${elementText(additionalItems ?? {}, names)}[]`];
  return `[${[...elements, ...rest].join(", ")}]`;
}

function elementText(schema: Schema, names: TypeNames): string {
  const text = typeText(schema, names);
  return text.includes(" | ") ? `(${text})` : text;
}

function isList(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}

function objectText(schema: Schema, names: TypeNames): string {
  const { properties = {}, patternProperties = {}, additionalProperties, required = [] } = schema;
  const split = splitEnums(schema, names);
  if (split !== null) return split;
  const members = Object.entries(properties).map(
    ([name, each]) => `${keyText(name)}${required.includes(name) ? "" : "?"}: ${typeText(each, names)}`,
  );
  const patterns = Object.entries(patternProperties).map(
    ([pattern, each]) => `[key: ${stringText(pattern)}]: ${typeText(each, names)}`,
  );
  const index =
    additionalProperties === undefined ? [] : [`[key: string]: ${typeText(additionalProperties, names)}`];
  const all = [...members, ...patterns, ...index];
  return all.length === 0 ? "object" : `{ ${all.join("; ")} }`;
}

function keyText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** The most members of a union that TypeScript tries one by one, to assign an object with an enum to it. */
const MOST_COMBINATIONS = 25;

/** The most members that an object is split into. */
const MOST_MEMBERS = 2000;

/**
 * Writes an object as a union with one member per value of its enums, if they have more combinations than TypeScript
 * tries: it would refuse to assign the object to a union that has a member for each value.
 */
function splitEnums(schema: Schema, names: TypeNames): string | null {
  const { properties = {}, required = [] } = schema;
  const enums = Object.entries(properties)
    .flatMap(([name, each]) => {
      const values = required.includes(name) ? valuesOf(each) : [];
      return values.length < 2 ? [] : [{ name, values }];
    })
    .toSorted((a, b) => b.values.length - a.values.length);
  const combinations = enums.reduce((product, { values }) => product * values.length, 1);
  const [largest] = enums;
  if (largest === undefined || combinations <= MOST_COMBINATIONS || combinations > MOST_MEMBERS) return null;
  return union(
    largest.values.map((value) => {
      const split = { ...schema, properties: { ...properties, [largest.name]: { const: value } } };
      return objectText(split, names);
    }),
  );
}

function valuesOf(schema: Schema): readonly Scalar[] {
  return schema.enum ?? (schema.type === "boolean" ? [true, false] : []);
}
