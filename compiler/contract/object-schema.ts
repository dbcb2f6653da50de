// Turns an object type into a JSON Schema, as JSON.stringify writes such an object: arrays, tuples, records, classes.
import { ts } from "ts-morph";
import { foreignName, isBytes } from "./no-json.ts";
import { described, type Schema, unionOf } from "./json-schema.ts";
import { type At, docOf, keyPattern, schemaOf, unwritable, type Walk } from "./walk.ts";

const { ElementFlags, SymbolFlags, TypeFlags } = ts;

/** The schema of an object type. */
export function objectSchema(walk: Walk, type: ts.Type, at: At): Schema {
  const { checker } = walk;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0)
    return unwritable(walk, at, "a function");
  if (isTuple(checker, type)) return tupleSchema(walk, type, at);
  if (isArray(checker, type)) {
    const [element] = checker.getTypeArguments(type);
    return {
      type: "array",
      items: element === undefined ? {} : elementSchema(walk, element, within(at, "[]")),
    };
  }
  if (isBytes(type)) return unwritable(walk, at, "bytes");
  const written = toJson(checker, type);
  if (written !== null) {
    if (type.getSymbol()?.name === "Date") return { type: "string", format: "date-time" };
    return schemaOf(walk, written, within(at, ".toJSON()"));
  }
  const foreign = foreignName(walk, type);
  if (foreign !== null) return unwritable(walk, at, `\`${foreign}\``);
  return walk.names.named(type, at.rootName, () => {
    const doc = at.rootName !== undefined ? "" : docOf(walk, type.aliasSymbol ?? type.getSymbol());
    return described(recordSchema(walk, type, at), doc);
  });
}

/** A position one level deeper. */
function within(at: At, step: string, declaration: ts.Declaration = at.declaration): At {
  return { path: `${at.path}${step}`, declaration, depth: at.depth + 1 };
}

function isTuple(checker: ts.TypeChecker, type: ts.Type): type is ts.TupleTypeReference {
  return checker.isTupleType(type);
}

function isArray(checker: ts.TypeChecker, type: ts.Type): type is ts.TypeReference {
  return checker.isArrayType(type);
}

/** In an array, JSON.stringify writes `null` for `undefined`. */
function elementSchema(walk: Walk, type: ts.Type, at: At): Schema {
  const members = type.isUnion() ? type.types : [type];
  if (!members.some(isUndefined)) return schemaOf(walk, type, at);
  return unionOf([schemaOf(walk, type, at), { type: "null" }]);
}

function isUndefined({ flags }: ts.Type): boolean {
  return (flags & (TypeFlags.Undefined | TypeFlags.Void)) !== 0;
}

function tupleSchema(walk: Walk, type: ts.TupleTypeReference, at: At): Schema {
  const { elementFlags, minLength } = type.target;
  const elements = walk.checker.getTypeArguments(type).map((element, index) => {
    const flags = elementFlags[index] ?? ElementFlags.Required;
    const isRest = (flags & ElementFlags.Variable) !== 0;
    const inside = within(at, isRest ? "[]" : `[${index}]`);
    const isOptional = (flags & ElementFlags.Optional) !== 0;
    const schema = isOptional ? schemaOf(walk, element, inside) : elementSchema(walk, element, inside);
    return { isRest, schema };
  });
  const first = elements.findIndex(({ isRest }) => isRest);
  const fixed = (first < 0 ? elements : elements.slice(0, first)).map(({ schema }) => schema);
  // Draft-07 cannot place elements after a rest.
  const rest = first < 0 ? null : unionOf(elements.slice(first).map(({ schema }) => schema));
  const least = minLength === 0 ? {} : { minItems: minLength };
  if (fixed.length === 0)
    return rest === null ? { type: "array", maxItems: 0 } : { type: "array", ...least, items: rest };
  return { type: "array", ...least, items: fixed, additionalItems: rest ?? false };
}

/** The type that a `toJSON` method returns; `null` without one. */
function toJson(checker: ts.TypeChecker, type: ts.Type): ts.Type | null {
  const method = type.getProperty("toJSON");
  const [signature] = method === undefined ? [] : checker.getTypeOfSymbol(method).getCallSignatures();
  return signature?.getReturnType() ?? null;
}

/** The schema of an object's properties and index signatures. */
function recordSchema(walk: Walk, type: ts.Type, at: At): Schema {
  const properties = walk.checker
    .getPropertiesOfType(type)
    .filter((property) => !isHidden(property))
    .map((property) => ({ name: property.getName(), ...propertySchema(walk, property, at) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const required = properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
  const indexes = walk.checker.getIndexInfosOfType(type).flatMap(({ keyType, type: value }) => {
    const pattern = keyPattern(keyType);
    return pattern === undefined ? [] : [{ pattern, schema: schemaOf(walk, value, within(at, "[string]")) }];
  });
  const others = indexes.find(({ pattern }) => pattern === null);
  const patterns = indexes
    .flatMap(({ pattern, schema }) => (pattern === null ? [] : [[pattern, schema] as const]))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    type: "object",
    ...(properties.length === 0
      ? {}
      : { properties: Object.fromEntries(properties.map(({ name, schema }) => [name, schema])) }),
    ...(patterns.length === 0 ? {} : { patternProperties: Object.fromEntries(patterns) }),
    ...(others === undefined ? {} : { additionalProperties: others.schema }),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** Whether a property is not in the JSON: its key is a symbol or private, or a class has it on its prototype. */
function isHidden(property: ts.Symbol): boolean {
  // TypeScript escapes names that are written with two underscores.
  if (/^__[@#]/.test(String(property.escapedName))) return true;
  const isOfPrototype = (property.flags & (SymbolFlags.Method | SymbolFlags.Accessor)) !== 0;
  return isOfPrototype && (property.declarations ?? []).every((each) => ts.isClassLike(each.parent));
}

function propertySchema(
  walk: Walk,
  property: ts.Symbol,
  at: At,
): { readonly schema: Schema; readonly isOptional: boolean } {
  const type = walk.checker.getTypeOfSymbol(property);
  const declared = property.valueDeclaration ?? property.declarations?.[0];
  const declaration = declared !== undefined && walk.isOwn(declared) ? declared : at.declaration;
  const name = property.getName();
  const step = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  const schema = described(schemaOf(walk, type, within(at, step, declaration)), docOf(walk, property));
  walk.origins.set(schema, declaration);
  // JSON.stringify leaves out what is undefined.
  const members = type.isUnion() ? type.types : [type];
  return { schema, isOptional: (property.flags & SymbolFlags.Optional) !== 0 || members.some(isUndefined) };
}
