// Imports data and text as Bun does: TOML, YAML, JSONC and JSON5 as values, and any text file as its text.
import { readFile } from "node:fs/promises";
import type { OnLoadResult, Plugin } from "esbuild";

/** How a file is imported: by its ending, unless `with { type: … }` says otherwise. */
type Format = "toml" | "yaml" | "json" | "json5" | "text";

const BY_ENDING: Readonly<Record<string, Format>> = {
  toml: "toml",
  yaml: "yaml",
  yml: "yaml",
  jsonc: "json5",
  json5: "json5",
  txt: "text",
};
const BY_TYPE: Readonly<Record<string, Format>> = {
  toml: "toml",
  yaml: "yaml",
  jsonc: "json5",
  json5: "json5",
  text: "text",
};

/** The plugin. It loads a parser only if a file needs it. */
export const dataPlugin: Plugin = {
  name: "bunbox-data",
  setup(build) {
    // The filter leaves scripts out, because a call from Go to JavaScript is slow for a thousand routes. JSON stays in it: it
    // may be imported as text.
    const filter = new RegExp(`(?:^|[/\\\\])\\.?[^./\\\\]+$|\\.${otherThan(SCRIPTS)}$`);
    build.onLoad({ filter, namespace: "file" }, async ({ path: file, with: { type } }) => {
      const ending = /[^.]+$/.exec(file)?.[0] ?? "";
      // esbuild itself loads JSON, except by an ending in capitals.
      const byEnding = ending === "JSON" ? "json" : BY_ENDING[ending.toLowerCase()];
      const format = type === undefined ? byEnding : BY_TYPE[type];
      if (format === undefined) return null;
      const contents = textOf(await readFile(file));
      return format === "text" || format === "json" ? { contents, loader: format } : load(contents, format);
    });
  },
};

/** Decodes a file as Bun 1.4 does: as UTF-16 if it has the byte order mark of that, little-endian, and as UTF-8 otherwise. */
function textOf(bytes: Buffer): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isWide ? bytes.subarray(2).toString("utf16le") : bytes.toString("utf8");
}

const SCRIPTS = ["cjs", "cts", "js", "jsx", "mjs", "mts", "ts", "tsx"];

/** A regular expression for every ending that is not one of these, without a lookahead, which Go does not have. */
function otherThan(endings: readonly string[]): string {
  const letters = [...new Set(endings.map((ending) => ending.charAt(0)))];
  const others = `[^./\\\\${letters.join("")}][^./\\\\]*`;
  const likely = letters.map((letter) => {
    const rests = endings.filter((ending) => ending.startsWith(letter)).map((ending) => ending.slice(1));
    const longer = otherThan(rests.filter((rest) => rest !== ""));
    return rests.includes("") ? `${letter}${longer}` : `${letter}${longer}?`;
  });
  return `(?:${[others, ...likely].join("|")})`;
}

async function load(text: string, format: Exclude<Format, "json" | "text">): Promise<OnLoadResult> {
  try {
    return moduleOf(await parse(text, format));
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { errors: [{ text: `${format.toUpperCase()}: ${line.replace(/[:.]$/, "")}` }] };
  }
}

async function parse(text: string, format: Exclude<Format, "json" | "text">): Promise<unknown> {
  const { isCollection, parseAllDocuments, parseJson5, parseToml, TomlDate, visit } =
    await import("./parsers.ts");
  switch (format) {
    case "toml": {
      const value = parseToml(text);
      // Bun turns dates into values of `Temporal`, to the nanosecond.
      if (holds(value, (each) => each instanceof TomlDate))
        throw new Error("a date or a time cannot be bundled; write it as a string");
      return value;
    }
    case "yaml": {
      const documents = parseAllDocuments(text, {
        merge: true,
        uniqueKeys: false,
        resolveKnownTags: false,
        logLevel: "error",
      });
      if ("empty" in documents) return {};
      const [error] = documents.flatMap(({ errors }) => errors);
      if (error !== undefined) throw error;
      for (const document of documents) {
        visit(document, {
          Node(_, { tag }) {
            const [, name] = /^tag:yaml\.org,2002:(int|float|bool|null)$/.exec(tag ?? "") ?? [];
            // Bun reads `!!int "3"` as a text.
            if (name !== undefined)
              throw new Error(`the tag !!${name} cannot be bundled; write the value without it`);
          },
          Pair(_, { key }) {
            if (isCollection(key))
              throw new Error("a key that is a list or a map cannot be bundled; write it as a string");
          },
        });
      }
      const values = documents.map((each): unknown => each.toJS());
      return values.length === 1 ? values[0] : values;
    }
    case "json5":
      return parseJson5<unknown>(text);
  }
}

function holds(value: unknown, test: (value: unknown) => boolean): boolean {
  if (test(value)) return true;
  return (
    typeof value === "object" && value !== null && Object.values(value).some((each) => holds(each, test))
  );
}

/** A module whose value is the same by `import` and `require`: JSON, or CommonJS for numbers that JSON does not have. */
function moduleOf(value: unknown): OnLoadResult {
  const isJson = !holds(
    value,
    (each) => each === undefined || (typeof each === "number" && !isJsonNumber(each)),
  );
  if (isJson) return { contents: JSON.stringify(value), loader: "json" };
  return { contents: `module.exports = ${literal(value)};`, loader: "js" };
}

function isJsonNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

/** Writes a value as JSON, and the numbers that JSON does not have as JavaScript. */
function literal(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  const entries = Object.entries(value).map(([key, each]) => `[${JSON.stringify(key)}]: ${literal(each)}`);
  return `{ ${entries.join(", ")} }`;
}
