// Turns any value into text that a person reads, without running a getter and within a limit.

/** How deep the text shows objects in objects. */
const DEEPEST = 6;

/** How many entries of an object are shown. */
const MOST_ENTRIES = 50;

/** How many characters of a string are shown. */
const LONGEST_STRING = 1_000;

/** How many values the text shows in all. */
const MOST_VALUES = 1_000;

/** How many characters the text has. */
const LONGEST = 32_000;

/** Describes a value: `{ name: "Ada", since: Date(2026-01-01T00:00:00.000Z) }`, over several lines if it has objects. */
export function describeValue(value: unknown): string {
  const parents = new Set<object>();
  let left = MOST_VALUES;

  function describe(each: unknown): string {
    left -= 1;
    if (left < 0) return "…";
    if (typeof each === "string") return quoted(each);
    if (typeof each === "bigint") return `${each}n`;
    if (typeof each === "function") return `[function ${nameOf(each)}]`;
    if (typeof each !== "object" || each === null) return String(each);
    if (parents.has(each)) return "[circular]";
    if (parents.size >= DEEPEST) return `[${classOf(each)}]`;
    parents.add(each);
    try {
      return describeObject(each);
    } catch {
      return "[a value that cannot be read]"; // a proxy may throw at every step
    } finally {
      parents.delete(each);
    }
  }

  function describeObject(each: object): string {
    if (each instanceof Date) return `Date(${Number.isNaN(each.getTime()) ? "invalid" : each.toISOString()})`;
    if (each instanceof Error)
      return `${classOf(each)}(${quoted(String(Object.getOwnPropertyDescriptor(each, "message")?.value ?? ""))})`;
    if (ArrayBuffer.isView(each) || each instanceof ArrayBuffer)
      return `${classOf(each)}(${each.byteLength} bytes)`;
    if (each instanceof Map) {
      const entries = firstOf<readonly [unknown, unknown]>(Map.prototype.entries.call(each));
      return list(
        `Map(${each.size}) `,
        "{}",
        entries.map(([key, item]) => `${describe(key)} => ${describe(item)}`),
        each.size,
      );
    }
    if (each instanceof Set) {
      const items = firstOf<unknown>(Set.prototype.values.call(each));
      return list(`Set(${each.size}) `, "{}", items.map(describe), each.size);
    }
    if (Array.isArray(each)) {
      const count = Math.min(each.length, MOST_ENTRIES);
      const items = Array.from({ length: count }, (_, index) => property(each, String(index)));
      return list("", "[]", items, each.length);
    }
    const keys = Object.keys(each);
    const name = classOf(each);
    const lines = keys.slice(0, MOST_ENTRIES).map((key) => `${keyText(key)}: ${property(each, key)}`);
    return list(name === "Object" ? "" : `${name} `, "{}", lines, keys.length);
  }

  function property(each: object, key: string): string {
    const found = Object.getOwnPropertyDescriptor(each, key);
    if (found === undefined) return "[empty]";
    return "value" in found ? describe(found.value) : "[getter]";
  }

  const text = describe(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function firstOf<Item>(items: Iterable<Item>): readonly Item[] {
  const first: Item[] = [];
  for (const item of items) if (first.push(item) === MOST_ENTRIES) break;
  return first;
}

/** Puts entries on lines of their own. */
function list(name: string, brackets: string, entries: readonly string[], count: number): string {
  const [open = "", close = ""] = brackets;
  const more = count > entries.length ? [`… ${count - entries.length} more`] : [];
  const lines = [...entries, ...more];
  if (lines.length === 0) return `${name}${open}${close}`;
  return `${name}${open}\n${lines.map((line) => `  ${line.replaceAll("\n", "\n  ")}`).join(",\n")}\n${close}`;
}

function quoted(text: string): string {
  const shown = JSON.stringify(text.slice(0, LONGEST_STRING));
  return text.length > LONGEST_STRING ? `${shown}… (${text.length} characters)` : shown;
}

function keyText(key: string): string {
  return /^[\w$]+$/.test(key) ? key : quoted(key);
}

function nameOf(each: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(each, "name")?.value;
  return typeof name === "string" && name !== "" ? name : "without a name";
}

/** The name of an object's class. A prototype's `constructor` may be a getter, which is not run. */
function classOf(each: object): string {
  const prototype: unknown = Object.getPrototypeOf(each);
  if (typeof prototype !== "object" || prototype === null) return "Object";
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" ? nameOf(constructor) : "Object";
}
