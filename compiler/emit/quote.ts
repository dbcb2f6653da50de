// Turns the user's names and texts into source code. No other file of emit/ quotes.

/** Writes a string literal in ASCII, with every other character escaped. */
export function quote(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, escapeUnit);
}

/** One UTF-16 unit as an escape that is valid in strings, regular expressions and identifiers alike. */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Writes a property key of an object literal. `__proto__` is computed, because it would set the prototype. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** Writes a value of the settings as a literal. */
export function literal(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const properties = Object.entries(value).map(([key, item]) => `${propertyKey(key)}: ${literal(item)}`);
    return properties.length === 0 ? "{}" : `{ ${properties.join(", ")} }`;
  }
  return String(value);
}
