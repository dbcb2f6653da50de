// Writes a contract as YAML or JSON, and reads one with the places of its keys.
import { isAlias, isMap, isScalar, LineCounter, parseDocument, stringify, visit } from "yaml";

/** The formats of a document. */
export const DOCUMENT_FORMATS = ["yaml", "json"] as const;

export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/** Writes a document. Its keys keep their order. */
export function writeText(document: object, format: DocumentFormat): string {
  if (format === "json") return `${JSON.stringify(document, null, 2)}\n`;
  // Other readers follow YAML 1.1, in which a plain `on` is a boolean.
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" });
}

/** The position of a key; both count from 1. */
export interface KeyPosition {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** A document that was read. */
export interface ReadText {
  readonly value: unknown;
  /** Where a key is, by the keys that lead to it. */
  readonly positionOf: (keys: readonly string[]) => KeyPosition | undefined;
}

/** Reads a document; returns what is wrong with the text if it is neither JSON nor YAML. JSON is YAML too. */
export function readText(text: string): ReadText | string {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) return error.message.split("\n")[0]?.replace(/:$/, "") ?? error.code;
  let hasAlias = false;
  visit(document, (_, node) => {
    if (isAlias(node)) hasAlias = true;
  });
  // bunbox does not write aliases, and one may contain itself.
  if (hasAlias) return "it has an alias";
  return {
    value: document.toJS(),
    positionOf(keys) {
      const map = document.getIn(keys.slice(0, -1), true);
      const pair = isMap(map)
        ? map.items.find(({ key }) => isScalar(key) && key.value === keys.at(-1))
        : undefined;
      const range = isScalar(pair?.key) ? pair.key.range : undefined;
      if (range === undefined || range === null) return undefined;
      const [start, end] = range;
      const { line, col } = lines.linePos(start);
      return { line, column: col, endColumn: col + end - start };
    },
  };
}
